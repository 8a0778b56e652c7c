import { maskPhone } from '../../../../shared/format/mask.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Origin } from '../staff/index.ts'
import { findChannelApp, findDefaultApp, PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import { type OpenedSession, openResidentSession } from './open-resident-session.ts'
import { type PhoneProof, phoneKey, provesPhone } from './phone-code.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

/** Apps whose pages open in browsers. */
const IN_BROWSERS: readonly string[] = ['wechat-official', 'alipay-web']

/**
 * A plain browser signs in with a code sent to a phone, to the H5 pages of a public account or a web app: it decides which companies are seen, as
 * for those who come from WeChat. Throws APP_UNKNOWN, CODE_REFUSED (in the same words for a wrong, an old and a missing code).
 */
export function signInWithPhone(deps: ResidentsDeps) {
  const { database, clock, secret, audit } = deps
  return async (proof: PhoneProof & { readonly appId: string | null }, origin: Origin): Promise<OpenedSession> => {
    const { phone, appId } = proof
    const app = await database.read((unit) => (appId === null ? findDefaultApp(unit, 'wechat-official') : findChannelApp(unit, appId)))
    if (!app || !IN_BROWSERS.includes(app.platform)) throw new DomainError(422, 'APP_UNKNOWN', '这个公众号没有接入本系统')
    const proved = await database.write(async (unit) => {
      const right = await provesPhone(unit, { secret, now: clock.now() }, proof)
      if (!right)
        await audit.recordSecurity(unit, {
          event: 'phone-code.refused',
          tenantId: PLATFORM_TENANT_ID,
          subjectKind: 'resident',
          subjectName: maskPhone(phone),
          detail: {},
          requestId: origin.requestId,
          ip: origin.ip,
        })
      return right
    })
    if (!proved) throw codeRefused(401)
    const person = { platform: 'phone', appId: app.appId, openid: phoneOpenid(secret, phone), unionid: null, phone }
    return openResidentSession(deps, person, 'h5', origin)
  }
}

export function codeRefused(status: 401 | 422): DomainError {
  return new DomainError(status, 'CODE_REFUSED', '验证码不对或已失效，请核对，或重新获取')
}

const PREFIX = 'phone:'

/** What stands where others have an openid: a pay platform knows nobody by it. */
function phoneOpenid(secret: string, phone: string): string {
  return `${PREFIX}${phoneKey(secret, phone).slice(0, 40)}`
}

/** Whether somebody signed in by phone, so that no platform's own pay sheet can be opened for them. */
export function isPhoneOpenid(openid: string): boolean {
  return openid.startsWith(PREFIX)
}
