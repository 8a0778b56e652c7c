import { feeTypeName } from '../format/names.ts'
import { type Fraction, multiply } from '../money/fraction.ts'
import type { HeatedAreaFacts, Payer, SeasonFacts } from './facts.ts'
import type { Fault } from './fault.ts'
import { familyOf, kindOf, type RuleKinds } from './kinds/registry.ts'
import { type ChargeKind, isRefused, type PayerPart, type Priced, type PriceInput, type Refused, type RuleKind } from './kinds/rule-kind.ts'
import { heatFeeType, type RoundingRule, type Rule, type RuleSet } from './rule-set.ts'
import { selectRule } from './select-rules.ts'
import type { Step } from './step.ts'

/** A line before rounding; `exact` in fen. */
export type ExactLine = {
  readonly feeType: string
  readonly areaNo: number | null
  readonly purpose: string
  readonly ruleKind: string
  /** The fee type that is settled by it: heat, also for the base fee paid instead. */
  readonly covers: string
  readonly exact: Fraction
  readonly steps: readonly Step[]
  /** Who pays instead of the resident. */
  readonly payer?: Payer
  /** The rule's own rounding, where it has one. */
  readonly rounding?: RoundingRule
  /** Lines of one amount shared among payers: rounded together, so that the parts make the whole. */
  readonly sharedWith?: string
}
export type AreaResult = { readonly lines: readonly ExactLine[]; readonly faults: readonly Fault[] }

export type Context = { readonly area: HeatedAreaFacts; readonly season: SeasonFacts; readonly ruleSet: RuleSet; readonly kinds: RuleKinds }
type Charge = { readonly rule: Rule; readonly kind: ChargeKind }

/** Every charge of one heated area, not rounded. An area that is not charged what it must be charged is a fault, never a gift. */
export function priceArea(context: Context): AreaResult {
  const { area, ruleSet } = context
  const lines: ExactLine[] = []
  const faults: Fault[] = []
  const covered = new Set<string>()
  for (const slot of chargeSlots(context)) {
    const charge = selectCharge(slot, area)
    if (isRefused(charge)) {
      faults.push(...charge.faults)
      for (const { rule, kind } of slot) covered.add(kind.covers(rule))
    } else if (charge.found) {
      const { rule, kind } = charge.found
      covered.add(kind.covers(rule))
      const result = priceWithFactors(charge.found, context)
      const parts = isRefused(result) ? result : shareAmongPayers(result, rule.feeType, context)
      if (isRefused(parts)) faults.push(...parts.faults)
      else {
        const line = {
          feeType: rule.feeType,
          areaNo: area.areaNo,
          purpose: kind.purpose(rule, area),
          ruleKind: rule.kind,
          covers: kind.covers(rule),
          ...roundingOf(rule),
        }
        lines.push(...linesOf(line, parts, context.season))
      }
    }
  }
  for (const feeType of ruleSet.obligatoryFeeTypes ?? [heatFeeType]) if (!covered.has(feeType)) faults.push(noRule(area, feeType))
  return { lines, faults }
}

/** Rules that are alternatives to each other: same kind of act, same fee type. Slots add up, rules inside a slot do not. */
function chargeSlots({ ruleSet, kinds, area }: Context): Charge[][] {
  const slots = new Map<string, Charge[]>()
  for (const rule of ruleSet.rules) {
    const kind = kindOf(kinds, rule.kind)
    if (kind?.role !== 'charge' || !kind.charges(area)) continue
    const key = JSON.stringify([rule.feeType, kind.purpose(rule, area)])
    const slot = slots.get(key) ?? []
    slots.set(key, [...slot, { rule, kind }])
  }
  return [...slots.values()]
}

function selectCharge(slot: readonly Charge[], area: HeatedAreaFacts): { readonly found: Charge | undefined } | Refused {
  const { rule, faults } = selectRule(
    slot.map((charge) => charge.rule),
    area,
  )
  return faults.length > 0 ? { faults } : { found: slot.find((charge) => charge.rule === rule) }
}

function priceWithFactors({ rule, kind }: Charge, context: Context): Priced | Refused {
  const { area, season, ruleSet } = context
  const fullCharge = (feeType: string) => priceIfHeated(feeType, context)
  const withFactors = (part: Priced) => applyFactors(part, rule.feeType, context)
  const priced = kind.price({ area, season, rule, ruleSet, fullCharge, withFactors })
  if (isRefused(priced) || !kind.takesFactors) return priced
  const multiplied = applyFactors(priced, rule.feeType, context)
  return isRefused(multiplied) ? multiplied : applyLimits(multiplied, rule.feeType, context)
}

/** The same area as if it were heated: the base of every share. */
function priceIfHeated(feeType: string, context: Context): Priced | Refused {
  const { metering, ...rest } = context.area
  // What was metered while it was stopped says nothing about a whole season of heat.
  const used = metering && rest.status === 'heating' ? { metering } : {}
  const area: HeatedAreaFacts = { ...rest, ...used, status: 'heating' }
  const slot = chargeSlots({ ...context, area })
    .flat()
    .filter(({ rule, kind }) => rule.feeType === feeType && kind.covers(rule) === feeType)
  const charge = selectCharge(slot, area)
  if (isRefused(charge)) return charge
  return charge.found ? priceWithFactors(charge.found, { ...context, area }) : { faults: [noRule(area, feeType)] }
}

function applyFactors(priced: Priced, feeType: string, context: Context): Priced | Refused {
  let { exact, steps } = priced
  for (const found of rulesOf('factor', feeType, context)) {
    if (isRefused(found)) return found
    const result = found.kind.factor(found.input)
    if (!result) continue
    if (isRefused(result)) return result
    exact = multiply(exact, result.factor)
    steps = [...steps, ...result.steps]
  }
  return { exact, steps }
}

function applyLimits(priced: Priced, feeType: string, context: Context): Priced | Refused {
  let { exact, steps } = priced
  for (const found of rulesOf('limit', feeType, context)) {
    if (isRefused(found)) return found
    const limited = found.kind.limit(found.input, exact)
    if (limited) [exact, steps] = [limited.exact, [...steps, ...limited.steps]]
  }
  return { exact, steps }
}

function shareAmongPayers(priced: Priced, feeType: string, context: Context): readonly PayerPart[] | Refused {
  for (const found of rulesOf('payer', feeType, context)) {
    if (isRefused(found)) return found
    const parts = found.kind.payers(found.input, priced.exact)
    if (!parts) continue
    return isRefused(parts) ? parts : parts.map((part) => ({ ...part, steps: [...priced.steps, ...part.steps] }))
  }
  return [{ ...priced, payer: null }]
}

function linesOf(
  line: Pick<ExactLine, 'feeType' | 'areaNo' | 'purpose' | 'ruleKind' | 'covers' | 'rounding'>,
  parts: readonly PayerPart[],
  season: SeasonFacts,
) {
  const sharedWith = parts.length > 1 ? { sharedWith: JSON.stringify([line.areaNo, line.feeType, line.purpose]) } : {}
  return parts.map(({ payer, exact, steps }): ExactLine => {
    const paidBy = payer === null ? {} : { payer, purpose: `${line.purpose}:${payer}` }
    return { ...line, ...paidBy, ...sharedWith, exact, steps: [seasonStep(season), ...steps] }
  })
}

type Found<K> = { readonly kind: K; readonly input: PriceInput<Rule> }

/** The rule of each kind, in whichever version, of that role which applies to the area's charges of a fee type. */
function rulesOf<Role extends 'factor' | 'limit' | 'payer'>(role: Role, feeType: string, context: Context) {
  const { area, season, ruleSet, kinds } = context
  const fullCharge = (of: string) => priceIfHeated(of, context)
  const withFactors = (part: Priced) => part
  const rules = ruleSet.rules.filter((rule) => rule.feeType === feeType)
  return [...new Set(rules.map((rule) => familyOf(rule.kind)))].flatMap(
    (family): (Found<Extract<RuleKind, { role: Role }>> | Refused)[] => {
      const candidates = rules.filter((rule) => familyOf(rule.kind) === family && kindOf(kinds, rule.kind)?.role === role)
      const { rule, faults } = selectRule(candidates, area)
      if (faults.length > 0) return [{ faults }]
      const kind = rule && kindOf(kinds, rule.kind)
      return rule
        ? [{ kind: kind as Extract<RuleKind, { role: Role }>, input: { area, season, rule, ruleSet, fullCharge, withFactors } }]
        : []
    },
  )
}

export function roundingOf({ rounding }: Rule): Pick<ExactLine, 'rounding'> {
  return rounding ? { rounding } : {}
}

export function seasonStep({ code, startsOn, endsOn, days }: SeasonFacts): Step {
  return { code: 'season', values: { code, startsOn, endsOn, days } }
}

function noRule(area: HeatedAreaFacts, feeType: string): Fault {
  const customer = `用户类型“${area.customerClass}”、单价类型“${area.priceType}”、${area.status === 'stopped' ? '停热' : '用热'}`
  return { code: 'NO_RULE', path: '', message: `面积行“${area.name}”（${customer}）没有适用的${feeTypeName(feeType)}收费规则` }
}
