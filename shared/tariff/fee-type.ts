import { knownFeeTypes } from '../format/names.ts'
import { heatFeeType, lateFeeType } from './rule-set.ts'

export const feePricings = ['area', 'quantity', 'fixed', 'percent'] as const
/** How a fee is worked out: by area, by a counted quantity, as a fixed amount, as a share of another. */
export type FeePricing = (typeof feePricings)[number]

/** 费用种类 as a company keeps it. */
export type FeeType = {
  readonly code: string
  readonly name: string
  readonly pricing: FeePricing
  /** 收入科目 of the company's own books, for vouchers. */
  readonly incomeAccount: string
  /** 税收分类 for invoices. */
  readonly taxClass: string
  /** What a receipt calls it. */
  readonly receiptLine: string
  /** Inside a season the smaller is paid first; equal ones by due day. */
  readonly allocationRank: number
  readonly state: 'open' | 'closed'
}

/** Those the product itself charges: they can be renamed, never closed. */
export const neededFeeTypes: readonly string[] = [heatFeeType, 'stop-base-fee', lateFeeType]

const pricings: Readonly<Record<string, FeePricing>> = {
  'stop-base-fee': 'percent',
  'late-fee': 'percent',
  'hot-water': 'quantity',
  steam: 'quantity',
  handling: 'fixed',
  function: 'fixed',
  extra: 'fixed',
}

/** What every company starts with. All have one rank, so that money pays them by due day until somebody says otherwise. */
export const standardFeeTypes: readonly FeeType[] = knownFeeTypes.map(({ code, name }) => ({
  code,
  name,
  pricing: pricings[code] ?? 'area',
  incomeAccount: '供热收入',
  taxClass: '供热服务',
  receiptLine: name,
  allocationRank: 0,
  state: 'open',
}))
