import type { MerchantRef } from '../../gateways/wechat-pay/port.ts'

/** Whose money a callback is about. */
export type CalledFor = Pick<MerchantRef, 'mchId' | 'subMchId'>

/** A partner's number collects for many companies, so its callback address names the sub-merchant, too: 1900000009-1900000010. */
export function callbackPath({ mchId, subMchId }: CalledFor): string {
  return `/callbacks/wechat-pay/${subMchId === null ? mchId : `${mchId}-${subMchId}`}`
}

/** The last part of a callback address. Merchant numbers are digits; what is no number is nobody's and refused as such. */
export function readCalledFor(part: string): CalledFor {
  const [mchId = '', subMchId = null] = part.split('-')
  return { mchId, subMchId }
}
