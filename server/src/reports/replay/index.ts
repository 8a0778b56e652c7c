import { discountRuleOf } from '../../../../shared/billing/discount-rule.ts'
import { creditRuleOf, judgeCredit } from '../../../../shared/billing/heat-credit.ts'
import { accrueAgain } from '../../../../shared/billing/late-fee.ts'
import { lateFeeRuleOf } from '../../../../shared/billing/late-fee-rule.ts'
import { discountAgain } from '../../../../shared/billing/season-discount.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { priceSeasonByVersions } from '../../../../shared/tariff/engine.ts'
import type { TariffFacts } from '../../../../shared/tariff/facts.ts'
import { type RuleKinds, ruleKinds } from '../../../../shared/tariff/kinds/registry.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { StoredDiscountFacts, StoredLateFeeFacts } from '../../modules/billing/apply-settlement.ts'
import { isPriced, purposeOf } from '../../modules/billing/compare-lines.ts'
import type { StoredCreditFacts } from '../../modules/billing/credit-heat.ts'
import { pricedLine } from '../../modules/billing/priced-line.ts'
import { listRuleSets, type StoredRuleSet } from '../../modules/tariffs/index.ts'
import { hashOf } from '../../platform/crypto.ts'
import { readJson } from '../verify/read-json.ts'
import { differenceOf } from './compare-line.ts'
import {
  factsKey,
  listLineFacts,
  listPostedBills,
  listPostedLines,
  type PostedBill,
  type PostedLine,
  type ReplayWish,
} from './posted-bills.ts'

export type { ReplayWish } from './posted-bills.ts'

/** A posted line that its stored facts and rules no longer give. `lineNo` is null where what is missing has no line. */
export type ReplayDifference = {
  readonly companyCode: string
  readonly householdNo: string
  readonly billNo: string
  readonly lineNo: number | null
  readonly message: string
}
export type ReplayTotals = { readonly bills: number; readonly lines: number; readonly totalFen: number; readonly differingBills: number }

export type ReplayOptions = {
  /** Another registry in tests only. */
  readonly kinds?: RuleKinds
  /** Bills read at a time: all that is ever held in memory. */
  readonly chunk?: number
}

/**
 * 重算: prices every posted line of a season again from its stored facts and rule set versions, and says what differs as it finds it.
 * Reads in chunks, each for itself: what is posted never changes, so there is no moment to agree on.
 */
export async function replaySeason(
  database: Database,
  wish: ReplayWish,
  tell: (difference: ReplayDifference) => void,
  { kinds = ruleKinds, chunk = 200 }: ReplayOptions = {},
): Promise<ReplayTotals> {
  const sets = new Map<number, StoredRuleSet>()
  const totals = { bills: 0, lines: 0, totalFen: 0, differingBills: 0 }
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const { bills, lines, facts } = await database.read((unit) => readChunk(unit, wish, after, chunk, sets))
    const byBill = groupBy(lines, ({ billId }) => billId)
    for (const bill of bills) {
      const own = byBill.get(bill.id) ?? []
      const differences = replayBill({ bill, lines: own, all: own, facts, sets, kinds })
      for (const difference of differences) tell(difference)
      totals.bills += 1
      totals.lines += own.length
      totals.totalFen += own.reduce((sum, { amountFen }) => sum + amountFen, 0)
      if (differences.length > 0) totals.differingBills += 1
    }
    const last = bills.at(-1)
    if (!last || bills.length < chunk) return totals
    after = last.id
  }
}

async function readChunk(unit: ReadUnit, wish: ReplayWish, after: number, limit: number, sets: Map<number, StoredRuleSet>) {
  const bills = await listPostedBills(unit, wish, after, limit)
  const ids = bills.map(({ id }) => id)
  const lines = ids.length === 0 ? [] : await listPostedLines(unit, ids)
  const facts = await listLineFacts(unit, [...new Set(lines.flatMap(({ factsHash }) => factsHash ?? []))])
  const missing = [...new Set(lines.flatMap(setIdsOf))].filter((id) => !sets.has(id))
  // Read here and now: what a living server remembers of a rule set is not what the database says.
  for (const set of await listRuleSets(unit, missing)) sets.set(set.id, set)
  return { bills, lines, facts }
}

function setIdsOf({ ruleSetId, ruleSetIds }: PostedLine): number[] {
  if (ruleSetIds !== null) return ruleSetIds.split(',').map(Number)
  return ruleSetId === null ? [] : [ruleSetId]
}

type Work = {
  readonly bill: PostedBill
  /** Of one act. */
  readonly lines: readonly PostedLine[]
  readonly all: readonly PostedLine[]
  readonly facts: ReadonlyMap<string, string>
  readonly sets: ReadonlyMap<number, StoredRuleSet>
  readonly kinds: RuleKinds
}

type Of = (lineNo: number | null, message: string) => ReplayDifference

/** Lines of one act were priced together and are computed again together; a late fee or discount stands for itself. */
function replayBill(work: Work): ReplayDifference[] {
  const { companyCode, householdNo, billNo } = work.bill
  const of: Of = (lineNo, message) => ({ companyCode, householdNo, billNo, lineNo, message })
  const acts = groupBy(work.lines, ({ origin, sequence, entryId, factsHash }) =>
    isPriced({ origin }) ? `${entryId} ${factsHash}` : `line ${sequence}`,
  )
  return [...acts.values()].flatMap((lines) => replayAct({ ...work, lines }, of))
}

function replayAct(work: Work, of: Of): ReplayDifference[] {
  const { bill, lines, facts } = work
  const [first] = lines
  const stored = first?.factsHash ? facts.get(factsKey(bill.tenantId, first.factsHash)) : undefined
  if (!first || stored === undefined) return [of(first?.sequence ?? null, '没有存下计费所依据的资料')]
  const given = readJson(stored)
  const forged = hashOf(given) === first.factsHash ? [] : [of(first.sequence, '存下的计费资料与其指纹不符')]
  try {
    const found = replayers[first.origin]?.(work, given, first, of) ?? [of(first.sequence, `不知道来源为 ${first.origin} 的明细如何重算`)]
    return [...forged, ...found]
  } catch {
    // What somebody has broken is a finding, not a crash that hides the bills after it.
    return [...forged, of(first.sequence, '按存下的资料和价目无法重算：内容已损坏')]
  }
}

/** How the lines of each origin are computed again from what is stored with them. */
const replayers: Readonly<Record<string, (work: Work, given: unknown, line: PostedLine, of: Of) => ReplayDifference[]>> = {
  run: (work, given, _, of) => replayRun(work, given as TariffFacts, work.lines, of),
  single: (work, given, _, of) => replayRun(work, given as TariffFacts, work.lines, of),
  // What was equal already stays where it is: only after the last of them do the living lines make the whole.
  rebill: (work, given, line, of) => replayRun(work, given as TariffFacts, isLast(work, line) ? work.all.filter(isLiving) : null, of),
  'late-fee': (work, given, line, of) => replayLateFee(line, given as StoredLateFeeFacts, work, of),
  'poor-heat': (work, given, line, of) => replayCredit(line, given as StoredCreditFacts, work, of),
  outage: (work, given, line, of) => replayCredit(line, given as StoredCreditFacts, work, of),
  discount: (work, given, line, of) => replayDiscount(line, given as StoredDiscountFacts, work, of),
}

/** `whole` is what must hold every line computed again; null where it is not known. */
function replayRun(
  { bill, lines, sets, kinds }: Work,
  facts: TariffFacts,
  whole: readonly PostedLine[] | null,
  of: Of,
): ReplayDifference[] {
  const ruleSets = [...new Set(lines.flatMap(setIdsOf))].flatMap((id) => sets.get(id) ?? [])
  const price = priceSeasonByVersions(facts, ruleSets, kinds)
  if (price.faults.length > 0) {
    return [of(lines[0]?.sequence ?? null, `按存下的资料无法重算：${price.faults.map(({ message }) => message).join('；')}`)]
  }
  const priced = { householdNo: bill.householdNo, seasonCode: facts.season.code, areas: facts.areas, ruleSets }
  const again = price.lines.map((line) => pricedLine(priced, line))
  const changed = lines.flatMap((line) => {
    const same = again.find(({ postingKey }) => postingKey === purposeOf(line.postingKey ?? ''))
    const difference = same ? differenceOf(line, same) : `重算没有这条明细（${line.postingKey ?? '无入账标识'}）`
    return difference ? [of(line.sequence, difference)] : []
  })
  const has = (postingKey: string, of: readonly PostedLine[]) => of.some((line) => purposeOf(line.postingKey ?? '') === postingKey)
  const missing = again.filter(({ postingKey, amountFen }) => whole && !has(postingKey, whole) && (whole === lines || amountFen !== 0))
  return [...changed, ...missing.map(({ postingKey }) => of(null, `账上缺少重算应有的明细（${postingKey}）`))]
}

function isLiving({ reversals }: PostedLine): boolean {
  return reversals === 0
}

function isLast({ all }: Work, { entryId }: PostedLine): boolean {
  return all.findLast(isPriced)?.entryId === entryId
}

function replayLateFee(
  line: PostedLine,
  { customerClass, priceType, lateFee }: StoredLateFeeFacts,
  { sets }: Work,
  of: Of,
): ReplayDifference[] {
  const ruleSet = sets.get(line.ruleSetId ?? 0)
  const rule = ruleSet && lateFeeRuleOf(ruleSet, { customerClass, priceType })
  if (!rule) return [of(line.sequence, '价目里没有这条违约金所依据的规则')]
  const { amountFen, steps, throughOn } = accrueAgain(rule.params, lateFee)
  const difference = differenceOf(line, { amountFen, steps: canonicalJson(steps), throughOn, ruleKind: rule.kind })
  return difference ? [of(line.sequence, difference)] : []
}

function replayDiscount(line: PostedLine, stored: StoredDiscountFacts, { sets }: Work, of: Of): ReplayDifference[] {
  const { answersLineId, discount, ...customer } = stored
  const ruleSet = sets.get(line.ruleSetId ?? 0)
  const rule = ruleSet && discountRuleOf(ruleSet, customer)
  if (!ruleSet || !rule) return [of(line.sequence, '价目里没有这条优惠所依据的规则')]
  const { steps, parts } = discountAgain({ rule: rule.params, noticeNo: ruleSet.notice.no }, discount)
  const part = parts.find(({ lineId }) => lineId === answersLineId)
  const again = {
    amountFen: -(part?.amountFen ?? 0),
    steps: canonicalJson(steps),
    answersLineId,
    feeType: rule.feeType,
    ruleKind: rule.kind,
  }
  const difference = differenceOf(line, again)
  return difference ? [of(line.sequence, difference)] : []
}

function replayCredit(line: PostedLine, stored: StoredCreditFacts, { sets }: Work, of: Of): ReplayDifference[] {
  const { answersLineId, credit, ...customer } = stored
  const ruleSet = sets.get(line.ruleSetId ?? 0)
  const rule = ruleSet && creditRuleOf(ruleSet, customer, credit.cause.kind)
  if (!rule) return [of(line.sequence, '价目里没有这条退费所依据的规则')]
  const { steps, parts } = judgeCredit(rule, credit)
  const amountFen = -(parts.find(({ lineId }) => lineId === answersLineId)?.amountFen ?? 0)
  const difference = differenceOf(line, { amountFen, steps: canonicalJson(steps), answersLineId, ruleKind: rule.kind })
  return difference ? [of(line.sequence, difference)] : []
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string | number): ReadonlyMap<string | number, readonly Item[]> {
  const groups = new Map<string | number, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
