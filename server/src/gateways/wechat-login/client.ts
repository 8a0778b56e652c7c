import { fetchJson } from './fetch-json.ts'
import type { LoginApp, LoginResult, WechatLoginGateway } from './port.ts'
import type { WechatLoginSettings } from './settings.ts'

export type { WechatLoginSettings } from './settings.ts'

/** The code is missing, wrong, used up, expired, or its owner is blocked: the person has to sign in again. All else is our or their trouble. */
const CODE_REFUSED = new Set([40029, 40163, 40226, 41008, 42003])

/** Throws only for an app without settings. Neither the secret nor an address with the secret in it ever leaves this file. */
export function createWechatLoginGateway({ settings }: { readonly settings: WechatLoginSettings }): WechatLoginGateway {
  const secrets = new Map(settings.apps.map(({ appId, secret }) => [appId, secret]))
  const secretOf = ({ appId }: LoginApp): string => {
    const secret = secrets.get(appId)
    if (secret === undefined) throw new Error(`no WeChat settings for app ${appId}`)
    return secret
  }
  const ask = async (path: string, query: Record<string, string>): Promise<LoginResult> =>
    readIdentity(await fetchJson(`${settings.apiBaseUrl}${path}?${new URLSearchParams(query)}`, settings.timeoutMs))

  return {
    exchangeMiniProgramCode: async (app, code) =>
      ask('/sns/jscode2session', { appid: app.appId, secret: secretOf(app), js_code: code, grant_type: 'authorization_code' }),
    authorizeUrl(app, redirectUri, state) {
      secretOf(app)
      if (!/^[0-9A-Za-z]{1,128}$/.test(state)) throw new RangeError('WeChat takes 1 to 128 letters and digits as state')
      // the documented order of parameters; WeChat is known to refuse others
      const query = new URLSearchParams([
        ['appid', app.appId],
        ['redirect_uri', redirectUri],
        ['response_type', 'code'],
        ['scope', 'snsapi_base'],
        ['state', state],
      ])
      return `${settings.openBaseUrl}/connect/oauth2/authorize?${query}#wechat_redirect`
    },
    exchangeOauthCode: async (app, code) =>
      ask('/sns/oauth2/access_token', { appid: app.appId, secret: secretOf(app), code, grant_type: 'authorization_code' }),
  }
}

/** Takes openid and unionid and drops session_key and tokens, which nothing here needs. */
function readIdentity(answer: Awaited<ReturnType<typeof fetchJson>>): LoginResult {
  if (answer.kind === 'no-answer') return { kind: 'unavailable', reason: answer.reason }
  const { errcode, errmsg, openid, unionid } = answer.json
  if (typeof errcode === 'number' && errcode !== 0) {
    if (CODE_REFUSED.has(errcode)) return { kind: 'refused', code: errcode, message: typeof errmsg === 'string' ? errmsg : '' }
    return { kind: 'unavailable', reason: `errcode ${errcode}` }
  }
  if (typeof openid !== 'string' || openid === '') return { kind: 'unavailable', reason: 'no openid in the answer' }
  return { kind: 'identified', identity: { openid, unionid: typeof unionid === 'string' && unionid !== '' ? unionid : null } }
}
