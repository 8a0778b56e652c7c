import { Worker } from 'node:worker_threads'
import type { StoredRuleSet } from '../tariffs/index.ts'
import type { PricedHousehold, PriceRequest } from './price-households.ts'

export type PriceThread = {
  price(requests: readonly PriceRequest[], ruleSets: readonly StoredRuleSet[]): Promise<readonly PricedHousehold[]>
  stop(): Promise<void>
}

type Waiting = { resolve(prices: readonly PricedHousehold[]): void; reject(error: Error): void }
type Answer = { readonly id: number; readonly prices?: readonly PricedHousehold[]; readonly error?: string }

/** Built, the thread is JavaScript; in development and tests the sources run as they are, and a thread has to be taught TypeScript first. */
const fromSource = import.meta.url.endsWith('.ts')
const SOURCE_START = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('./price-households.worker.ts', import.meta.url).href)}) })`

/** One thread that prices, started with the first chunk; it does not keep the process alive. */
export function createPriceThread(): PriceThread {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let lastId = 0

  function start(): Worker {
    const thread = fromSource
      ? new Worker(SOURCE_START, { eval: true })
      : new Worker(new URL('./price-households.worker.js', import.meta.url))
    thread.on('message', ({ id, prices, error }: Answer) => {
      const caller = waiting.get(id)
      waiting.delete(id)
      if (prices) caller?.resolve(prices)
      else caller?.reject(new Error(error))
    })
    const gone = (error: Error) => {
      worker = undefined
      for (const caller of waiting.values()) caller.reject(error)
      waiting.clear()
    }
    thread.on('error', gone)
    thread.on('exit', () => gone(new Error('the pricing thread ended')))
    thread.unref()
    return thread
  }

  return {
    price(requests, ruleSets) {
      worker ??= start()
      lastId += 1
      const id = lastId
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker?.postMessage({ id, requests, ruleSets })
      })
    },
    async stop() {
      await worker?.terminate()
      worker = undefined
    },
  }
}
