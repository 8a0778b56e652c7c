export type Term = { readonly zh: string; readonly en: string; readonly id: string; readonly note?: string }

/** 中文, English, identifier: the one place that decides a word. One word per idea, in code, tables, folders and on screens. */
export const glossary: readonly Term[] = [
  { zh: '公司', en: 'company', id: 'tenant' },
  { zh: '法人主体', en: 'legal entity', id: 'legalEntity' },
  { zh: '组织', en: 'organisation unit', id: 'orgUnit' },
  { zh: '子公司', en: 'subsidiary', id: 'subsidiary' },
  { zh: '分公司', en: 'branch', id: 'branch' },
  { zh: '供热站', en: 'heating station', id: 'station', note: '组织的一级；换热站是 substation' },
  { zh: '换热站', en: 'substation', id: 'substation' },
  { zh: '小区', en: 'residential community', id: 'community' },
  { zh: '楼', en: 'building', id: 'building' },
  { zh: '单元', en: 'entrance', id: 'entrance' },
  { zh: '层', en: 'floor', id: 'floor' },
  { zh: '室', en: 'room', id: 'room' },
  { zh: '用热户', en: 'household', id: 'household', note: '计费的单位；人或单位是 customer' },
  { zh: '客户卡号', en: 'household number', id: 'householdNo' },
  { zh: '户主', en: 'customer', id: 'customer', note: '个人或单位' },
  { zh: '用户', en: 'resident', id: 'resident', note: '使用手机端的人' },
  { zh: '面积行', en: 'heated area', id: 'heatedArea' },
  { zh: '采暖季', en: 'heating season', id: 'season' },
  { zh: '热价', en: 'tariff', id: 'tariff' },
  { zh: '价格文件', en: 'price notice', id: 'priceNotice' },
  { zh: '账单', en: 'bill', id: 'bill' },
  { zh: '明细', en: 'bill line', id: 'billLine' },
  { zh: '费用种类', en: 'fee type', id: 'feeType' },
  { zh: '支付单', en: 'payment order', id: 'paymentOrder' },
  { zh: '收款', en: 'payment', id: 'payment' },
  { zh: '核销', en: 'allocation', id: 'allocation' },
  { zh: '余额', en: 'balance', id: 'balance' },
  { zh: '退费', en: 'refund', id: 'refund' },
  { zh: '冲正', en: 'reversal', id: 'reversal' },
  { zh: '优惠', en: 'discount', id: 'discount', note: '按公布的规则给予' },
  { zh: '减免', en: 'waiver', id: 'waiver', note: '经审批给予' },
  { zh: '抹零', en: 'rounding off', id: 'roundingOff' },
  { zh: '增加', en: 'increase', id: 'increase' },
  { zh: '超高费', en: 'height surcharge', id: 'heightSurcharge' },
  { zh: '报停', en: 'suspension', id: 'suspension' },
  { zh: '强停', en: 'forced suspension', id: 'forcedSuspension' },
  { zh: '复热', en: 'resumption', id: 'resumption' },
  { zh: '停热基础费', en: 'stop base fee', id: 'stopBaseFee', note: '停热期间交的；两部制的固定部分是 basicCharge' },
  { zh: '基本热费', en: 'basic charge', id: 'basicCharge', note: '两部制热价的固定部分' },
  { zh: '违约金', en: 'late fee', id: 'lateFee' },
  { zh: '收据', en: 'receipt', id: 'receipt' },
  { zh: '发票', en: 'tax invoice', id: 'taxInvoice' },
  { zh: '会计科目', en: 'ledger account', id: 'account', note: '只指账务科目，不指用户账号' },
  { zh: '对账文件', en: 'statement', id: 'statement' },
  { zh: '差异', en: 'difference', id: 'difference' },
  { zh: '工单', en: 'ticket', id: 'ticket' },
  { zh: '稽查', en: 'inspection', id: 'inspection' },
  { zh: '开关栓', en: 'valve order', id: 'valveOrder' },
  { zh: '催缴', en: 'dunning', id: 'dunning' },
  { zh: '律师函', en: "lawyer's letter", id: 'lawyerLetter' },
  { zh: '诉讼', en: 'litigation case', id: 'litigationCase' },
]

/** Throws RangeError for an identifier the glossary does not have: a word nobody decided. */
export function termOf(id: string): Term {
  const found = glossary.find((term) => term.id === id)
  if (!found) throw new RangeError(`no term ${id} in the glossary`)
  return found
}
