import { verify } from 'node:crypto'
import { type ApiError, invalidArguments } from './api-error.ts'
import type { AppConfig } from './config.ts'
import { readWireTime } from './wire-time.ts'

/** How far a request's time stamp may lie from the platform's clock. */
const WINDOW_MS = 15 * 60_000

export type RequestVerdict =
  | { readonly app: AppConfig }
  /** `app` is null when it is not known whom an answer would be signed for. */
  | { readonly error: ApiError; readonly app: AppConfig | null }

export type VerifyRequest = (params: ReadonlyMap<string, string>, kind: 'call' | 'page') => RequestVerdict

/** Verifies requests as the gateway does: RSA2 over all parameters but `sign`, sorted, un-encoded; certificates by their numbers. */
export function createRequestVerifier(apps: readonly AppConfig[], now: () => number): VerifyRequest {
  return (params, kind) => {
    const app = apps.find(({ appId }) => appId === params.get('app_id'))
    if (app === undefined) return { error: invalidArguments('isv.invalid-app-id', '无效的AppID参数'), app: null }
    const fault = (subCode: string, subMsg: string): RequestVerdict => ({ error: invalidArguments(subCode, subMsg), app })
    if (params.get('sign_type') !== 'RSA2') return fault('isv.invalid-signature-type', '无效签名类型')
    if (params.get('charset')?.toLowerCase() !== 'utf-8') return fault('isv.invalid-charset', '字符集错误')
    if (params.get('version') !== '1.0') return fault('isv.invalid-version', '接口版本错误')
    const at = readWireTime(params.get('timestamp'))
    // an address for a browser may be opened later than it was made
    if (at === null || (kind === 'call' && Math.abs(now() - at) > WINDOW_MS)) return fault('isv.invalid-timestamp', '非法的时间戳参数')
    if (app.appCertSerial !== null) {
      if (params.get('app_cert_sn') !== app.appCertSerial) return fault('isv.invalid-app-cert-sn', '应用公钥证书序列号错误')
      if (params.get('alipay_root_cert_sn') !== app.rootCertSerial) return fault('isv.invalid-root-cert-sn', '支付宝根证书序列号错误')
    }
    const names = [...params.keys()].filter((name) => name !== 'sign' && params.get(name) !== '').sort()
    const content = names.map((name) => `${name}=${params.get(name)}`).join('&')
    const genuine = verify('RSA-SHA256', Buffer.from(content), app.publicKeyPem, Buffer.from(params.get('sign') ?? '', 'base64'))
    return genuine ? { app } : fault('isv.invalid-signature', `验签出错，网关生成的验签字符串为：${content}`)
  }
}

/** The parameters of a request: those of the address and those of the form in the body. */
export function paramsOf(query: URLSearchParams, body: Buffer): ReadonlyMap<string, string> {
  return new Map([...query, ...new URLSearchParams(body.toString('utf8'))])
}
