import { randomCode } from '../../platform/crypto.ts'
import { passwordFaults } from './passwords.ts'

/** What somebody else chose opens the door for so long; then it must be given anew. */
export const FIRST_PASSWORD_MS = 72 * 3_600_000

/** A password to be told once, 60 bits that can be read over the telephone: K3M9-ZT41-QF7H. */
export function firstPassword(name: string): string {
  for (;;) {
    const password = [randomCode(4), randomCode(4), randomCode(4)].join('-')
    if (passwordFaults(password, name).length === 0) return password
  }
}
