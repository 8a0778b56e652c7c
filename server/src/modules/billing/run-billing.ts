import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { type PricingFacts, pricingFacts } from '../households/index.ts'
import type { StoredRuleSet, Tariffs } from '../tariffs/index.ts'
import { billingRunItems } from './billing-run.model.ts'
import {
  endRun,
  findRun,
  finishItems,
  freezeNextItems,
  type ItemOutcome,
  listBilled,
  listFrozenItems,
  type Run,
  type RunItem,
  startRun,
} from './billing-run.repository.ts'
import type { postChunk } from './post-chunk.ts'
import type { PricedHousehold } from './price-households.ts'
import type { PriceThread } from './price-thread.ts'

const CHUNK = 500

/** A household of a chunk with its price, before anything is posted. */
export type PricedItem = {
  readonly item: RunItem
  readonly facts: PricingFacts
  readonly price: PricedHousehold
  readonly ruleSet: StoredRuleSet
}
export type RefusedItem = { readonly item: RunItem; readonly reason: string }

export type RunBillingDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly tariffs: Tariffs
  readonly thread: PriceThread
  readonly crashAt: CrashAt
  readonly post: ReturnType<typeof postChunk>
}

/**
 * 出账: freezes the households of a run in chunks of 500, prices them in a thread, posts each chunk in one transaction. Killed at
 * any point it goes on where it stopped: what is posted is marked in the same transaction.
 */
export function runBilling(deps: RunBillingDeps) {
  const { database, clock, crashAt } = deps
  return async (tenantId: number, payload: unknown): Promise<void> => {
    const runNo = String(fieldsOf(payload).runNo)
    const run = await database.read((unit) => findRun(unit, tenantId, runNo))
    if (!run || run.state === 'done') return
    await database.write((unit) => startRun(unit, run, clock.now()))
    for (;;) {
      let items = await database.read((unit) => listFrozenItems(unit, run.id, CHUNK))
      if (items.length === 0) {
        const frozen = await database.write((unit) => freezeNextItems(unit, run, CHUNK), { ids: { [billingRunItems.name]: CHUNK } })
        crashAt('billing.run.chunk-frozen')
        if (frozen === 0) break
        items = await database.read((unit) => listFrozenItems(unit, run.id, CHUNK))
      }
      const { priced, refused } = await priceChunk(deps, run, items)
      if (run.mode === 'post') await deps.post(run, priced, refused)
      else await database.write((unit) => finishItems(unit, run, [...refused.map(outcomeOfRefused), ...priced.map(outcomeOfPriced)]))
      crashAt('billing.run.chunk-posted')
    }
    await database.write((unit) => endRun(unit, run.id, 'done', clock.now()))
  }
}

async function priceChunk({ database, tariffs, thread, clock }: RunBillingDeps, run: Run, items: readonly RunItem[]) {
  const { facts, sets, setOf, billed } = await database.read(async (unit) => {
    const householdIds = items.map((item) => item.householdId)
    const facts = await pricingFacts(unit, { tenantId: run.tenantId, householdIds, seasonId: run.seasonId })
    const setOf = await ruleSetsOf(unit, run, facts)
    const billed = await listBilled(unit, run.seasonId, householdIds)
    return {
      billed,
      facts: new Map(facts.map((fact) => [fact.householdId, fact])),
      setOf,
      sets: await tariffs.ruleSets(unit, [...new Set(setOf.values())]),
    }
  })

  const season = { code: run.seasonCode, startsOn: run.startsOn, endsOn: run.endsOn, days: run.days }
  const ruleSets = [...sets.values()]
  const refused: RefusedItem[] = []
  const ready: { item: RunItem; facts: PricingFacts; ruleSet: StoredRuleSet }[] = []
  for (const item of items) {
    const own = facts.get(item.householdId)
    const ruleSet = own && sets.get(setOf.get(own.orgUnitId) ?? 0)
    if (billed.has(item.householdId)) refused.push({ item, reason: '该采暖季已出账' })
    else if (!own) refused.push({ item, reason: '没有该采暖季的面积资料' })
    else if (own.status === 'not-connected') refused.push({ item, reason: '该采暖季未接通供热' })
    else if (!ruleSet) refused.push({ item, reason: '所在组织没有该采暖季已发布的价目' })
    else ready.push({ item, facts: own, ruleSet })
  }
  const prices = await thread.price(
    ready.map(({ facts, ruleSet }) => ({
      facts: { season, areas: facts.areas },
      ruleSet: ruleSets.indexOf(ruleSet),
    })),
    ruleSets,
  )
  const priced: PricedItem[] = []
  ready.forEach((one, index) => {
    const price = prices[index]
    if (!price) throw new Error('the pricing thread answered too few prices')
    if (price.faults.length > 0) refused.push({ item: one.item, reason: price.faults.map((fault) => fault.message).join('；') })
    else priced.push({ ...one, price })
  })
  return { priced, refused }

  function ruleSetsOf(unit: ReadUnit, run: Run, facts: readonly PricingFacts[]) {
    const orgUnitIds = [...new Set(facts.map((fact) => fact.orgUnitId))]
    if (orgUnitIds.length === 0) return new Map<number, number>()
    return tariffs.findRuleSetIds(unit, { tenantId: run.tenantId, seasonId: run.seasonId, orgUnitIds, on: clock.today() })
  }
}

function outcomeOfRefused({ item, reason }: RefusedItem): ItemOutcome {
  return { itemId: item.id, amountFen: 0, reason }
}

function outcomeOfPriced({ item, price }: PricedItem): ItemOutcome {
  return { itemId: item.id, amountFen: price.totalFen, reason: null }
}
