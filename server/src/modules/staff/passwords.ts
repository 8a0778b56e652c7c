import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { isCommonPassword } from './common-passwords.ts'

/** argon2id with 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's first choice for servers. */
const PARAMETERS = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS)
}

export function passwordMatches(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password)
}

/** Nobody's password under the same parameters: checked when there is no such person, so that the answer takes as long. */
export const DECOY_HASH = '$argon2id$v=19$m=19456,t=2,p=1$IPyYEdTdYrz0L8OMp+zHKQ$0oLXaNJF81DxjCAPPvYbtIJAKRTygcmo+3Vb86CbDtY'

const CLASSES = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^0-9A-Za-z]/]

/** What is wrong with a new password, in words; empty when it may be used (MLPS level 2: at least 8 with 3 of 4 classes; ASVS 6.2: long ones allowed, common ones refused). */
export function passwordFaults(password: string, name: string): readonly string[] {
  return [
    ...(isCommonPassword(password) ? ['密码太常见，容易被人猜到'] : []),
    ...([...password].length < 8 ? ['密码至少 8 位'] : []),
    ...(password.length > 256 ? ['密码最多 256 位'] : []),
    ...(CLASSES.filter((kind) => kind.test(password)).length < 3 ? ['密码要有大写字母、小写字母、数字、符号中的三种'] : []),
    ...(name !== '' && password.toLowerCase().includes(name.toLowerCase()) ? ['密码不能包含用户名'] : []),
  ]
}
