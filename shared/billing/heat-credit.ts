import type { Fen } from '../money/fen.ts'
import type { OutageRule, PoorHeatRule } from '../tariff/kinds/poor-heat.ts'
import type { RuleSet } from '../tariff/rule-set.ts'
import { type Customer, selectRule } from '../tariff/select-rules.ts'
import type { Step } from '../tariff/step.ts'
import { type Outage, outageRefunds } from './outage.ts'
import { type PoorHeatInput, poorHeatRefund } from './poor-heat.ts'
import { spreadOver } from './spread.ts'

/** What a refund for bad heat is made of, but for the rule and what was charged: stored with its lines. */
export type CreditCause =
  | ({ readonly kind: 'poor-heat' } & Pick<PoorHeatInput, 'reportedOn' | 'fixedOn' | 'tests' | 'failingMilliM2'>)
  | ({ readonly kind: 'outage' } & Outage)

/** What the household was charged for heat, and of how much. */
export type CreditBase = {
  readonly season: PoorHeatInput['season']
  readonly seasonFeeFen: Fen
  readonly areaMilliM2: number
  /** Of each heat line what can still be given back. */
  readonly open: readonly { readonly lineId: number; readonly amountFen: Fen }[]
}
export type CreditFacts = CreditBase & { readonly cause: CreditCause }

export type Credit = {
  readonly amountFen: Fen
  readonly steps: readonly Step[]
  readonly parts: readonly { readonly lineId: number; readonly amountFen: Fen }[]
  /** Measurements the notice does not count. */
  readonly ignoredTests: number
}

/** The rule of the cause for a customer; null where the notice gives none. */
export function creditRuleOf(ruleSet: RuleSet, customer: Customer, kind: CreditCause['kind']): PoorHeatRule | OutageRule | null {
  const wanted = kind === 'poor-heat' ? 'poor-heat@1' : 'outage-refund@1'
  const rules = ruleSet.rules.filter((rule): rule is PoorHeatRule | OutageRule => rule.kind === wanted)
  return selectRule(rules, customer).rule
}

/** What is given back, shared over the heat lines by what is left of them; never more than that. The same from stored facts. */
export function judgeCredit(rule: PoorHeatRule | OutageRule, { cause, season, seasonFeeFen, areaMilliM2, open }: CreditFacts): Credit {
  const refund = refundOf(rule, { cause, season, seasonFeeFen, areaMilliM2 })
  const mostFen = open.reduce((total, { amountFen }) => total + amountFen, 0)
  const amountFen = Math.min(refund?.amountFen ?? 0, mostFen)
  const parts = spreadOver(amountFen, open).map(({ line, amountFen }) => ({ lineId: line.lineId, amountFen }))
  return { amountFen, steps: refund?.steps ?? [], parts, ignoredTests: refund?.ignoredTests.length ?? 0 }
}

function refundOf(rule: PoorHeatRule | OutageRule, { cause, season, seasonFeeFen, areaMilliM2 }: Omit<CreditFacts, 'open'>) {
  if (cause.kind === 'poor-heat') {
    if (rule.kind !== 'poor-heat@1') throw new RangeError(`${rule.kind} gives nothing back for a cold home`)
    const { kind: _, ...told } = cause
    return poorHeatRefund({ rule: rule.params, season, seasonFeeFen, areaMilliM2, ...told })
  }
  if (rule.kind !== 'outage-refund@1') throw new RangeError(`${rule.kind} gives nothing back for an outage`)
  const { startedAt, endedAt } = cause
  const [refund] = outageRefunds(rule.params, { startedAt, endedAt }, [{ householdNo: '', seasonFeeFen, seasonDays: season.days }])
  return refund ?? null
}
