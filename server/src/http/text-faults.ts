import type { FieldError } from '../platform/domain-error.ts'

/**
 * Control characters other than tab and line ends, and halves of characters: nobody types them, and a NUL ends a statement early on
 * one of the engines.
 */
const UNSEEN = /[^\P{Cc}\t\n\r]|\p{Cs}/u
/** No contract is deeper than this. */
const DEEPEST = 8

/** Every text in what was sent that no screen can show, by its path. */
export function textFaults(given: unknown, path: readonly string[] = []): FieldError[] {
  if (typeof given === 'string') {
    return UNSEEN.test(given) ? [{ path: path.join('.'), message: '含有无法显示的字符，请重新输入' }] : []
  }
  if (typeof given !== 'object' || given === null || path.length === DEEPEST) return []
  return Object.entries(given).flatMap(([name, value]) => textFaults(value, [...path, name]))
}
