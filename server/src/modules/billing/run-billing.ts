import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { together } from '../../platform/together.ts'
import { billingRunItems } from './billing-run.model.ts'
import { endRun, findRun, freezeNextItems, isStopped, listFrozenItems, startRun } from './billing-run.repository.ts'
import { keepFindings } from './keep-findings.ts'
import type { postChunk } from './post-chunk.ts'
import { type PriceChunkDeps, type PricedChunk, priceChunk, type StartedRun } from './price-chunk.ts'

const CHUNK = 500

export type RunBillingDeps = PriceChunkDeps & {
  readonly crashAt: CrashAt
  readonly post: ReturnType<typeof postChunk>
}

/**
 * 出账: freezes the households of a run in chunks of 500, prices them in a thread, posts each chunk in one transaction while the next
 * is being frozen and priced. Killed or stopped at any point it goes on where it was: what is posted is marked in the same transaction.
 */
export function runBilling(deps: RunBillingDeps) {
  const { database, clock, crashAt } = deps
  return async (tenantId: number, payload: unknown): Promise<void> => {
    const runNo = String(fieldsOf(payload).runNo)
    const run = await database.read((unit) => findRun(unit, tenantId, runNo))
    if (!run || run.state === 'done' || run.state === 'stopped') return
    const startedAt = run.startedAt ?? clock.now()
    await database.write((unit) => startRun(unit, run, startedAt))
    const next = nextChunk(deps, { ...run, startedAt })
    const goesOn = async (): Promise<boolean> => !(await database.read((unit) => isStopped(unit, run.id)))
    const finish = async (chunk: PricedChunk): Promise<void> => {
      if (run.mode === 'post') await deps.post(run, chunk)
      else await keepFindings(database, run, chunk)
      crashAt('billing.run.chunk-posted')
    }
    let chunk = await next()
    while (chunk && (await goesOn())) [chunk] = await together(next(), finish(chunk))
    if (!chunk) await database.write((unit) => endRun(unit, run.id, 'done', clock.now()))
  }
}

/** Each call freezes and prices the households that follow those of the call before; null after the last. */
export function nextChunk(deps: Pick<RunBillingDeps, 'crashAt'> & PriceChunkDeps, run: StartedRun) {
  const { database, crashAt } = deps
  let after = 0
  const frozenItems = () => database.read((unit) => listFrozenItems(unit, run, after, CHUNK))
  return async (): Promise<PricedChunk | null> => {
    let items = await frozenItems()
    if (items.length === 0) {
      const frozen = await database.write((unit) => freezeNextItems(unit, run, CHUNK), { ids: { [billingRunItems.name]: CHUNK } })
      crashAt('billing.run.chunk-frozen')
      if (frozen === 0) return null
      items = await frozenItems()
    }
    after = items.at(-1)?.householdId ?? after
    return priceChunk(deps, run, items)
  }
}
