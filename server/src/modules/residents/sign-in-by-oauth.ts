import { answerKey, claimKey, isKeySeen } from '../../database/idempotency.ts'
import { randomToken, sameSecret, sha256 } from '../../platform/crypto.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Origin } from '../staff/index.ts'
import { findChannelApp, findDefaultApp, PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import { identityFrom, type OpenedSession, openResidentSession } from './open-resident-session.ts'
import type { ResidentsDeps } from './resident-tokens.ts'
import { safeReturnPath } from './return-path.ts'

/** A person takes at most this long to come back from WeChat. */
export const STATE_SECONDS = 600
const CALLBACK = '/h5/wechat/callback'

export type StartedSignIn = {
  readonly redirectTo: string
  /** For a cookie that only the callback gets: the state belongs to the browser that began. */
  readonly cookie: string
}

/** Sends a browser in WeChat to the OAuth page. `to` is where it wants to go afterwards: a path of ours below /h5/, or 422. */
export function startOauthSignIn({ database, tokens, wechatLogin, publicUrl }: ResidentsDeps) {
  return async (given: { readonly to: string; readonly appId: string | null }): Promise<StartedSignIn> => {
    const to = safeReturnPath(given.to)
    if (to === null) throw new DomainError(422, 'RETURN_PATH_REFUSED', '返回地址不对，请从公众号菜单重新进入')
    const { appId } = given
    const app = await database.read((unit) => (appId === null ? findDefaultApp(unit, 'wechat-official') : findChannelApp(unit, appId)))
    if (app?.platform !== 'wechat-official') throw new DomainError(422, 'APP_UNKNOWN', '这个公众号没有接入本系统')
    // WeChat carries letters and digits only, at most 128: the state is a bare name, what it stands for is in the signed cookie.
    const state = sha256(randomToken())
    const cookie = tokens.sign('wechat-sign-in', { state: sha256(state), to, app: app.appId }, STATE_SECONDS)
    return { redirectTo: wechatLogin.authorizeUrl(app, `${publicUrl}${CALLBACK}`, state), cookie }
  }
}

/**
 * The browser is back with a code. The state must be the one this browser was sent away with, unused and younger than ten
 * minutes. Throws OAUTH_STATE_REFUSED, SIGN_IN_REFUSED, GATEWAY_UNAVAILABLE.
 */
export function finishOauthSignIn(deps: ResidentsDeps) {
  const { database, tokens, wechatLogin } = deps
  return async (
    back: { readonly code: string; readonly state: string; readonly cookie: string | null },
    origin: Origin,
  ): Promise<OpenedSession & { readonly to: string }> => {
    const promise = back.cookie === null ? null : tokens.read('wechat-sign-in', back.cookie)
    const stateHash = sha256(back.state)
    if (!promise || !sameSecret(String(promise.state), stateHash)) throw stateRefused()
    await useState(stateHash)
    const app = await database.read((unit) => findChannelApp(unit, String(promise.app)))
    const to = safeReturnPath(String(promise.to))
    if (!app || to === null) throw stateRefused()
    const identity = identityFrom(await wechatLogin.exchangeOauthCode(app, back.code), '微信')
    return { ...(await openResidentSession(deps, app, identity, 'h5', origin)), to }
  }

  /** A state is used up before the code is, whatever comes of it. */
  async function useState(stateHash: string): Promise<void> {
    const key = { actor: 'h5', route: CALLBACK, key: stateHash, bodyHash: stateHash, onHit: () => {} }
    try {
      await database.write(async (unit) => {
        await claimKey(unit, key, PLATFORM_TENANT_ID, null)
        await answerKey(unit, key, null)
      })
    } catch (error) {
      if (isKeySeen(error)) throw stateRefused()
      throw error
    }
  }
}

function stateRefused(): DomainError {
  return new DomainError(400, 'OAUTH_STATE_REFUSED', '登录已失效，请从公众号菜单重新进入')
}
