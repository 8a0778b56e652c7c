import type { SeasonFacts } from '../../../../shared/tariff/facts.ts'
import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import { versionsOf } from '../../../../shared/tariff/season-parts.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { together } from '../../platform/together.ts'
import { type PricingFacts, pricingFacts } from '../households/index.ts'
import type { StoredRuleSet, Tariffs } from '../tariffs/index.ts'
import { findUnits } from '../tenancy/index.ts'
import { findFactsHashes } from './bill.repository.ts'
import { billingRunItems } from './billing-run.model.ts'
import {
  endRun,
  findRun,
  finishItems,
  freezeNextItems,
  type ItemOutcome,
  listFrozenItems,
  type Run,
  type RunItem,
  startRun,
} from './billing-run.repository.ts'
import type { postChunk } from './post-chunk.ts'
import type { PricedHousehold } from './price-households.ts'
import type { PriceThread } from './price-thread.ts'
import { tariffFactsOf } from './tariff-facts.ts'

const CHUNK = 500

/** A household of a chunk with its price, before anything is posted. */
export type PricedItem = {
  readonly item: RunItem
  readonly facts: PricingFacts
  readonly price: PricedHousehold
  /** Every version in force in the season; one, but for a price that changes within it. */
  readonly ruleSets: readonly StoredRuleSet[]
  readonly legalEntityId: number
}
export type RefusedItem = { readonly item: RunItem; readonly reason: string }
export type PricedChunk = {
  readonly priced: readonly PricedItem[]
  readonly refused: readonly RefusedItem[]
  /** Hashes of facts that are stored already; facts are never taken away. */
  readonly storedFacts: ReadonlySet<string>
}

export type RunBillingDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly tariffs: Tariffs
  readonly thread: PriceThread
  readonly crashAt: CrashAt
  readonly post: ReturnType<typeof postChunk>
}

type StartedRun = Run & { readonly startedAt: number }

/**
 * 出账: freezes the households of a run in chunks of 500, prices them in a thread, posts each chunk in one transaction while the next
 * is being frozen and priced. Killed at any point it goes on where it stopped: what is posted is marked in the same transaction.
 */
export function runBilling(deps: RunBillingDeps) {
  const { database, clock, crashAt } = deps
  return async (tenantId: number, payload: unknown): Promise<void> => {
    const runNo = String(fieldsOf(payload).runNo)
    const run = await database.read((unit) => findRun(unit, tenantId, runNo))
    if (!run || run.state === 'done') return
    const startedAt = run.startedAt ?? clock.now()
    await database.write((unit) => startRun(unit, run, startedAt))
    const next = nextChunk(deps, { ...run, startedAt })
    const finish = async (chunk: PricedChunk): Promise<void> => {
      if (run.mode === 'post') await deps.post(run, chunk)
      else await database.write((unit) => finishItems(unit, run, outcomesOf(chunk)))
      crashAt('billing.run.chunk-posted')
    }
    let chunk = await next()
    while (chunk) [chunk] = await together(next(), finish(chunk))
    await database.write((unit) => endRun(unit, run.id, 'done', clock.now()))
  }
}

/** Each call freezes and prices the households that follow those of the call before; null after the last. */
export function nextChunk(deps: RunBillingDeps, run: StartedRun) {
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

async function priceChunk(
  { database, tariffs, thread, clock }: RunBillingDeps,
  run: StartedRun,
  items: readonly RunItem[],
): Promise<PricedChunk> {
  const { facts, sets, setsOf, legalEntities } = await database.read(async (unit) => {
    const householdIds = items.map((item) => item.householdId)
    const facts = await pricingFacts(unit, { tenantId: run.tenantId, householdIds, seasonId: run.seasonId })
    const orgUnitIds = [...new Set(facts.map((fact) => fact.orgUnitId))]
    const setsOf = await ruleSetsOf(unit, run, orgUnitIds)
    const units = await findUnits(unit, run.tenantId, orgUnitIds)
    return {
      legalEntities: new Map(units.map(({ id, legalEntityId }) => [id, legalEntityId])),
      facts: new Map(facts.map((fact) => [fact.householdId, fact])),
      setsOf,
      sets: await tariffs.ruleSets(unit, [...new Set([...setsOf.values()].flat())]),
    }
  })

  const season = { code: run.seasonCode, startsOn: run.startsOn, endsOn: run.endsOn, days: run.days }
  const all = [...sets.values()]
  const versionsOfUnit = new Map(
    [...setsOf].map(([unitId, ids]) => [
      unitId,
      inForce(
        season,
        ids.flatMap((id) => sets.get(id) ?? []),
      ),
    ]),
  )
  const refused: RefusedItem[] = []
  const ready: Omit<PricedItem, 'price'>[] = []
  for (const item of items) {
    const own = facts.get(item.householdId)
    const versions = (own && versionsOfUnit.get(own.orgUnitId)) ?? []
    const legalEntityId = own && legalEntities.get(own.orgUnitId)
    if (item.billed > 0) refused.push({ item, reason: '该采暖季已出账' })
    else if (!own) refused.push({ item, reason: '没有该采暖季的面积资料' })
    else if (own.status === 'not-connected') refused.push({ item, reason: '该采暖季未接通供热' })
    else if (versions.length === 0 || legalEntityId === undefined) refused.push({ item, reason: '所在组织没有该采暖季已发布的价目' })
    else ready.push({ item, facts: own, ruleSets: versions, legalEntityId })
  }
  const prices = await thread.price(
    ready.map(({ facts, ruleSets }) => ({
      householdNo: facts.householdNo,
      facts: tariffFactsOf(run, facts),
      ruleSets: ruleSets.map((set) => all.indexOf(set)),
    })),
    all,
  )
  const priced: PricedItem[] = []
  ready.forEach((one, index) => {
    const price = prices[index]
    if (!price) throw new Error('the pricing thread answered too few prices')
    if (price.faults.length > 0) refused.push({ item: one.item, reason: price.faults.map((fault) => fault.message).join('；') })
    else priced.push({ ...one, price })
  })
  const hashes = run.mode === 'post' ? priced.map(({ price }) => price.factsHash) : []
  return { priced, refused, storedFacts: await database.read((unit) => findFactsHashes(unit, run.tenantId, hashes)) }

  function ruleSetsOf(unit: ReadUnit, run: StartedRun, orgUnitIds: readonly number[]) {
    const { tenantId, seasonId, startsOn, endsOn, startedAt } = run
    return tariffs.findSeasonVersions(unit, { tenantId, seasonId, orgUnitIds, startsOn, endsOn, on: clock.today(), publishedBy: startedAt })
  }
}

/** The versions that price some day of the season; of others the posted lines need to know nothing. */
function inForce(season: SeasonFacts, sets: readonly StoredRuleSet[]): readonly StoredRuleSet[] {
  const named = new Set(versionsOf(season, sets).map(({ ruleSet }) => ruleSet))
  return sets.filter((set) => named.has(set))
}

function outcomesOf({ priced, refused }: PricedChunk): ItemOutcome[] {
  return [
    ...refused.map(({ item, reason }) => ({ itemId: item.id, amountFen: 0, reason })),
    ...priced.map(({ item, price }) => ({ itemId: item.id, amountFen: price.totalFen, reason: null })),
  ]
}
