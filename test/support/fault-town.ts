import type { Engine } from '../../server/src/database/connection.ts'
import type { Rule } from '../../shared/tariff/rule-set.ts'
import { type Payer, payerAt, signInPayer } from './payer.ts'
import { startWechatSimulator } from './simulators.ts'
import { billSeason, plainRules, type Running, runSystem } from './system.ts'
import { buildWorld, flat, SEASON, type World } from './world.ts'

/** The world with many equal flats of one company, all billed and overdue since 2026-10-31: 954.69 and late fee each. */
export type FaultTown = {
  readonly world: World
  readonly running: Running
  /** A person with a phone, signed in at the running server. */
  payer(personId: string, appId?: string): Promise<Payer>
  /** A flat nobody has paid anything for, bound by these people. */
  flatOf(...payers: readonly Payer[]): Promise<string>
  close(): Promise<void>
}

export const PRINCIPAL_FEN = 95_469
export const HOLDER = '测试住户'

export type FaultTownOptions = {
  readonly flats: number
  readonly engine?: Engine
  /** How long the platform waits for the answer to a notice. */
  readonly noticeTimeoutMs?: number
  /** Beside the plain ones. */
  readonly rules?: readonly Rule[]
}

export async function buildFaultTown({ flats, engine, noticeTimeoutMs, rules = [] }: FaultTownOptions): Promise<FaultTown> {
  const world = await buildWorld(engine ? { engine } : {})
  const simulator = await startWechatSimulator(noticeTimeoutMs === undefined ? {} : { noticeTimeoutMs })
  const running = await runSystem(world, { simulator })
  const numbers = Array.from({ length: flats }, (_, index) => String(81_010_001 + index))
  for (const householdNo of numbers) await world.households.createHousehold(world.demo.operator, flat(householdNo, 'EAST-1', HOLDER))
  const plain = plainRules(SEASON, '2026-10-31', '2026-10-01')
  await billSeason(running, world.demo, { ...plain, rules: [...plain.rules, ...rules] })
  return {
    world,
    running,
    payer: (personId, appId) => signInPayer(running.url, running.simulator.control, personId, appId),
    async flatOf(...payers) {
      const householdNo = numbers.shift()
      if (!householdNo) throw new Error('the fault town has no flats left: build it with more')
      for (const payer of payers) await payerAt(running.url, running.simulator.control, payer.token).bind(householdNo, HOLDER)
      return householdNo
    },
    async close() {
      await running.stop()
      await simulator.stop()
      await world.close()
    },
  }
}
