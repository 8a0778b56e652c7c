import type { HeatedAreaFacts, TariffFacts } from '../../../../shared/tariff/facts.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { backToTheFirst, fitOneByOne, lateStops, markOf, shortStops } from './plain-season.ts'

/**
 * A deliberately plain second engine: it knows rules and facts only as data, shares no code with the first, goes through the season day by day,
 * never reduces a fraction and rounds by long division. It says amounts, not why. For what the random tariffs can hold, nothing more.
 */
type Q = [num: bigint, den: bigint]
type Line = { fee: string; payer: string; group: string; exact: Q; rounding: RuleSet['rounding'] }
type R = { num: number; den: number }
/** Every parameter any rule here may have; which of them are there is the rule's business. */
export type Params = {
  [key in
    | 'priceE4'
    | 'areaPriceE4'
    | 'basicPriceE4'
    | 'heatPriceE4'
    | 'amountFen'
    | 'belowPpm'
    | 'overMm'
    | 'perMm'
    | 'stepMm'
    | 'minStopDays'
    | 'handlingDays']: number
} & { [key in 'areaBasis' | 'height' | 'steps' | 'resumed' | 'connected' | 'denominator' | 'late' | 'bound']: string } & {
  [key in 'share' | 'ratio' | 'otherwise' | 'surcharge' | 'perMetre' | 'perStep']: R
} & {
  count?: number | 'season-days'
  days?: number
  quantity?: string
  by: string
  cap?: R
  least?: { fen: number }
  most?: { fen: number }
  entries: { value: string; factor: R }[]
  bands: { from: number; to: number | null; priceE4: number; factor: R }[]
  parts: { payer: string; pays: Pays }[]
  deadline: { kind: string; on: string; days: number }
  noticeDays?: number
  rowKinds: string[]
}
type Pays = {
  kind: string
  share: R
  amountFen: number
  priceE4: number
  areaBasis: string
  firstMilliM2?: number
  first?: { milliM2: number; areaBasis: string }
}
type Rounding = RuleSet['rounding']
type PlainRule = { kind: string; feeType: string; customerClass: string; priceType: string; params: Params; rounding?: Rounding }
const rulesOf = (set: RuleSet) => set.rules as unknown as PlainRule[]

const q = (num: number | bigint, den: number | bigint = 1): Q => [BigInt(num), BigInt(den)]
const mul = (a: Q, b: Q): Q => [a[0] * b[0], a[1] * b[1]]
const plus = (a: Q, b: Q): Q => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]]
const minus = (a: Q, b: Q): Q => plus(a, [-b[0], b[1]])
const less = (a: Q, b: Q): boolean => a[0] * b[1] < b[0] * a[1]
const ratio = (r: { num: number; den: number }): Q => q(r.num, r.den)

/** Amounts in fen by fee type and payer, in the order they first occur, and the total. */
export function plainPrice(facts: TariffFacts, ruleSets: readonly RuleSet[]): { total: number; parts: Record<string, number> } {
  const days = daysOf(facts.season.startsOn, facts.season.endsOn)
  const versionOn = days.map((day) => versionFor(day, ruleSets, facts.season.startsOn))
  const lines = facts.areas.flatMap((area) => areaLines(facts, area, days, versionOn))
  const first = versionOn[0] as RuleSet
  for (const rule of rulesOf(first)) {
    if (!fitsBest(rule, first, facts.areas[0] as HeatedAreaFacts)) continue
    const count = rule.params.quantity === undefined ? 1000 : facts.quantities?.[rule.params.quantity]
    if (count === undefined || (rule.kind === 'fixed-fee@1' && count === 0)) continue
    const rounding = rule.rounding ?? first.rounding
    if (rule.kind === 'fixed-fee@1') lines.push(line(rule.feeType, mul(q(rule.params.amountFen), q(count, 1000)), rounding))
    if (rule.kind === 'quantity-fee@1') lines.push(line(rule.feeType, mul(q(count, 1000), q(rule.params.priceE4, 100)), rounding))
  }
  return roundAll(lines)
}

function line(fee: string, exact: Q, rounding: Rounding, payer = 'resident', group = ''): Line {
  return { fee, payer, group: group || `alone ${fee} ${Math.random()}`, exact, rounding }
}

function areaLines(facts: TariffFacts, area: HeatedAreaFacts, days: string[], versionOn: RuleSet[]): Line[] {
  const lines: Line[] = []
  const first = versionOn[0] as RuleSet
  const policy = bestOf(first, area, 'stop-period@1', 'heat')?.params ?? {
    minStopDays: 0,
    resumed: 'from-day',
    connected: 'from-day',
    denominator: 'notice',
  }
  const marks = days.map((day) => markOf(area, day))
  lateStops(marks, days, area, bestOf(first, area, 'stop-deadline@1', 'heat')?.params)
  shortStops(marks, policy.minStopDays)
  backToTheFirst(marks, days, policy)
  // One part for each stretch of days of one mark and one version.
  const parts: { mark: string; set: RuleSet; days: number }[] = []
  for (const [index, mark] of marks.entries()) {
    const last = parts.at(-1)
    const set = versionOn[index] as RuleSet
    if (last && last.mark === mark && last.set === set) last.days++
    else parts.push({ mark, set, days: 1 })
  }
  const of = policy.denominator === 'calendar' ? days.length : facts.season.days
  fitOneByOne(parts, of)
  const once = new Set<string>()
  const seasons = new Map<string, ReturnType<typeof wholeSeason>>()
  for (const [index, part] of parts.entries()) {
    const [status, payer] = part.mark.split('/') as [string, string]
    if (status === 'not-connected' || part.days === 0) continue
    const share = q(part.days, of)
    const key = `${status} ${part.set.version}`
    const season = seasons.get(key) ?? wholeSeason(facts, area, status, part.set)
    seasons.set(key, season)
    for (const charged of season) {
      if (charged.once && once.has(charged.fee)) continue
      if (charged.once) once.add(charged.fee)
      const exact = charged.once ? charged.exact : mul(charged.exact, share)
      for (const [who, amount] of payersOf(part.set, area, charged.fee, charged.exact)) {
        const ofPart = charged.once ? amount : mul(amount, share)
        const finalPayer = who !== 'resident' || charged.once ? who : payer
        lines.push(line(charged.fee, ofPart, charged.rounding, finalPayer, `${area.areaNo} ${charged.fee} ${index} ${exact.join('/')}`))
      }
    }
  }
  return lines
}

type Charged = { fee: string; exact: Q; once: boolean; rounding: Rounding }
/** What the whole season would cost in that status, fee by fee. */
function wholeSeason(facts: TariffFacts, area: HeatedAreaFacts, status: string, set: RuleSet): Charged[] {
  const found: Charged[] = []
  for (const rule of rulesOf(set)) {
    if (!fitsBest(rule, set, area)) continue
    const heat = () => heated(facts, area, set)
    const rounding = rule.rounding ?? set.rounding
    if (status === 'heating' && ['area-price@1', 'period-price@1', 'banded-price@1', 'two-part@1'].includes(rule.kind)) {
      found.push({ fee: rule.feeType, exact: heat(), once: false, rounding })
    }
    if (status === 'heating' && rule.kind === 'percent-fee@1')
      found.push({ fee: rule.feeType, exact: mul(heat(), ratio(rule.params.share)), once: false, rounding })
    if (status === 'stopped' && rule.kind === 'stop-base-fee@1') {
      const { metering: _, ...unmetered } = area
      found.push({ fee: rule.feeType, exact: mul(heated(facts, unmetered, set), ratio(rule.params.share)), once: false, rounding })
    }
    if (rule.kind === 'area-fee@1')
      found.push({ fee: rule.feeType, exact: areaTimes(area, rule.params.areaBasis, rule.params.priceE4), once: true, rounding })
  }
  return found
}

function heated(facts: TariffFacts, area: HeatedAreaFacts, set: RuleSet): Q {
  const rule = ['area-price@1', 'period-price@1', 'banded-price@1', 'two-part@1']
    .map((kind) => bestOf(set, area, kind, 'heat'))
    .find(Boolean) as PlainRule
  const { params } = rule
  const factor = rulesOf(set)
    .filter((one) => one.feeType === 'heat' && fitsBest(one, set, area))
    .reduce((all, one) => mul(all, factorOf(one, area)), q(1))
  if (rule.kind === 'two-part@1') {
    const days = q(params.days ?? 1)
    const areaFee = mul(mul(areaTimes(area, params.areaBasis, params.areaPriceE4), days), factor)
    if (area.metering?.state !== 'read') return areaFee
    const basic = mul(mul(areaTimes(area, params.areaBasis, params.basicPriceE4), days), factor)
    const used = area.metering.meters.reduce((sum, { startMilli, endMilli }) => sum + endMilli - startMilli, 0)
    const all = plus(basic, mul(q(used, 1000), q(params.heatPriceE4, 100)))
    const most = params.cap ? mul(areaFee, ratio(params.cap)) : all
    return less(most, all) ? most : all
  }
  const count = params.count === 'season-days' ? facts.season.days : (params.count ?? 1)
  let exact = rule.kind === 'banded-price@1' ? banded(params, area) : mul(areaTimes(area, params.areaBasis, params.priceE4), q(count))
  exact = mul(exact, factor)
  const limit = bestOf(set, area, 'charge-limit@1', 'heat')?.params
  if (limit?.most && less(q(limit.most.fen), exact)) return q(limit.most.fen)
  if (limit?.least && less(exact, q(limit.least.fen))) return q(limit.least.fen)
  return exact
}

function banded(params: Params, area: HeatedAreaFacts): Q {
  if (params.by !== 'area-tiers') {
    const size = params.by === 'height' ? (area.heightMm ?? 0) : areaIn(area, params.areaBasis)
    return areaTimes(area, params.areaBasis, inBand(params, size).priceE4)
  }
  let rest = areaIn(area, params.areaBasis)
  let exact = q(0)
  for (const { from, to, priceE4 } of params.bands) {
    const here = to === null ? rest : Math.min(rest, to - from)
    exact = plus(exact, q(BigInt(here) * BigInt(priceE4), 100_000))
    rest -= here
  }
  return exact
}

/** The first band that does not end before the value. */
function inBand({ bands, bound }: Params, value: number): Params['bands'][number] {
  const ends = (to: number | null) => to !== null && (bound === 'lower' ? value >= to : value > to)
  return bands.find(({ to }) => !ends(to)) as Params['bands'][number]
}

function factorOf({ kind, params }: PlainRule, area: HeatedAreaFacts): Q {
  const heightMm = (params.height === 'clear' ? area.clearHeightMm : area.heightMm) ?? 0
  const over = heightMm - (params.overMm ?? 0)
  if (kind === 'area-ratio@1') return ratio(params.ratio)
  if (kind === 'building-coefficient@1' || kind === 'row-factor@1') {
    return ratio(params.entries.find((entry) => entry.value === area[params.by as 'rowKind'])?.factor ?? params.otherwise)
  }
  if (kind === 'low-occupancy@1') return (area.occupancyPpm ?? 1e6) < params.belowPpm ? plus(q(1), ratio(params.surcharge)) : q(1)
  if (kind === 'public-share@1') {
    const size = areaIn(area, params.areaBasis)
    return size === 0 ? q(1) : minus(q(1), mul(ratio(params.share), q(area.publicShareMilliM2 ?? 0, size)))
  }
  if (kind === 'clear-height@1')
    return params.rowKinds.includes(area.rowKind ?? '') ? ratio(inBand(params, area.clearHeightMm ?? 0).factor) : q(1)
  if (kind === 'height-bands@1') return over > 0 ? ratio(inBand(params, heightMm).factor) : q(1)
  if (kind === 'height-ratio@1') return over > 0 ? q(heightMm, params.perMm) : q(1)
  if (kind === 'height-linear@1') return over > 0 ? plus(q(1), mul(q(over, 1000), ratio(params.perMetre))) : q(1)
  if (kind === 'height-steps@1') {
    let steps = 0
    // Climb step by step; a started step counts as soon as it is begun.
    for (let at = params.overMm; params.steps === 'started' ? at < heightMm : at + params.stepMm <= heightMm; at += params.stepMm) steps++
    const more = mul(q(steps), ratio(params.perStep))
    return plus(q(1), params.cap && less(ratio(params.cap), more) ? ratio(params.cap) : more)
  }
  return q(1)
}

function payersOf(set: RuleSet, area: HeatedAreaFacts, fee: string, exact: Q): [string, Q][] {
  const rule = bestOf(set, area, 'payer-share@1', fee) ?? bestOf(set, area, 'payer-share@2', fee)
  if (!rule) return [['resident', exact]]
  let left = exact
  const others = rule.params.parts.map(({ payer, pays }): [string, Q] => {
    const wanted = wantedBy(pays, exact, area)
    const part = less(left, wanted) ? left : wanted
    left = minus(left, part)
    return [payer, part]
  })
  return [['resident', left], ...others]
}

function wantedBy(pays: Pays, exact: Q, area: HeatedAreaFacts): Q {
  if (pays.kind === 'fixed') return q(pays.amountFen)
  if (pays.kind === 'per-area') {
    const size = areaIn(area, pays.areaBasis)
    return q(BigInt(Math.min(size, pays.firstMilliM2 ?? size)) * BigInt(pays.priceE4), 100_000)
  }
  const size = pays.first ? areaIn(area, pays.first.areaBasis) : 0
  const part = pays.first && size > 0 ? q(Math.min(size, pays.first.milliM2), size) : q(1)
  return mul(mul(exact, ratio(pays.share)), part)
}

const areaIn = (area: HeatedAreaFacts, basis: string): number => Number(area[`${basis}MilliM2` as 'billedMilliM2'])
const areaTimes = (area: HeatedAreaFacts, basis: string, priceE4: number): Q => q(BigInt(areaIn(area, basis)) * BigInt(priceE4), 100_000)

/** Of rules of one kind and fee the one that names more. */
function bestOf(set: RuleSet, area: HeatedAreaFacts, kind: string, fee: string): PlainRule | undefined {
  return rulesOf(set).find((rule) => rule.kind === kind && rule.feeType === fee && fitsBest(rule, set, area))
}

function fitsBest(rule: PlainRule, set: RuleSet, area: HeatedAreaFacts): boolean {
  const score = (one: PlainRule) =>
    [
      one.customerClass === '*' || one.customerClass === area.customerClass,
      one.priceType === '*' || one.priceType === area.priceType,
    ].every(Boolean)
      ? Number(one.customerClass !== '*') + Number(one.priceType !== '*')
      : -1
  const rivals = rulesOf(set).filter(({ kind, feeType }) => kind === rule.kind && feeType === rule.feeType)
  return score(rule) >= 0 && rivals.every((rival) => score(rival) <= score(rule))
}

function versionFor(day: string, ruleSets: readonly RuleSet[], startsOn: string): RuleSet {
  const known = ruleSets.filter(({ validFrom }) => validFrom <= day)
  const earliest = ruleSets.toSorted((a, b) => (laterDay(a.validFrom, startsOn) < laterDay(b.validFrom, startsOn) ? -1 : 1))[0] as RuleSet
  return known.toSorted((a, b) => b.version - a.version)[0] ?? earliest
}

const laterDay = (a: string, b: string) => (a > b ? a : b)

function daysOf(startsOn: string, endsOn: string): string[] {
  const days: string[] = []
  for (let at = Date.parse(startsOn); at <= Date.parse(endsOn); at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10))
  return days
}

function roundAll(lines: Line[]): { total: number; parts: Record<string, number> } {
  const groups = new Map<string, Line[]>()
  for (const one of lines) {
    const { level, mode, unit } = one.rounding
    const key = [level, mode, unit, level === 'bill' ? '' : level === 'fee' ? one.fee : one.group].join(' ')
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const parts: Record<string, number> = {}
  let total = 0
  for (const group of groups.values()) {
    const { mode, unit } = (group[0] as Line).rounding
    const amount = roundOne(group.map(({ exact }) => exact).reduce(plus, q(0)), mode, unit)
    total += amount
    const who = new Set(group.map(({ fee, payer }) => `${fee} ${payer}`))
    // A sum shared out over several fees or payers is checked as a sum; how it splits is the first engine's own tests.
    const name = who.size === 1 ? [...who][0] : null
    if (name) parts[name] = (parts[name] ?? 0) + amount
  }
  return { total, parts }
}

function roundOne([num, den]: Q, mode: string, unit: string): number {
  const step = unit === 'yuan' ? 100n : unit === 'jiao' ? 10n : 1n
  const whole = num / (den * step)
  const rest = num % (den * step)
  return Number((mode === 'half-up' && rest * 2n >= den * step ? whole + 1n : whole) * step)
}
