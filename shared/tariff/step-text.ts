import { plainYuan } from '../format/amount.ts'
import type { Fraction } from '../money/fraction.ts'
import type { Step } from './step.ts'

/**
 * The Chinese of one step code. `before` are the steps that led here, for steps that sum up.
 * `term` is what the step brings into the product that the next rounding rounds: as text, and exactly.
 */
export type StepText = {
  /** `product` is what the terms so far come to: 46.57 × 20.50 = 954.685. */
  sentence(step: Step, before: readonly Step[], product: () => string): string
  term?(step: Step): Term
  /** The terms before it are done with: this step's own term takes the place of their product (a minimum, a sum, a remainder). */
  readonly restarts?: true
}
export type StepTexts = Readonly<Record<string, StepText>>
/** In yuan, m², yuan per m² or a bare number, so that the product of a line's terms is its amount in yuan. `labelled` carries the unit. */
export type Term = { readonly text: string; readonly labelled: string; readonly value: Fraction }

/** The number under `key`; throws TypeError when the stored step has none, since a silent 0 would make a wrong text. */
export function numberOf(step: Step, key: string): number {
  const value = step.values[key]
  if (typeof value !== 'number') throw new TypeError(`step ${step.code} has no number ${key}`)
  return value
}

/** The text under `key`; throws TypeError when the stored step has none. */
export function textOf(step: Step, key: string): string {
  const value = step.values[key]
  if (typeof value !== 'string') throw new TypeError(`step ${step.code} has no text ${key}`)
  return value
}

/** 954.69 元 */
export function yuanOf(step: Step, key: string): string {
  return `${plainYuan(numberOf(step, key))} 元`
}
