/** A code with its Chinese name. */
export type Named = { readonly code: string; readonly name: string }

/** Fee types, customer classes and channels every company starts with. A company's own names come from the server and win. */
export const knownFeeTypes: readonly Named[] = [
  { code: 'heat', name: '热费' },
  { code: 'stop-base-fee', name: '停热基础费' },
  { code: 'late-fee', name: '违约金' },
  { code: 'connection', name: '入网费' },
  { code: 'hot-water', name: '热水费' },
  { code: 'steam', name: '蒸汽费' },
  { code: 'handling', name: '手续费' },
  { code: 'function', name: '功能费' },
  { code: 'extra', name: '附加费用' },
]

export const knownCustomerClasses: readonly Named[] = [
  { code: 'residential', name: '居民' },
  { code: 'non-residential', name: '非居民' },
  { code: 'welfare', name: '社会福利' },
]

/** What coefficients of buildings and of area rows go by. */
export const knownBuildingTypes: readonly Named[] = [
  { code: 'multi', name: '多层' },
  { code: 'mid', name: '小高层' },
  { code: 'high', name: '高层' },
]

export const knownRowKinds: readonly Named[] = [
  { code: 'attic', name: '阁楼' },
  { code: 'sloped-roof', name: '坡屋顶' },
  { code: 'balcony-closed', name: '封闭阳台' },
  { code: 'balcony-open', name: '开放阳台' },
  { code: 'garage', name: '车库' },
]

export const knownChannels: readonly Named[] = [
  { code: 'counter', name: '营业厅' },
  { code: 'wechat-pay', name: '微信支付' },
  { code: 'alipay', name: '支付宝' },
  { code: 'bank', name: '银行代收' },
]

const feeTypeNames = namesOf(knownFeeTypes)
const customerClassNames = namesOf(knownCustomerClasses)
const channelNames = namesOf(knownChannels)

/** The Chinese name of a payment channel, or the code itself. */
export function channelName(code: string): string {
  return channelNames.get(code) ?? code
}

/** The Chinese name, or the code itself when it is a company's own. */
export function feeTypeName(code: string): string {
  return feeTypeNames.get(code) ?? code
}

/** The Chinese name, or the code itself when it is a company's own. */
export function customerClassName(code: string): string {
  return customerClassNames.get(code) ?? code
}

function namesOf(known: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(known.map(({ code, name }) => [code, name] as const))
}
