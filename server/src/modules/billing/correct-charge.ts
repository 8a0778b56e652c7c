import { takeNewest } from '../../../../shared/billing/paid-parts.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { LiveCharge, PostedLine } from './live-charge.repository.ts'
import type { NewAnswer, PostingBatch, ReversalWhy } from './posting-batch.ts'

/**
 * Takes that much of what was paid on a charge off it, newest first; of one payment alone where one is named.
 * Throws RangeError when less was paid.
 */
export function releaseFrom(batch: PostingBatch, charge: LiveCharge, amountFen: Fen, paymentId?: number): void {
  batch.meet([charge])
  const paid = paymentId === undefined ? charge.paid : charge.paid.filter((part) => part.paymentId === paymentId)
  for (const part of takeNewest(paid, amountFen)) batch.release(charge.householdId, charge.lineId, part)
}

/** All of it. */
export function releaseAll(batch: PostingBatch, charge: LiveCharge): void {
  batch.meet([charge])
  for (const part of charge.paid) batch.release(charge.householdId, charge.lineId, part)
}

/** 冲回整条明细: what was paid on it becomes balance, what answers it is taken back, then the line itself. Nothing is open on it then. */
export function reverseCharge(batch: PostingBatch, charge: LiveCharge, why: ReversalWhy): void {
  releaseAll(batch, charge)
  for (const answer of charge.answers) batch.reverseLine(answer, why)
  batch.reverseLine(charge, why)
}

/** Takes back one line that answers a charge, e.g. a discount the refunded payment had earned; the charge is open by that much again. */
export function reverseAnswer(batch: PostingBatch, charge: LiveCharge, answer: PostedLine, why: ReversalWhy): void {
  batch.meet([charge])
  batch.reverseLine(answer, why)
}

/** A line that answers a charge; where it leaves less than was paid, the surplus is released first. Throws RangeError beyond the whole charge. */
export function answerCharge(batch: PostingBatch, charge: LiveCharge, given: NewAnswer, facts: object): number {
  batch.meet([charge])
  const surplusFen = given.amountFen - batch.openFen(charge.lineId)
  if (surplusFen > 0) releaseFrom(batch, charge, surplusFen)
  return batch.answer(charge.householdId, charge, given, facts)
}
