export interface Matter {
  readonly id: string
  readonly name: string
  readonly bring: string
}

/** What people come to a heating company for and this app does not offer yet. */
export const matters: readonly Matter[] = [
  { id: 'suspend', name: '报停、复热', bring: '身份证件、客户卡号。报停有截止日期，请尽早去问。' },
  { id: 'repair', name: '报修、家里不热', bring: '客户卡号、联系电话，说清哪个房间不热。' },
  { id: 'dispute', name: '对账单有疑问', bring: '客户卡号、房产证或测量资料。可以先在“账单”里看算法。' },
  { id: 'temperature', name: '申请测温', bring: '客户卡号，约好家里有人的时间。' },
  { id: 'refund', name: '退费、开发票', bring: '客户卡号、支付单号（在缴费记录里）。' },
  { id: 'holder', name: '过户、改登记信息', bring: '身份证件、房产证、客户卡号。' },
]
