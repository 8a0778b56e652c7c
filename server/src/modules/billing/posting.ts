import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { Payer } from '../../../../shared/tariff/facts.ts'
import type { NewRow } from '../../database/table.ts'
import type { PostingAct } from '../ledger/index.ts'
import type { billLines } from './bill.model.ts'
import type { PostedLine } from './live-charge.repository.ts'

/** The act all rows of a batch belong to. */
export type PostingHead = {
  readonly entryId: number
  readonly tenantId: number
  readonly legalEntityId: number
  readonly postedOn: LocalDay
  readonly valueOn: LocalDay
}

export type NewCharge = Omit<
  NewRow<typeof billLines>,
  | 'id'
  | 'tenant_id'
  | 'sequence'
  | 'line_type'
  | 'amount_fen'
  | 'entry_id'
  | 'posted_on'
  | 'value_on'
  | 'household_id'
  | 'legal_entity_id'
  | 'payer_kind'
> & {
  readonly amount_fen: Fen
  /** Who owes it; the resident when absent. */
  readonly payer_kind?: 'resident' | Payer
}

/** A line that takes from a charge: discount, credit. `amountFen` above 0; steps canonical. */
export type NewAnswer = {
  readonly lineType: keyof typeof answerActs
  readonly amountFen: Fen
  /** What made it: replay computes each origin again in its own way. */
  readonly origin: string
  readonly ruleSetId: number
  readonly ruleKind: string
  readonly steps: string
} & Partial<Why>

/** The posting of each kind of answering line. */
export const answerActs = { discount: 'discount', credit: 'heatCredit' } as const satisfies Record<string, PostingAct>

/** The posting of moves that bring or take money of the balance; `sign` is −1 where the act takes from the balance. */
export const balanceActs = {
  attributed: { act: 'suspenseAttributed', sign: 1 },
  refund: { act: 'refundRequested', sign: -1 },
  'refund-returned': { act: 'refundRequested', sign: -1 },
} as const satisfies Record<string, { readonly act: PostingAct; readonly sign: 1 | -1 }>

/** Whoever reverses or gives back says what for; the approval where one was needed. */
export type Why = { readonly reason: string | null; readonly approvalNo: string | null; readonly postingKey: string | null }

export type ReversalWhy = { readonly origin: string; readonly reason: string; readonly approvalNo?: string | null }

/** What a line of an act needs to know of the charge it answers. */
export type AnsweredLine = Pick<
  PostedLine,
  'lineId' | 'billId' | 'seasonId' | 'orgUnitId' | 'feeType' | 'areaNo' | 'customerClass' | 'priceType' | 'payerKind'
>

/** Where allocated money comes from. */
export type MoneySource = { readonly paymentId: number; readonly channel: string } | { readonly balanceMoveId: number }

/** The act a line was posted by. */
export function actOf({ lineType, origin, lineId }: PostedLine): PostingAct {
  if (lineType === 'charge') return origin === 'opening' ? 'openingArrears' : 'charge'
  if (lineType in answerActs) return answerActs[lineType as keyof typeof answerActs]
  throw new Error(`line ${lineId} of type ${lineType} cannot be reversed`)
}
