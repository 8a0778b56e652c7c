import type { HouseholdQuote } from '../../../shared/billing/quote.ts'
import type { Home } from '../../../shared/contracts/residents.ts'
import { summariseSteps } from '../../../shared/tariff/explain.ts'
import { lateFeeType } from '../../../shared/tariff/rule-set.ts'
import type { Step } from '../../../shared/tariff/step.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'

/** A bound home as the residents room knows it: name and room are masked already. */
type BoundHome = Pick<Home, 'bindingNo' | 'role' | 'label' | 'householdNo' | 'company' | 'payee' | 'holderName' | 'address'>

/** What explains a home's newest season in one sentence. */
export type Why = { readonly seasonCode: string; readonly why: string }
type WhyRow = { readonly householdId: number; readonly seasonCode: string; readonly steps: string; readonly amountFen: number }

/** The newest billed season of each household: 46.57 ㎡ × 20.50 元/㎡. One statement for any number of homes. */
export async function listWhys(unit: ReadUnit, householdIds: readonly number[]): Promise<ReadonlyMap<number, Why>> {
  const rows = await unit.select<WhyRow>(
    `SELECT l.household_id AS householdId, s.code AS seasonCode, l.steps, l.amount_fen AS amountFen
     FROM bill_lines l JOIN seasons s ON s.id = l.season_id
     WHERE l.household_id IN (:householdIds) AND l.line_type = 'charge' AND l.fee_type <> :lateFee AND l.payer_kind = 'resident'
       AND NOT EXISTS (SELECT 1 FROM bill_lines r WHERE r.reverses_line_id = l.id)
     ORDER BY l.household_id, s.starts_on DESC, l.sequence`,
    { householdIds: householdIds.length > 0 ? householdIds : [0], lateFee: lateFeeType },
  )
  const whys = new Map<number, Why>()
  for (const householdId of new Set(rows.map((row) => row.householdId))) {
    const own = rows.filter((row) => row.householdId === householdId)
    const seasonCode = own[0]?.seasonCode ?? ''
    const products = own
      .filter((row) => row.seasonCode === seasonCode)
      .flatMap((row) => summariseSteps(JSON.parse(row.steps) as Step[]) ?? [])
    whys.set(householdId, { seasonCode, why: `${seasonCode} 采暖季：${products.join('；')}` })
  }
  return whys
}

type OpenOrder = {
  readonly orderNo: string
  readonly payerResidentId: number
  readonly totalFen: number
  readonly quotedFen: number
  readonly expiresAt: number
}

/** One home card: how much, why, until when. */
export function presentHome(
  home: BoundHome,
  facts: {
    readonly quote: HouseholdQuote
    readonly why: Why | undefined
    readonly openOrder: OpenOrder | undefined
    readonly residentId: number
  },
): Home {
  const { quote, why, openOrder, residentId } = facts
  return {
    bindingNo: home.bindingNo,
    householdNo: home.householdNo,
    label: home.label,
    role: home.role,
    company: home.company,
    payee: home.payee,
    holderName: home.holderName,
    address: home.address,
    seasonCode: quote.items.at(-1)?.seasonCode ?? why?.seasonCode ?? null,
    principalFen: quote.principalFen,
    lateFeeFen: quote.lateFeeFen,
    discountFen: quote.discountFen,
    owedFen: quote.totalFen,
    balanceFen: home.role === 'payer' ? null : quote.balanceFen,
    dueOn: quote.dueOn,
    overdue: quote.overdue,
    why: home.role === 'payer' ? null : (why?.why ?? null),
    openOrder: openOrder
      ? {
          orderNo: openOrder.orderNo,
          mine: openOrder.payerResidentId === residentId,
          // Another's order may be for other homes too, which are not the reader's business.
          totalFen: openOrder.payerResidentId === residentId ? openOrder.totalFen : openOrder.quotedFen,
          expiresAt: new Date(openOrder.expiresAt).toISOString(),
        }
      : null,
  }
}
