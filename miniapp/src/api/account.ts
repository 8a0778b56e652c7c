import type { Me, PhoneCodeSent, PhoneSignIn, ProvePhone } from '../../../shared/contracts/residents.ts'
import { newKey } from './intention.ts'
import { request, requestOpenly } from './request.ts'

export function getMe(): Promise<Me> {
  return request<Me>({ method: 'GET', path: '/api/resident/me' })
}

/** Refusals: 429 SMS_TOO_SOON (facts.retryAfterSeconds), SMS_TOO_MANY; 502 SMS_NOT_SENT. */
export function sendPhoneCode(phone: string): Promise<PhoneCodeSent> {
  return requestOpenly<PhoneCodeSent>({ method: 'POST', path: '/api/resident/sign-in-codes', body: { phone } })
}

/** A browser signs in: the session comes as a cookie. Refusal: 401 CODE_REFUSED. */
export async function signInByPhone(body: PhoneSignIn): Promise<void> {
  await requestOpenly<object>({ method: 'POST', path: '/api/resident/phone-sessions', body })
}

/** Refusal: 422 CODE_REFUSED. */
export async function provePhone(body: ProvePhone): Promise<void> {
  await request<null>({ method: 'POST', path: '/api/resident/phone', body, key: newKey() })
}

export async function giveConsent(version: string): Promise<void> {
  await request<null>({ method: 'POST', path: '/api/resident/consents', body: { version }, key: newKey() })
}

export async function withdrawConsent(): Promise<void> {
  await request<null>({ method: 'POST', path: '/api/resident/consents/withdrawal', body: {}, key: newKey() })
}

/** Refusal: 409 ORDER_OPEN. Afterwards nobody is signed in any more. */
export async function deleteAccount(confirm: string): Promise<void> {
  await request<null>({ method: 'POST', path: '/api/resident/account/deletion', body: { confirm }, key: newKey() })
}
