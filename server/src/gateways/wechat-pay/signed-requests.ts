import { randomBytes } from 'node:crypto'
import WxPay from 'wechatpay-node-v3'
import { type Exchange, exchange } from '../wire/http-exchange.ts'
import type { WechatPayMerchantSettings } from './settings.ts'

/** The host the library writes into every address and leaves out of what it signs. */
const LIBRARY_HOST = 'https://api.mch.weixin.qq.com'

export type SignedRequestsSettings = {
  readonly baseUrl: string
  readonly timeoutMs: number
  readonly merchant: WechatPayMerchantSettings
  readonly clock: { now(): number }
  /** Names the platform key we can verify, so that the platform answers with that one. */
  readonly preferredKeyId: () => string | null
}

/**
 * wechatpay-node-v3 builds and signs our requests. Its own HTTP client, its clock and its Math.random nonce are replaced, because
 * it has no time limit and verifies no answer; callers get the raw exchange and must verify it before they believe it.
 */
export class SignedRequests extends WxPay {
  readonly #clock: { now(): number }
  readonly #baseUrl: string
  readonly #timeoutMs: number

  constructor({ baseUrl, timeoutMs, merchant, clock, preferredKeyId }: SignedRequestsSettings) {
    super({
      appid: '',
      mchid: merchant.mchId,
      serial_no: merchant.serialNo,
      // demanded by the constructor, read by nothing once serial_no is given
      publicKey: Buffer.from('unused'),
      privateKey: Buffer.from(merchant.privateKeyPem),
    })
    this.#clock = clock
    this.#baseUrl = baseUrl.replace(/\/+$/, '')
    this.#timeoutMs = timeoutMs
    const send = async (method: 'GET' | 'POST', url: string, given: Record<string, unknown>, body?: string) => {
      const headers: Record<string, string> = { accept: 'application/json', 'user-agent': 'nuanzhang' }
      headers.authorization = String(given.Authorization)
      const keyId = preferredKeyId()
      if (keyId !== null) headers['wechatpay-serial'] = keyId
      if (body !== undefined) headers['content-type'] = 'application/json'
      const target = this.#baseUrl + url.slice(LIBRARY_HOST.length)
      const data = await exchange({ method, url: target, headers, timeoutMs, ...(body === undefined ? {} : { body }) })
      return { status: data.kind === 'answer' ? data.status : 0, data }
    }
    this.createHttp({
      get: (url, headers) => send('GET', url, headers),
      post: (url, params, headers) => send('POST', url, headers, JSON.stringify(params)),
      upload: () => Promise.reject(new Error('uploads are not used')),
    })
  }

  protected override buildAuthorization(method: string, url: string, params?: Record<string, unknown>): string {
    const timestamp = String(Math.floor(this.#clock.now() / 1000))
    const nonce = randomNonce()
    const signature = this.getSignature(method, nonce, timestamp, url.slice(LIBRARY_HOST.length), params)
    return this.getAuthorization(nonce, timestamp, signature)
  }

  /** For the paths the library has no method for (partner mode, certificates); `path` begins with /v3/. */
  async getPath(path: string): Promise<Exchange> {
    const url = LIBRARY_HOST + path
    return exchangeOf(await this.httpService.get(url, this.getHeaders(this.buildAuthorization('GET', url))))
  }

  /** The path of an address at the platform that an answer names; null for another place, which must not get a signature of ours. */
  pathAt(address: string): string | null {
    const host = [this.#baseUrl, LIBRARY_HOST].find((one) => address.startsWith(`${one}/v3/`))
    return host === undefined ? null : address.slice(host.length)
  }

  /** Bytes that the platform does not sign. */
  download(path: string, longestBytes: number): Promise<Exchange> {
    const headers = { authorization: this.buildAuthorization('GET', LIBRARY_HOST + path), 'user-agent': 'nuanzhang' }
    return exchange({ method: 'GET', url: this.#baseUrl + path, headers, timeoutMs: this.#timeoutMs, longestBytes })
  }

  async postPath(path: string, params: Record<string, unknown>): Promise<Exchange> {
    const url = LIBRARY_HOST + path
    return exchangeOf(await this.httpService.post(url, params, this.getHeaders(this.buildAuthorization('POST', url, params))))
  }
}

/** The raw exchange that our HTTP client put into the library's answer. */
export function exchangeOf(output: { readonly data?: unknown }): Exchange {
  return output.data as Exchange
}

export function randomNonce(): string {
  return randomBytes(16).toString('hex')
}
