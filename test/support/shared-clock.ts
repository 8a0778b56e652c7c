import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { WechatSimulator } from './simulators.ts'

/** One clock for server processes and the platform: it runs like the real one, shifted by what the test wants. */
export type SharedClock = {
  /** What `startServerProcess` takes. */
  readonly file: string
  now(): number
  moveTo(at: number): Promise<void>
  advance(ms: number): Promise<void>
  /** Removes the file; no server may read it any more. */
  close(): void
}

/** A server looks at its clock file ten times a second at most. */
const NOTICED_MS = 150

export async function sharedClock(simulator: WechatSimulator, at: number): Promise<SharedClock> {
  const folder = mkdtempSync(join(tmpdir(), 'nuanzhang-clock-'))
  const file = join(folder, 'offset')
  let offset = 0
  const moveTo = async (to: number) => {
    offset = to - Date.now()
    writeFileSync(file, String(offset))
    await simulator.control.setClock(to)
    await sleep(NOTICED_MS)
  }
  await moveTo(at)
  return {
    file,
    now: () => Date.now() + offset,
    moveTo,
    advance: (ms) => moveTo(Date.now() + offset + ms),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
