import { recordCall } from '../wire/call-record.ts'
import { type ReadAnswer, readAnswer } from './answers.ts'
import type { GatewayCallRecord } from './port.ts'
import { redact } from './redaction.ts'
import type { AlipayAppSettings, AlipaySettings } from './settings.ts'
import { createSignedRequests, type RequestParams, type SignedRequests } from './signed-requests.ts'
import { type TrustedKeys, trustedKeys } from './trusted-keys.ts'

/** One of our apps: its signed requests, the keys of Alipay it trusts, and how it asks. */
export type AppClient = {
  readonly appId: string
  readonly sellerId: string
  readonly clock: { now(): number }
  readonly trusted: TrustedKeys
  readonly requests: SignedRequests
  /** Sends, verifies and keeps a redacted record under the name `operation`. */
  ask(operation: string, method: string, params: RequestParams): Promise<{ readonly answer: ReadAnswer; readonly call: GatewayCallRecord }>
}

export function createAppClient(settings: AlipaySettings, app: AlipayAppSettings, clock: { now(): number }): AppClient {
  const { appId, sellerId } = app
  const requests = createSignedRequests(settings, app, clock)
  const trusted = trustedKeys(app)
  return {
    appId,
    sellerId,
    clock,
    trusted,
    requests,
    ask: (operation, method, params) => {
      const request = {
        app_id: appId,
        seller_id: sellerId,
        ...params.bizContent,
        ...(params.notifyUrl ? { notify_url: params.notifyUrl } : {}),
      }
      return recordCall({ operation, request, redact, clock }, async () =>
        readAnswer(await requests.send(method, params), method, trusted, clock),
      )
    },
  }
}

/** Order and refund numbers that Alipay takes: up to 64 letters, digits and underscores. Others never leave the house. */
export function checkNumber(number: string): void {
  if (!/^[0-9A-Za-z_]{6,64}$/.test(number)) throw new RangeError('not a number that Alipay accepts')
}
