import { asText } from '../wire/json.ts'
import type { AppClient } from './app-client.ts'
import type { AlipayLoginResult } from './port.ts'

/** The code is missing, wrong, used up or expired: the person has to sign in again. All else is our or their trouble. */
const CODE_REFUSED = new Set(['isv.code-invalid', 'isv.code-expired', 'isv.missing-code', 'isv.invalid-code', 'isv.grant-type-invalid'])

/**
 * alipay.system.oauth.token: takes the ids and drops every token, which nothing here needs. A refusal may come unsigned, and may be
 * believed here: it lets nobody in.
 */
export async function exchangeAuthCode(client: AppClient, code: string): Promise<AlipayLoginResult> {
  const { answer } = await client.ask('oauth-token', 'alipay.system.oauth.token', { grantType: 'authorization_code', code })
  if (answer.kind !== 'accepted') {
    if (answer.code !== null && CODE_REFUSED.has(answer.code)) {
      return { kind: 'refused', code: answer.code, message: answer.kind === 'refused' ? answer.message : '' }
    }
    return { kind: 'unavailable', reason: answer.kind === 'unknown' ? answer.reason : answer.code }
  }
  const openid = asText(answer.json.open_id) ?? asText(answer.json.user_id)
  if (openid === null || openid.length > 64) return { kind: 'unavailable', reason: 'no id of the person in the answer' }
  return { kind: 'identified', identity: { openid, unionid: asText(answer.json.union_id) } }
}

/** scope auth_base asks the person nothing. */
export function authorizeUrl(base: string, appId: string, redirectUri: string, state: string): string {
  if (!/^[0-9A-Za-z]{1,100}$/.test(state)) throw new RangeError('Alipay takes 1 to 100 letters and digits as state')
  const query = new URLSearchParams([
    ['app_id', appId],
    ['scope', 'auth_base'],
    ['redirect_uri', redirectUri],
    ['state', state],
  ])
  return `${base}?${query}`
}
