import { parentPort } from 'node:worker_threads'
import type { StoredRuleSet } from '../tariffs/index.ts'
import { type PriceRequest, priceHouseholds } from './price-households.ts'

type Message = { readonly id: number; readonly requests: readonly PriceRequest[]; readonly ruleSets: readonly StoredRuleSet[] }

/** Computes and never opens the database: a billing run must not hold up the event loop that serves residents. */
parentPort?.on('message', ({ id, requests, ruleSets }: Message) => {
  try {
    parentPort?.postMessage({ id, prices: priceHouseholds(requests, ruleSets) })
  } catch (error) {
    parentPort?.postMessage({ id, error: String((error as Error).stack ?? error) })
  }
})
