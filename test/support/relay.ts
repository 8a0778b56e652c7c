import assert from 'node:assert/strict'
import type { CrashPoint } from '../../server/src/platform/crash-points.ts'
import { assertBooksAgree } from './compare-books.ts'
import { buildFaultTown, type FaultTown } from './fault-town.ts'
import { type Payer, payerAt } from './payer.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { type SharedClock, sharedClock } from './shared-clock.ts'
import type { SimulatedTrade } from './simulator-control.ts'
import { until } from './until.ts'

/** One server process after the other on one database and one port: each dies somewhere, the next takes over. */
export type Relay = {
  readonly town: FaultTown
  readonly clock: SharedClock
  /** The points at which a process has died so far. */
  readonly died: ReadonlySet<CrashPoint>
  /** A flat with an open bill, bound by the payer. */
  flat(): Promise<string>
  /** Starts a process that dies at `point`, lets the payer act, and makes sure that it died of SIGKILL there. */
  diesAt(point: CrashPoint, act: (payer: Payer) => Promise<unknown>): Promise<void>
  /** A fresh process in place of the dead one, five minutes later; answers the payer at it. */
  takeOver(): Promise<Payer>
  /** Where the process of the moment listens. */
  url(): string
  tradesOf(orderNo: string): Promise<readonly SimulatedTrade[]>
  /** Whether the platform has been told that its notice about this order was taken. */
  acknowledged(orderNo: string): Promise<boolean>
  /** Ends the process by itself; the ledger adds up, and the platform's book says the same. */
  endsWell(): Promise<void>
  close(): Promise<void>
}

/** A claim of a dead process is free after five minutes. */
const CLAIM_IS_STALE_MS = 6 * 60_000

export async function openRelay({ flats }: { readonly flats: number }): Promise<Relay> {
  const town = await buildFaultTown({ flats, engine: 'mysql' })
  const { world, running } = town
  const { simulator } = running
  const payer = await town.payer('person-1')
  const clock = await sharedClock(simulator, world.clock.now())
  const died = new Set<CrashPoint>()
  let server: ServerProcess | null = null
  let port: number | undefined

  const start = async (crashAt?: CrashPoint): Promise<ServerProcess> => {
    await server?.kill()
    server = await startServerProcess({
      databaseUrl: world.url,
      simulator,
      clockFile: clock.file,
      ...(port ? { port } : {}),
      ...(crashAt ? { crashAt } : {}),
    })
    port = server.port
    return server
  }
  const payerOf = ({ url }: ServerProcess) => payerAt(url, simulator.control, payer.token)

  return {
    town,
    clock,
    died,
    flat: () => town.flatOf(payer),
    async diesAt(point, act) {
      const dying = await start(point)
      // Its answer may never come: the process is gone.
      const acting = act(payerOf(dying)).catch(() => {})
      const { signal } = await until(`the server dies at ${point}`, () => Promise.race([dying.exited, nothingYet()]))
      assert.equal(signal, 'SIGKILL', dying.said())
      await acting
      died.add(point)
    },
    async takeOver() {
      await clock.advance(CLAIM_IS_STALE_MS)
      return payerOf(await start())
    },
    url: () => server?.url ?? '',
    tradesOf: async (orderNo) => (await simulator.book()).trades.filter((trade) => trade.outTradeNo === orderNo),
    acknowledged: async (orderNo) =>
      (await simulator.book()).notices.filter((notice) => notice.outTradeNo === orderNo).every((notice) => notice.acknowledged),
    async endsWell() {
      await server?.stop()
      server = null
      await assertBooksAgree(world.database, simulator)
    },
    async close() {
      await server?.kill()
      clock.close()
      await town.close()
    },
  }
}

async function nothingYet(): Promise<null> {
  return null
}
