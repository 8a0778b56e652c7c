import type { FeeNames } from '../../../../shared/tariff/fee-names.ts'
import type { Caller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findHousehold } from '../households/index.ts'
import { listFeeTypes } from '../tariffs/index.ts'
import { findItem, listRuns } from './billing-run.repository.ts'
import { type PriceChunkDeps, type PricedChunk, priceChunk } from './price-chunk.ts'

export type ExplainedItem = {
  readonly householdNo: string
  readonly lines: PricedChunk['priced'][number]['price']['lines']
  readonly totalFen: number
  readonly reasons: readonly string[]
  readonly changedSince: boolean
  readonly feeNames: FeeNames
}

/**
 * How a household's amount in a run comes about, priced again by the same function and the prices the run began with. Throws NOT_FOUND.
 */
export function explainRunItem(deps: PriceChunkDeps) {
  return async (
    caller: Caller,
    { runNo, householdNo }: { readonly runNo: string; readonly householdNo: string },
  ): Promise<ExplainedItem> => {
    const { tenantId, unitIds } = caller.scope
    const found = await deps.database.read(async (unit) => {
      const run = (await listRuns(unit, tenantId, unitIds, runNo))[0]
      if (!run) throw notFound('这次出账')
      const household = await findHousehold(unit, caller.scope, householdNo)
      const item = household && (await findItem(unit, run.id, household.id))
      if (!item) throw notFound('这次出账里的这一户')
      const feeNames: FeeNames = new Map((await listFeeTypes(unit, tenantId)).map(({ code, name }) => [code, name]))
      return { run, item, feeNames }
    })
    // What is posted already is no reason here: the question is how the amount comes about.
    const asked = { ...found.run, mode: 'compare', startedAt: found.run.startedAt ?? deps.clock.now() } as const
    const { priced, refused } = await priceChunk(deps, asked, [found.item])
    const facts = priced[0]?.facts ?? refused[0]?.facts
    return {
      householdNo,
      feeNames: found.feeNames,
      lines: priced[0]?.price.lines ?? [],
      totalFen: priced[0]?.price.totalFen ?? 0,
      reasons: refused.map(({ reason }) => reason),
      changedSince: facts !== undefined && facts.householdSeasonVersion !== found.item.householdSeasonVersion,
    }
  }
}
