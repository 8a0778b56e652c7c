import { plainYuan } from '../../../../shared/format/amount.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { SeasonFacts } from '../../../../shared/tariff/facts.ts'
import { versionsOf } from '../../../../shared/tariff/season-parts.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Clock } from '../../platform/clock.ts'
import { type PricingFacts, pricingFacts } from '../households/index.ts'
import { withMetering } from '../metering/index.ts'
import type { StoredRuleSet, Tariffs } from '../tariffs/index.ts'
import { findUnits } from '../tenancy/index.ts'
import { findFactsHashes } from './bill.repository.ts'
import type { Run, RunItem } from './billing-run.repository.ts'
import { listStandingLines, previewedAmounts, type StandingLine } from './billing-run-finding.repository.ts'
import type { PricedHousehold } from './price-households.ts'
import type { PriceThread } from './price-thread.ts'
import { tariffFactsOf } from './tariff-facts.ts'

/** A household of a chunk with its price, before anything is posted. */
export type PricedItem = {
  readonly item: RunItem
  readonly facts: PricingFacts
  readonly price: PricedHousehold
  /** Every version in force in the season; one, but for a price that changes within it. */
  readonly ruleSets: readonly StoredRuleSet[]
  readonly legalEntityId: number
}
export type RefusedItem = {
  readonly item: RunItem
  readonly reason: string
  readonly facts?: PricingFacts
  /** Nothing is owed for the season: not refused for want of a price. */
  readonly nothingDue?: true
}
export type PricedChunk = {
  readonly priced: readonly PricedItem[]
  readonly refused: readonly RefusedItem[]
  /** Hashes of facts that are stored already; facts are never taken away. */
  readonly storedFacts: ReadonlySet<string>
  /** What stands posted of each household; asked for by a comparison alone. */
  readonly standing: ReadonlyMap<number, readonly StandingLine[]>
}

export type PriceChunkDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly tariffs: Tariffs
  readonly thread: PriceThread
}

export type StartedRun = Run & { readonly startedAt: number }

/**
 * Prices households as they are now, by the prices published when the run began. Preview, posting and comparison all come by here. What is posted is
 * compared under the versions it was made from: a later one never touches it.
 */

export async function priceChunk(
  { database, tariffs, thread, clock }: PriceChunkDeps,
  run: StartedRun,
  items: readonly RunItem[],
): Promise<PricedChunk> {
  const { facts, sets, setsOf, legalEntities, standing } = await database.read(async (unit) => {
    const householdIds = items.map((item) => item.householdId)
    const recorded = await pricingFacts(unit, { tenantId: run.tenantId, householdIds, seasonId: run.seasonId })
    const facts = await withMetering(unit, { id: run.seasonId, startsOn: run.startsOn, endsOn: run.endsOn }, recorded)
    const orgUnitIds = [...new Set(facts.map((fact) => fact.orgUnitId))]
    const setsOf = await ruleSetsOf(unit, run, orgUnitIds)
    const units = await findUnits(unit, run.tenantId, orgUnitIds)
    const standing = byHousehold(run.mode === 'compare' ? await listStandingLines(unit, run.seasonId, householdIds) : [])
    const postedBy = [...standing.values()].flatMap(ruleSetIdsOf)
    return {
      legalEntities: new Map(units.map(({ id, legalEntityId }) => [id, legalEntityId])),
      facts: new Map(facts.map((fact) => [fact.householdId, fact])),
      setsOf,
      sets: await tariffs.ruleSets(unit, [...new Set([...[...setsOf.values()].flat(), ...postedBy])]),
      standing,
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
    const posted = standing.get(item.householdId)
    const versions = posted ? ruleSetIdsOf(posted).flatMap((id) => sets.get(id) ?? []) : ((own && versionsOfUnit.get(own.orgUnitId)) ?? [])
    const legalEntityId = own && legalEntities.get(own.orgUnitId)
    if (item.billed > 0 && run.mode !== 'compare') refused.push({ item, reason: '该采暖季已出账' })
    else if (!own) refused.push({ item, reason: '没有该采暖季的面积资料', nothingDue: true })
    else if (own.status === 'not-connected') refused.push({ item, reason: '该采暖季未接通供热', facts: own, nothingDue: true })
    else if (versions.length === 0 || legalEntityId === undefined)
      refused.push({ item, reason: '所在组织没有该采暖季已发布的价目', facts: own })
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
    if (price.faults.length > 0)
      refused.push({ item: one.item, reason: price.faults.map((fault) => fault.message).join('；'), facts: one.facts })
    else priced.push({ ...one, price })
  })
  if (run.mode !== 'post') return { priced, refused, storedFacts: new Set(), standing }
  return database.read(async (unit) => {
    const hashes = priced.map(({ price }) => price.factsHash)
    const storedFacts = await findFactsHashes(unit, run.tenantId, hashes)
    const chunk = { priced, refused, storedFacts, standing }
    if (run.previewRunId === null) return chunk
    const ids = priced.map(({ facts }) => facts.householdId)
    return asPreviewed(chunk, await previewedAmounts(unit, run.previewRunId, ids))
  })

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

function byHousehold(lines: readonly StandingLine[]): ReadonlyMap<number, readonly StandingLine[]> {
  const found = new Map<number, StandingLine[]>()
  for (const line of lines) found.set(line.householdId, [...(found.get(line.householdId) ?? []), line])
  return found
}

/** The versions a bill was made from, ascending. */
function ruleSetIdsOf(lines: readonly StandingLine[]): number[] {
  const ids = lines.flatMap(({ ruleSetIds, ruleSetId }) => (ruleSetIds === null ? (ruleSetId ?? []) : ruleSetIds.split(',').map(Number)))
  return [...new Set(ids)].sort((a, b) => a - b)
}

/** Posted is what somebody has seen: who was not counted then, or is counted otherwise now, waits for another preview. */
function asPreviewed(chunk: PricedChunk, previewed: ReadonlyMap<number, Fen>): PricedChunk {
  const reasonOf = ({ facts, price }: PricedItem): string | null => {
    const seenFen = previewed.get(facts.householdId)
    if (seenFen === undefined) return '试算时没有算出这一户，请重新试算后再出账'
    if (seenFen === price.totalFen) return null
    return `试算时为 ${plainYuan(seenFen)} 元，现在为 ${plainYuan(price.totalFen)} 元，请重新试算后再出账`
  }
  const changed = chunk.priced.flatMap((one) => {
    const reason = reasonOf(one)
    return reason === null ? [] : { item: one.item, reason }
  })
  const refusedIds = new Set(changed.map(({ item }) => item.id))
  const priced = chunk.priced.filter(({ item }) => !refusedIds.has(item.id))
  return { ...chunk, priced, refused: [...chunk.refused, ...changed] }
}
