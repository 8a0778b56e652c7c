import { formatFen } from '../../../shared/format/amount.ts'
import type { ResidentDriver } from './driver.ts'
import type { ResidentWorld } from './world.ts'

export interface Step<World> {
  readonly name: string
  run(driver: ResidentDriver, world: World): Promise<void>
}

export const shown = (fen: number) => `¥${formatFen(fen)}`
export const owedFen = ({ principalFen, lateFeeFen }: ResidentWorld) => principalFen + lateFeeFen
/** Money takes a moment from the pay platform to the ledger. */
export const settlingMs = 30_000

/** Digits that are surely wrong. */
export const otherDigits = (digits: string) => digits.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10))
