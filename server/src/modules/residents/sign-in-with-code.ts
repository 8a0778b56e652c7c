import type { ResidentSignIn } from '../../../../shared/contracts/residents.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Origin } from '../staff/index.ts'
import { findChannelApp } from '../tenancy/index.ts'
import { identityFrom, type OpenedSession, openResidentSession } from './open-resident-session.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

/** A mini-program signs in with the code of wx.login or the auth code of my.getAuthCode. Throws SIGN_IN_REFUSED, APP_UNKNOWN, GATEWAY_UNAVAILABLE. */
export function signInWithCode(deps: ResidentsDeps) {
  return async ({ platform, appId, code }: ResidentSignIn, origin: Origin): Promise<OpenedSession> => {
    const app = await deps.database.read((unit) => findChannelApp(unit, appId))
    if (app?.platform !== platform) throw new DomainError(422, 'APP_UNKNOWN', '这个小程序没有接入本系统')
    const identity =
      platform === 'alipay-mini'
        ? identityFrom(await deps.alipayLogin.exchangeAuthCode(appId, code), '支付宝')
        : identityFrom(await deps.wechatLogin.exchangeMiniProgramCode(app, code), '微信')
    return openResidentSession(deps, { platform, appId, ...identity }, 'mini', origin)
  }
}
