import type { Fen } from '../money/fen.ts'

/** Why a payment did not simply do what was quoted. Each is shown to the staff; none stops the money. */
export type SettleAnomaly = {
  readonly code: SettleAnomalyCode
  readonly seasonCode: string | null
  readonly lineId: number | null
  readonly amountFen: Fen
}
export type SettleAnomalyCode = keyof typeof settleAnomalyLabels

export const settleAnomalyLabels = {
  /** `amountFen` less is open than was quoted: another payer, a waiver or a correction came first. */
  LINE_PAID_MEANWHILE: '报价后该明细已被其他缴费、减免或更正冲抵',
  /** `amountFen` less late fee was posted by us than was quoted. */
  LATE_FEE_POSTED_MEANWHILE: '报价中的违约金已由其他业务入账或不再应收',
  /** Another act posted late fee beyond the quoted day, on principal that this money had already paid by then. */
  LATE_FEE_POSTED_BEYOND: '其他业务把违约金计到了本笔缴费成功之后，请核对是否多计',
  /** The channel's success time is after the quote expired; late fee was judged again. */
  PAID_AFTER_EXPIRY: '支付成功时报价已过期，违约金已重新计算到支付成功当日',
  /** `amountFen` less discount was given than was quoted: its days are over, or what it was for was settled otherwise. */
  DISCOUNT_LOST: '报价中的预交优惠未能全部给付：优惠期已过，或明细已由其他业务结清',
  /** `amountFen` of what the money was meant for is still owed. */
  STILL_OWED: '款项不足，仍有欠费',
  KEPT_AS_BALANCE: '多出的款项已转为用热户余额',
} as const
