import { channelName, feeTypeName } from '../../../../shared/format/names.ts'

/** 会计科目 of our ledger; mapped to the company's own at period close. */
export const accountTitles = {
  cash: '现金',
  clearing: '渠道待清算',
  bank: '银行存款',
  receivable: '应收热费',
  advance: '预收余额',
  income: '供热收入',
  discount: '优惠',
  waiver: '减免',
  rounding: '抹零',
  badDebt: '坏账',
  channelFee: '渠道手续费',
  suspense: '待查款项',
  refundPayable: '应付退费',
  cashDifference: '现金长短款',
  opening: '期初',
} as const
export type AccountName = keyof typeof accountTitles

/** An account as a journal line stores it: `clearing:wechat-pay`, `income:heat`, `receivable`. */
export type Account = AccountName | `clearing:${string}` | `income:${string}`

/** 渠道待清算（微信支付） */
export function accountTitle(account: string): string {
  const [name, detail] = account.split(':') as [AccountName, string | undefined]
  if (!detail) return accountTitles[name]
  return `${accountTitles[name]}（${name === 'clearing' ? channelName(detail) : feeTypeName(detail)}）`
}
