import type { PhoneCodeSent } from '../../../../shared/contracts/residents.ts'
import { isDuplicate } from '../../database/database.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { randomDigits } from '../../platform/crypto.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { lockPhone, putCode } from './phone-code.repository.ts'
import { CODE_MS, CODES_A_DAY, codeHash, phoneKey, RESEND_MS } from './phone-code.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

type Promised = { readonly kind: 'send' } | { readonly kind: 'wait'; readonly ms: number } | { readonly kind: 'tomorrow' }

/**
 * Sends a code of six digits to a phone. Nothing in the answer depends on whether the phone belongs to anybody here. The code is written
 * first, hashed; then the provider is called with nothing open. Throws SMS_CLOSED, SMS_TOO_SOON, SMS_TOO_MANY, SMS_NOT_SENT.
 */
export function sendPhoneCode({ database, clock, secret, sendText }: ResidentsDeps) {
  return async (phone: string): Promise<PhoneCodeSent> => {
    if (!sendText) throw new DomainError(409, 'SMS_CLOSED', '这里还不能用短信验证码，请从供热公司的公众号或小程序进入')
    const code = randomDigits(6)
    const work = () => database.write((unit) => promise(unit, phone, code))
    // Two first codes at once: the loser finds the winner's row and has to wait.
    const promised = await work().catch((error) => (isDuplicate(error) ? work() : Promise.reject(error)))
    if (promised.kind === 'wait') throw tooSoon(promised.ms)
    if (promised.kind === 'tomorrow') throw tooMany('今天向这个手机号发送的验证码太多了，请明天再试')
    const result = await sendText({ phone, template: 'sign-in-code', params: { code } }, null)
    if (result.kind === 'refused' && result.code === 'isv.BUSINESS_LIMIT_CONTROL')
      throw tooMany('这个手机号的短信发送太频繁，请过一小时再试')
    if (result.kind === 'refused') throw new DomainError(502, 'SMS_NOT_SENT', '短信没有发出去，请检查手机号，或稍后再试')
    return { resendInSeconds: RESEND_MS / 1000, expiresInSeconds: CODE_MS / 1000 }
  }

  async function promise(unit: Unit, phone: string, code: string): Promise<Promised> {
    const key = phoneKey(secret, phone)
    const stored = await lockPhone(unit, key)
    const [now, today] = [clock.now(), clock.today()]
    if (stored && now < stored.sentAt + RESEND_MS) return { kind: 'wait', ms: stored.sentAt + RESEND_MS - now }
    const sentToday = stored?.sentOn === today ? stored.sentCount : 0
    if (sentToday >= CODES_A_DAY) return { kind: 'tomorrow' }
    await putCode(unit, stored, {
      phoneKey: key,
      codeHash: codeHash(secret, { phone, code }),
      sentAt: now,
      sentOn: today,
      sentCount: sentToday + 1,
    })
    return { kind: 'send' }
  }
}

function tooSoon(ms: number): DomainError {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  return new DomainError(429, 'SMS_TOO_SOON', `验证码刚刚发过，请 ${seconds} 秒后再试`, { facts: { retryAfterSeconds: seconds } })
}

function tooMany(sentence: string): DomainError {
  return new DomainError(429, 'SMS_TOO_MANY', sentence)
}
