import type { Fraction } from '../../money/fraction.ts'
import type { HeatedAreaFacts, Payer, SeasonFacts, TariffFacts } from '../facts.ts'
import type { Fault } from '../fault.ts'
import type { Rule, RuleSet } from '../rule-set.ts'
import type { Step } from '../step.ts'
import type { StepTexts } from '../step-text.ts'

/**
 * What a kind of rule can do. One kind = one file beside this one, entered in `registry.ts`; the engine knows kinds only by this.
 * - a *charge* makes one line per heated area;
 * - a *household charge* makes one line that belongs to no area;
 * - a *factor* multiplies the charges of its fee type (height, use, building type);
 * - a *limit* keeps a charge of its fee type above a minimum or below a maximum, after the factors;
 * - a *payer* kind hands a part of a line of its fee type to somebody else than the resident;
 * - a *policy* is read by others (late fee, periods) and only checked here.
 */
export type RuleKind<R extends Rule = Rule> =
  | ChargeKind<R>
  | HouseholdChargeKind<R>
  | FactorKind<R>
  | LimitKind<R>
  | PayerKind<R>
  | PolicyKind<R>

type KindBasics = {
  /** Chinese name, for messages and the editor. */
  readonly title: string
  /** The Chinese of the steps this kind writes. */
  readonly texts: StepTexts
  /** Everything impossible in `params`, at once; paths start inside params. `params` comes from outside and may be anything. */
  check(params: unknown): Fault[]
}

// Methods, not function properties: a kind of one rule type must fit into the registry of all.
export type ChargeKind<R extends Rule = Rule> = KindBasics & {
  readonly role: 'charge'
  /** False for a charge computed from another charge, whose factors are already in it. */
  readonly takesFactors: boolean
  /** Which areas this rule charges: those being heated, those stopped… */
  charges(area: HeatedAreaFacts): boolean
  /** True for a charge that is the same however many days of the season are heated; otherwise it is shared out by days. */
  readonly once?: true
  /** True when a part of a season can't be priced: a meter tells what was used, not when. Such an area may not be divided. */
  readonly undivided?: (area: HeatedAreaFacts) => boolean
  /** What the line is for; part of its posting key. */
  purpose(rule: R, area: HeatedAreaFacts): string
  /** The fee type an area has been charged once this rule has charged it: heat, also for the base fee paid instead of it. */
  covers(rule: R): string
  price(input: PriceInput<R>): Priced | Refused
}

export type FactorKind<R extends Rule = Rule> = KindBasics & {
  readonly role: 'factor'
  /** Null when the area needs no factor. */
  factor(input: PriceInput<R>): { readonly factor: Fraction; readonly steps: readonly Step[] } | Refused | null
}

export type HouseholdChargeKind<R extends Rule = Rule> = KindBasics & {
  readonly role: 'household-charge'
  purpose(rule: R): string
  /** Null when the household has nothing of what is charged. */
  price(input: { readonly facts: TariffFacts; readonly rule: R; readonly ruleSet: RuleSet }): Priced | Refused | null
}

export type LimitKind<R extends Rule = Rule> = KindBasics & {
  readonly role: 'limit'
  /** Null when the amount is within the limit. `exact` is in fen. */
  limit(input: PriceInput<R>, exact: Fraction): Priced | null
}

export type PayerKind<R extends Rule = Rule> = KindBasics & {
  readonly role: 'payer'
  /** What others pay of a line, and what is left to the resident; together they are the line. Null when the resident pays it all. */
  payers(input: PriceInput<R>, exact: Fraction): readonly PayerPart[] | Refused | null
}
/** The part of one payer: null is the resident. `steps` come after those of the line. */
export type PayerPart = Priced & { readonly payer: Payer | null }

export type PolicyKind<_R extends Rule = Rule> = KindBasics & { readonly role: 'policy' }

export type PriceInput<R extends Rule> = {
  readonly area: HeatedAreaFacts
  readonly season: SeasonFacts
  readonly rule: R
  readonly ruleSet: RuleSet
  /** What the area would be charged for `feeType` if it were heated all season, factors included, not rounded. */
  readonly fullCharge: (feeType: string) => Priced | Refused
  /** The same amount with the factors of the rule's fee type; for charges of which only a part takes them. */
  readonly withFactors: (priced: Priced) => Priced | Refused
}

/** `exact` is in fen. The steps lead to it, and end before any rounding. */
export type Priced = { readonly exact: Fraction; readonly steps: readonly Step[] }
export type Refused = { readonly faults: readonly Fault[] }

export function isRefused(result: object): result is Refused {
  return 'faults' in result
}
