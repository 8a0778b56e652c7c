import { type Fraction, fraction } from '../money/fraction.ts'
import { exactText } from './exact-text.ts'
import type { Step } from './step.ts'
import { type Term, textOf } from './step-text.ts'

/** An exact amount in fen as values of a step: texts, since it may be longer than a number can hold. */
export function exactValues({ num, den }: Fraction, name = ''): Readonly<Record<string, string>> {
  return { [`${name}Num`]: String(num), [`${name}Den`]: String(den) }
}

/** The amount stored under `name`, in yuan. */
export function exactYuan(step: Step, name = ''): Fraction {
  return fraction(BigInt(textOf(step, `${name}Num`)), BigInt(textOf(step, `${name}Den`)) * 100n)
}

/** The term of a step that starts the product again with its amount. */
export function exactTerm(step: Step, name = ''): Term {
  const value = exactYuan(step, name)
  const text = exactText(value)
  return { text, labelled: `${text} 元`, value }
}
