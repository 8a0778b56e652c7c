import { formatPercent } from '../format/amount.ts'
import { type Fraction, fraction } from '../money/fraction.ts'
import { exactText } from './exact-text.ts'
import { checkWhole, type Fault, fieldsOf, impossible } from './fault.ts'
import type { Step } from './step.ts'
import { numberOf, type Term } from './step-text.ts'

/** A factor or share as it is written in a rule: 5000/3000, 30/100. */
export type Ratio = { readonly num: number; readonly den: number }

/** Large enough for every coefficient ever printed, small enough for a product of two to be held exactly. */
const largestPart = 100_000

/** No fault for a ratio from 0 to `most`. */
export function checkRatio(path: string, label: string, value: unknown, most = 1000): Fault[] {
  const { num, den } = fieldsOf(value)
  const faults = [
    ...checkWhole(`${path}.num`, `${label}的分子`, num, 0, largestPart),
    ...checkWhole(`${path}.den`, `${label}的分母`, den, 1, largestPart),
  ]
  if (faults.length === 0 && Number(num) > most * Number(den)) faults.push(impossible(path, `${label}不能超过 ${most}，现为 ${num}/${den}`))
  return faults
}

export function fractionOf({ num, den }: Ratio): Fraction {
  return fraction(num, den)
}

/** 30 % where it is a whole number of parts per million, else 1/3. */
export function shareText({ num, den }: Ratio): string {
  const ppm = num * 1_000_000
  return ppm % den === 0 ? formatPercent(ppm / den) : `${num}/${den}`
}

export function ratioOf(step: Step): Ratio {
  return { num: numberOf(step, 'num'), den: numberOf(step, 'den') }
}

/** The term of a step that multiplies by num/den: 1.10, or (16/15) when decimals never end. */
export function ratioTerm(step: Step): Term {
  const value = fractionOf(ratioOf(step))
  const text = exactText(value)
  return { text, labelled: text, value }
}

/** Small exact numbers of a step; throws RangeError for what a step cannot hold as numbers. */
export function ratioValues({ num, den }: Fraction): Ratio {
  if (num > BigInt(Number.MAX_SAFE_INTEGER) || den > BigInt(Number.MAX_SAFE_INTEGER))
    throw new RangeError(`too large for a step: ${num}/${den}`)
  return { num: Number(num), den: Number(den) }
}
