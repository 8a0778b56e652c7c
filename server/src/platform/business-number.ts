import type { Clock } from './clock.ts'
import { randomCode } from './crypto.ts'

/**
 * A number people see: prefix, local day, ten random characters (50 bits), e.g. W20261122K3M9ZT41QF.
 * Not guessable, no gaps to explain, unique by index; letters and digits only, 11 + prefix + 8 ≤ 32 as WeChat Pay wants.
 */
export function businessNumber(prefix: string, clock: Clock): string {
  return `${prefix}${clock.today().replaceAll('-', '')}${randomCode(10)}`
}
