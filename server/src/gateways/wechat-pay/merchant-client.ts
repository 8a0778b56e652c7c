import type { Exchange } from '../wire/http-exchange.ts'
import type { ReadAnswer } from './answers.ts'
import { readAnswer } from './answers.ts'
import { readCertificateList } from './certificates.ts'
import { createKeyring, type Keyring } from './keyring.ts'
import type { WechatPayMerchantSettings, WechatPaySettings } from './settings.ts'
import { SignedRequests } from './signed-requests.ts'

/** What one merchant number needs: its signed requests, the platform keys it trusts, and its APIv3 key. */
export type MerchantClient = {
  readonly requests: SignedRequests
  readonly keyring: Keyring
  readonly apiV3Key: string
  /** Waits for an exchange and verifies it. */
  read(exchange: Promise<Exchange>): Promise<ReadAnswer>
}

export function createMerchantClient(
  settings: WechatPaySettings,
  merchant: WechatPayMerchantSettings,
  clock: { now(): number },
): MerchantClient {
  const requests = new SignedRequests({
    baseUrl: settings.baseUrl,
    timeoutMs: settings.timeoutMs,
    merchant,
    clock,
    preferredKeyId: () => keyring.preferredId(),
  })
  const keyring: Keyring = createKeyring({
    merchant,
    clock,
    download: async (known) => readCertificateList(await requests.getPath('/v3/certificates'), merchant.apiV3Key, known, clock.now()),
  })
  return { requests, keyring, apiV3Key: merchant.apiV3Key, read: async (answer) => readAnswer(await answer, keyring, clock) }
}
