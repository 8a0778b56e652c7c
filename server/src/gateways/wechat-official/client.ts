import { exchange } from '../wire/http-exchange.ts'
import { readCall, readEcho } from './calls.ts'
import type { MenuButton, MenuResult, WechatOfficialGateway } from './port.ts'
import type { OfficialAccountSettings, WechatOfficialSettings } from './settings.ts'

export type { WechatOfficialSettings } from './settings.ts'

type Answer = { readonly errcode?: unknown; readonly errmsg?: unknown; readonly access_token?: unknown }

/** Calls of an account without settings are refused like any forger's. Secrets and access tokens never leave this file. */
export function createWechatOfficialGateway({ settings }: { readonly settings: WechatOfficialSettings }): WechatOfficialGateway {
  const accounts = new Map(settings.accounts.map((account) => [account.appId, account]))

  const ask = async (path: string, body: object): Promise<Answer | string> => {
    const answer = await exchange({
      method: 'POST',
      url: settings.apiBaseUrl + path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      timeoutMs: settings.timeoutMs,
    })
    if (answer.kind === 'no-answer') return answer.reason
    if (answer.status !== 200) return `HTTP ${answer.status}`
    try {
      return JSON.parse(answer.body.toString('utf8')) as Answer
    } catch {
      return 'no JSON in the answer'
    }
  }

  /** 稳定版 access token: asking again gives the one that is valid, so nothing is kept here. */
  const tokenOf = async ({ appId, secret }: OfficialAccountSettings): Promise<{ readonly token: string } | MenuResult> => {
    const answer = await ask('/cgi-bin/stable_token', { grant_type: 'client_credential', appid: appId, secret })
    if (typeof answer === 'string') return { kind: 'unavailable', reason: answer }
    return typeof answer.access_token === 'string' ? { token: answer.access_token } : resultOf(answer)
  }

  return {
    proveAddress(appId, query, now) {
      const account = accounts.get(appId)
      return account ? readEcho(account, query, now) : null
    },
    receive(appId, query, body, now) {
      const account = accounts.get(appId)
      return account ? readCall(account, query, body, now) : { kind: 'refused', reason: 'unknown account' }
    },
    async createMenu(appId, buttons) {
      const account = accounts.get(appId)
      if (!account) throw new Error(`no settings for the public account ${appId}`)
      const got = await tokenOf(account)
      if (!('token' in got)) return got
      const answer = await ask(`/cgi-bin/menu/create?access_token=${encodeURIComponent(got.token)}`, { button: buttons.map(buttonOf) })
      return typeof answer === 'string' ? { kind: 'unavailable', reason: answer } : resultOf(answer)
    },
  }
}

function buttonOf(button: MenuButton): object {
  return 'entries' in button ? { name: button.name, sub_button: button.entries } : button
}

function resultOf({ errcode, errmsg }: Answer): MenuResult {
  if (errcode === 0) return { kind: 'accepted' }
  if (typeof errcode !== 'number') return { kind: 'unavailable', reason: 'no errcode in the answer' }
  return { kind: 'refused', code: errcode, message: typeof errmsg === 'string' ? errmsg : '' }
}
