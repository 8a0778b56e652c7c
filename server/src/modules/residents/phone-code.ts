import type { Unit } from '../../database/unit-of-work.ts'
import { keyedHash, sameSecret } from '../../platform/crypto.ts'
import { countTry, lockPhone, useCode } from './phone-code.repository.ts'

/** A code lives so long, and may be tried so often. */
export const CODE_MS = 300_000
export const CODE_TRIES = 5
/** To one phone: one a minute, so many on a local day. */
export const RESEND_MS = 60_000
export const CODES_A_DAY = 10

export type PhoneProof = { readonly phone: string; readonly code: string }

/** What stands for a phone number where the number itself need not be readable. */
export const phoneKey = (secret: string, phone: string) => keyedHash(secret, `phone ${phone}`)
export const codeHash = (secret: string, { phone, code }: PhoneProof) => keyedHash(secret, `code ${phone} ${code}`)

/** Whether this is the living code of the phone. A right one is used up, a wrong one counts; who asks learns no more than yes or no. */
export async function provesPhone(
  unit: Unit,
  deps: { readonly secret: string; readonly now: number },
  proof: PhoneProof,
): Promise<boolean> {
  const stored = await lockPhone(unit, phoneKey(deps.secret, proof.phone))
  if (!stored?.codeHash || deps.now >= stored.sentAt + CODE_MS || stored.tries >= CODE_TRIES) return false
  const right = sameSecret(stored.codeHash, codeHash(deps.secret, proof))
  await (right ? useCode(unit, stored.id) : countTry(unit, stored.id))
  return right
}
