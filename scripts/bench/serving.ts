import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Order } from './served.ts'

export type Serving = {
  readonly ours: string
  readonly bare: string
  /** Answers numbers for those orders that ask for some. */
  tell(order: Order): Promise<readonly number[]>
  stop(): Promise<void>
}

/** Starts the serving process. */
export async function startServing(ours: string, copy: string): Promise<Serving> {
  const child = fork(fileURLToPath(new URL('./served.ts', import.meta.url)), [ours, copy], {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  })
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`the serving process ended with ${code}`)
  })
  gone.catch(() => {})
  const [{ ports }] = (await Promise.race([once(child, 'message'), gone])) as [{ ports: readonly [number, number] }]
  const tell = async (order: Order): Promise<readonly number[]> => {
    const done = once(child, 'message')
    child.send(order)
    const [{ answer }] = (await Promise.race([done, gone])) as [{ answer: readonly number[] }]
    return answer
  }
  return {
    ours: `http://127.0.0.1:${ports[0]}`,
    bare: `http://127.0.0.1:${ports[1]}`,
    tell,
    async stop() {
      const ended = once(child, 'exit')
      await tell({ do: 'stop' })
      await ended
    },
  }
}
