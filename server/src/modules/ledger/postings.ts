import type { Account } from './accounts.ts'

/** What an act names when it posts. */
export type PostingFacts = { readonly feeType?: string; readonly channel?: string }
type Side = (facts: PostingFacts) => Account

const receivable: Side = () => 'receivable'
const advance: Side = () => 'advance'
const discount: Side = () => 'discount'
const suspense: Side = () => 'suspense'
const refundPayable: Side = () => 'refundPayable'
const opening: Side = () => 'opening'
const income: Side = ({ feeType }) => `income:${named(feeType, 'fee type')}`
const clearing: Side = ({ channel }) => `clearing:${named(channel, 'channel')}`

/**
 * The posting table, as far as acts exist: which account each act debits and credits. Every money use-case
 * posts through it; a reversal is its original with the sides exchanged. A row is added with the act that needs it.
 */
export const postings = {
  /** Bill, stop base fee, late fee when posted, increase. */
  charge: { title: '应收入账', debit: receivable, credit: income },
  /** A line that answers a charge. */
  discount: { title: '优惠', debit: discount, credit: receivable },
  /** 不热退费、停供退费: a line that answers a heat charge and takes back its income. */
  heatCredit: { title: '退费抵减', debit: income, credit: receivable },
  /** Its line fell below what was paid. */
  allocationReleased: { title: '核销释放', debit: receivable, credit: advance },
  paymentAllocated: { title: '收款核销', debit: clearing, credit: receivable },
  paymentRemainder: { title: '收款转余额', debit: clearing, credit: advance },
  balanceUsed: { title: '余额抵缴', debit: advance, credit: receivable },
  /** Imported arrears (origin `opening`), and imported money of a household. */
  openingArrears: { title: '期初陈欠', debit: receivable, credit: opening },
  openingBalance: { title: '期初余额', debit: opening, credit: advance },
  moneyInSuspense: { title: '待查款项', debit: clearing, credit: suspense },
  /** 待查款项 is whose it turned out to be: the household's balance, which then pays its lines. */
  suspenseAttributed: { title: '待查款项归户', debit: suspense, credit: advance },
  /** Money on its way back to its payer; refused, withdrawn or failed it returns by the same act reversed. */
  refundRequested: { title: '退费申请', debit: advance, credit: refundPayable },
  suspenseRefundRequested: { title: '待查款项退回', debit: suspense, credit: refundPayable },
  refundDone: { title: '退费完成', debit: refundPayable, credit: clearing },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly debit: Side; readonly credit: Side }>>

export type PostingAct = keyof typeof postings

/** The two accounts of an act. Throws when a fact the act needs is missing. */
export function accountsOf(act: PostingAct, facts: PostingFacts): { readonly debit: Account; readonly credit: Account } {
  return { debit: postings[act].debit(facts), credit: postings[act].credit(facts) }
}

function named(value: string | undefined, what: string): string {
  if (!value) throw new TypeError(`this posting needs a ${what}`)
  return value
}
