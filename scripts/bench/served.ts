import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBare } from './bare.ts'
import type { Act } from './record.ts'
import { type BenchSystem, benchSystem, close, warm } from './system.ts'

/** What the measuring process tells the serving one. */
export type Order =
  | { readonly do: 'play'; readonly acts: readonly Act[] }
  /** From now on the worker runs. */
  | { readonly do: 'work' }
  /** Answers when so many more notices are in the ledger, with how long each took. */
  | { readonly do: 'settled'; readonly count: number }
  | { readonly do: 'stop' }

/**
 * The process that serves: our application and the bare one, each on a port of its own, so that who asks and who answers do not
 * share a thread. Started by index.ts with the two database addresses.
 */
async function main(ours: string, copy: string): Promise<void> {
  const bench = benchSystem(ours)
  await warm(bench)
  const bare = createBare(copy)
  const servers = [await listen(bench.app.callback()), await listen(bare.app.callback())]
  const ledger = watchLedger(bench)

  process.on('message', async (order: Order) => {
    let answer: readonly number[] = []
    if (order.do === 'play') bare.play(order.acts)
    if (order.do === 'work') bench.system.worker.start()
    if (order.do === 'settled') answer = await ledger.settled(order.count)
    if (order.do === 'stop') {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
      await bench.system.worker.stop()
      await close(bench)
      await bare.close()
    }
    process.send?.({ answer })
    if (order.do === 'stop') process.disconnect()
  })
  process.send?.({ ports: servers.map((server) => (server.address() as AddressInfo).port) })
}

/** Counts notices into the ledger: from the moment their job is written to the moment it is done. The first to come is the first done. */
function watchLedger({ system: { queue, metrics } }: BenchSystem) {
  const came: number[] = []
  const took: number[] = []
  let waiting: { readonly count: number; readonly done: () => void } | null = null
  const add = queue.add.bind(queue)
  const job = metrics.job.bind(metrics)
  Object.assign(queue, {
    add: (...given: Parameters<typeof add>) => {
      if (given[1].kind === 'payments.settle-notice') came.push(performance.now())
      return add(...given)
    },
  })
  Object.assign(metrics, {
    job: (...given: Parameters<typeof job>) => {
      job(...given)
      const [kind, outcome] = given
      if (kind !== 'payments.settle-notice') return
      if (outcome !== 'done') throw new Error(`a notice was not settled: ${outcome}`)
      took.push(performance.now() - (came[took.length] ?? 0))
      if (waiting && took.length >= waiting.count) waiting.done()
    },
  })
  return {
    async settled(count: number): Promise<readonly number[]> {
      if (took.length < count) {
        await new Promise<void>((done) => {
          waiting = { count, done }
        })
        waiting = null
      }
      came.splice(0)
      return took.splice(0)
    },
  }
}

async function listen(handler: Parameters<typeof createServer>[1]): Promise<Server> {
  const server = createServer(handler as never)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

const [ours = '', copy = ''] = process.argv.slice(2)
await main(ours, copy)
