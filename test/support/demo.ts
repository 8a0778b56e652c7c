import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openDatabase } from '../../server/src/database/database.ts'
import { migrate } from '../../server/src/database/migrate.ts'
import { assertBooksAgree } from './compare-books.ts'
import { engines, scratchDatabase } from './engines.ts'
import { environment, startServerProcess } from './server-process.ts'
import { sharedClock } from './shared-clock.ts'
import { startWechatSimulator, type WechatSimulator } from './simulators.ts'

/** What `npm start` runs, on a database of its own: demo town, server and simulated WeChat, each a process of its own. */
export type Demo = {
  /** What loading the town said. */
  readonly loaded: string
  readonly url: string
  readonly simulator: WechatSimulator
  /**
   * Ends the server; then the ledger must add up and the platform's book be equal to ours, and the server must not have logged an error.
   * Answers nothing; throws what is wrong.
   */
  closeBooks(): Promise<void>
  /** Removes everything, also after a failure. */
  stop(): Promise<void>
}

/** Sunday 2026-11-22, ten in the morning in Shanghai: a week into the season 2026-2027. */
export const DEMO_DAY = '2026-11-22T10:00:00+08:00'

const TOWN = fileURLToPath(new URL('../../scripts/demo-town/index.ts', import.meta.url))

export async function startDemo({ at = DEMO_DAY }: { readonly at?: string } = {}): Promise<Demo> {
  const scratch = await scratchDatabase(engines[0] ?? 'sqlite')
  const simulator = await startWechatSimulator()
  const clock = await sharedClock(simulator, Date.parse(at))
  const options = { databaseUrl: scratch.url, simulator, clockFile: clock.file, humanPages: true }
  const open = () => openDatabase({ url: scratch.url, poolSize: 2, now: clock.now })

  const database = open()
  await migrate(database)
  await database.close()
  const env = environment(options, 1, 'http://127.0.0.1:1')
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', TOWN], { env })
  const server = await startServerProcess(options)
  return {
    loaded: stdout.trim(),
    url: server.url,
    simulator,
    async closeBooks() {
      await simulator.control.settle()
      await server.stop()
      const books = open()
      try {
        await assertBooksAgree(books, simulator)
      } finally {
        await books.close()
      }
      const errors = server
        .said()
        .split('\n')
        .filter((line) => /"level":"(error|fatal)"/.test(line))
      if (errors.length > 0) throw new Error(`the server logged errors:\n${errors.join('\n')}`)
    },
    async stop() {
      await server.kill()
      await simulator.stop()
      clock.close()
      await scratch.drop()
    },
  }
}
