/** Names of fee types, customer classes and channels every company starts with. A company's own names come from the server and win. */
const feeTypeNames: ReadonlyMap<string, string> = new Map([
  ['heat', '热费'],
  ['stop-base-fee', '停热基础费'],
  ['late-fee', '违约金'],
])

const customerClassNames: ReadonlyMap<string, string> = new Map([
  ['residential', '居民'],
  ['non-residential', '非居民'],
])

const channelNames: ReadonlyMap<string, string> = new Map([['wechat-pay', '微信支付']])

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
