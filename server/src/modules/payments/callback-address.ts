import type { MerchantRef } from '../../gateways/payment/port.ts'

/** Whose money a callback is about. */
export type CalledFor = Pick<MerchantRef, 'mchId' | 'subMchId'>

/** A partner's number collects for many companies, so its callback address names the sub-merchant, too: 1900000009-1900000010. */
export function callbackPath({ mchId, subMchId }: CalledFor): string {
  return `/callbacks/wechat-pay/${subMchId === null ? mchId : `${mchId}-${subMchId}`}`
}

/** Alipay's keys belong to an app, so its callback address names the app. */
export function alipayCallbackPath(appId: string): string {
  return `/callbacks/alipay/${appId}`
}

/** The last part of a callback address of WeChat Pay. Merchant numbers are digits; what is no number is nobody's and refused as such. */
export function readCalledFor(part: string): CalledFor {
  const [mchId = '', subMchId = null] = part.split('-')
  return { mchId, subMchId }
}
