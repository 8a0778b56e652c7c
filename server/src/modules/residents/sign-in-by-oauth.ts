import { answerKey, claimKey, isKeySeen } from '../../database/idempotency.ts'
import { randomToken, sameSecret, sha256 } from '../../platform/crypto.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Origin } from '../staff/index.ts'
import { findChannelApp, findDefaultApp, PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import { type OauthDoor, type OauthDoorName, oauthDoors } from './oauth-doors.ts'
import { type OpenedSession, openResidentSession } from './open-resident-session.ts'
import type { ResidentsDeps } from './resident-tokens.ts'
import { safeReturnPath } from './return-path.ts'

/** A person takes at most this long to come back from the platform. */
export const STATE_SECONDS = 600

export type StartedSignIn = {
  readonly redirectTo: string
  /** For a cookie that only the callback gets: the state belongs to the browser that began. */
  readonly cookie: string
}

/** Sends a browser in WeChat or Alipay to its OAuth page. `to` is where it wants to go afterwards: a path of ours below /h5/, or 422. */
export function startOauthSignIn(deps: ResidentsDeps) {
  const { database, tokens, publicUrl } = deps
  const doors = oauthDoors(deps)
  return async (name: OauthDoorName, given: { readonly to: string; readonly appId: string | null }): Promise<StartedSignIn> => {
    const door = doors[name]
    const to = safeReturnPath(given.to)
    if (to === null) throw new DomainError(422, 'RETURN_PATH_REFUSED', `返回地址不对，${door.entrance}`)
    const { appId } = given
    const app = await database.read((unit) => (appId === null ? findDefaultApp(unit, door.platform) : findChannelApp(unit, appId)))
    if (app?.platform !== door.platform) throw new DomainError(422, 'APP_UNKNOWN', door.appWords)
    // Letters and digits only, at most 100 (Alipay) or 128 (WeChat): the state is a bare name, what it stands for is in the signed cookie.
    const state = sha256(randomToken())
    const cookie = tokens.sign(door.audience, { state: sha256(state), to, app: app.appId }, STATE_SECONDS)
    return { redirectTo: door.authorizeUrl(app, `${publicUrl}${door.callback}`, state), cookie }
  }
}

/**
 * The browser is back with a code. The state must be the one this browser was sent away with through the same door, unused and younger
 * than ten minutes. Throws OAUTH_STATE_REFUSED, SIGN_IN_REFUSED, GATEWAY_UNAVAILABLE.
 */
export function finishOauthSignIn(deps: ResidentsDeps) {
  const { database, tokens } = deps
  const doors = oauthDoors(deps)
  return async (
    name: OauthDoorName,
    back: { readonly code: string; readonly state: string; readonly cookie: string | null },
    origin: Origin,
  ): Promise<OpenedSession & { readonly to: string }> => {
    const door = doors[name]
    const promise = back.cookie === null ? null : tokens.read(door.audience, back.cookie)
    const stateHash = sha256(back.state)
    if (!promise || !sameSecret(String(promise.state), stateHash)) throw stateRefused(door)
    await useState(door, stateHash)
    const app = await database.read((unit) => findChannelApp(unit, String(promise.app)))
    const to = safeReturnPath(String(promise.to))
    if (!app || to === null) throw stateRefused(door)
    const identity = await door.identify(app, back.code)
    return { ...(await openResidentSession(deps, { platform: app.platform, appId: app.appId, ...identity }, 'h5', origin)), to }
  }

  /** A state is used up before the code is, whatever comes of it. */
  async function useState(door: OauthDoor, stateHash: string): Promise<void> {
    const key = { actor: 'h5', route: door.callback, key: stateHash, bodyHash: stateHash, onHit: () => {} }
    try {
      await database.write(async (unit) => {
        await claimKey(unit, key, PLATFORM_TENANT_ID, null)
        await answerKey(unit, key, null)
      })
    } catch (error) {
      if (isKeySeen(error)) throw stateRefused(door)
      throw error
    }
  }
}

function stateRefused({ entrance }: OauthDoor): DomainError {
  return new DomainError(400, 'OAUTH_STATE_REFUSED', `登录已失效，${entrance}`)
}
