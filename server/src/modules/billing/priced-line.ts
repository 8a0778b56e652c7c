import { lateFeeTermsOf } from '../../../../shared/billing/late-fee-rule.ts'
import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { HeatedAreaFacts, Payer } from '../../../../shared/tariff/facts.ts'
import type { TariffLine } from '../../../../shared/tariff/round-lines.ts'
import type { StoredRuleSet } from '../tariffs/index.ts'

/** What posting writes of a priced line, and what replay must find written: decided here alone. */
export type PricedLine = {
  readonly feeType: string
  readonly areaNo: number | null
  readonly customerClass: string | null
  readonly priceType: string | null
  readonly payerKind: 'resident' | Payer
  readonly amountFen: Fen
  readonly postingKey: string
  readonly dueOn: LocalDay | null
  readonly ruleSetId: number
  /** Canonical. */
  readonly ruleSetIds: string | null
  readonly ruleKind: string
  readonly steps: string
}

export type PricedBill = {
  readonly householdNo: string
  readonly seasonCode: string
  readonly areas: readonly HeatedAreaFacts[]
  /** Every version in force in the season, ascending. */
  readonly ruleSets: readonly StoredRuleSet[]
}

export function pricedLine({ householdNo, seasonCode, areas, ruleSets }: PricedBill, line: TariffLine): PricedLine {
  const area = areas.find((one) => one.areaNo === line.areaNo)
  const ruleSet = pricedBy(ruleSets, line)
  const terms = lateFeeTermsOf(ruleSet, { customerClass: area?.customerClass ?? '*', priceType: area?.priceType ?? '*' })
  return {
    feeType: line.feeType,
    areaNo: line.areaNo,
    customerClass: area?.customerClass ?? null,
    priceType: area?.priceType ?? null,
    payerKind: line.payer ?? 'resident',
    amountFen: line.amountFen,
    postingKey: `${householdNo}:${seasonCode}:${line.feeType}:${line.areaNo ?? 0}:${line.purpose}`,
    dueOn: bearsNoLateFee(line) ? null : (terms?.dueOn ?? null),
    ruleSetId: ruleSet.id,
    ruleSetIds: ruleSets.length > 1 ? ruleSets.map(({ id }) => id).join(',') : null,
    ruleKind: line.ruleKind,
    steps: canonicalJson(line.steps),
  }
}

/**
 * Late fee is the resident's: what others have taken over has no day on which the resident is late. What a meter showed nobody could know by the due day
 * of the provisional charge.
 */
function bearsNoLateFee({ payer, purpose }: TariffLine): boolean {
  return payer !== undefined || purpose === 'metered'
}

/** The version a line was priced by. */
function pricedBy(ruleSets: readonly StoredRuleSet[], { ruleSetVersion }: TariffLine): StoredRuleSet {
  const [first, ...others] = ruleSets
  const set = others.length === 0 ? first : ruleSets.find(({ version }) => version === ruleSetVersion)
  if (!set) throw new RangeError(`no version ${ruleSetVersion} among the rule sets of the season`)
  return set
}
