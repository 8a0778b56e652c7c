import { AlipaySdk } from 'alipay-sdk'
import { type Exchange, exchange } from '../wire/http-exchange.ts'
import { toBeijingTime } from './beijing-time.ts'
import type { AlipayAppSettings, AlipaySettings } from './settings.ts'

/** What goes beside the common parameters: `biz_content`, addresses, or the fields of an OAuth call. */
export type RequestParams = {
  readonly bizContent?: Readonly<Record<string, unknown>>
  readonly notifyUrl?: string
  readonly returnUrl?: string
  readonly grantType?: string
  readonly code?: string
}

export type SignedRequests = {
  /** Sends a signed request; the raw exchange must be verified before it is believed. */
  send(method: string, params: RequestParams): Promise<Exchange>
  /** A signed address for a browser. */
  pageUrl(method: string, params: RequestParams): string
}

/** In the body; everything else stands in the address, where the gateway looks for charset and signature. */
const IN_BODY = ['biz_content', 'grant_type', 'code']

/**
 * alipay-sdk builds and signs our requests, in both key modes. It is not let near the network: it verifies answers only when asked to
 * and hides what it could not verify. Its time stamp, of the machine's own zone, is replaced by Beijing time of our clock.
 */
export function createSignedRequests(settings: AlipaySettings, app: AlipayAppSettings, clock: { now(): number }): SignedRequests {
  const { gatewayUrl, cashierUrl, timeoutMs } = settings
  const { keys } = app
  const sdk = new AlipaySdk({
    appId: app.appId,
    privateKey: app.privateKeyPem.trim(),
    keyType: 'PKCS8',
    signType: 'RSA2',
    ...(keys.kind === 'certificate'
      ? {
          appCertContent: keys.appCertPem,
          alipayRootCertContent: keys.alipayRootCertPem,
          alipayPublicCertContent: keys.alipayCertPems[0] ?? '',
        }
      : {}),
  })
  // `method` is a field of the SDK's own types here, so the signing call is used for pages, too
  const signed = (method: string, params: RequestParams) =>
    sdk.sdkExecute(method, { format: 'JSON', timestamp: toBeijingTime(clock.now()), ...params })

  return {
    async send(method, params) {
      const fields = [...new URLSearchParams(signed(method, params))]
      const inBody = fields.filter(([name]) => IN_BODY.includes(name))
      const inAddress = fields.filter(([name]) => !IN_BODY.includes(name))
      return exchange({
        method: 'POST',
        url: `${gatewayUrl}?${new URLSearchParams(inAddress)}`,
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
          'user-agent': 'nuanzhang',
        },
        body: new URLSearchParams(inBody).toString(),
        timeoutMs,
      })
    },
    pageUrl: (method, params) => `${cashierUrl}?${signed(method, params)}`,
  }
}
