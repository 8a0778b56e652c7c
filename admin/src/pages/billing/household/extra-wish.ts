import type { PreviewExtraCharge } from '../../../../../shared/contracts/billing/extra-charges.ts'
import { scaled } from '../../tariffs/form/field-text.ts'

/** As a person has typed it so far. */
export type ExtraTexts = {
  readonly seasonCode?: string
  readonly feeType?: string
  readonly by?: 'typed' | 'rule'
  readonly yuan?: number | null
  readonly quantity?: number | null
  readonly reason?: string
}

/** Billing and money charge these themselves. */
export const notChargedByHand: readonly string[] = ['heat', 'stop-base-fee', 'late-fee']

/** What can be asked of the server already; null while something is missing. */
export function wishOf(texts: ExtraTexts | undefined): PreviewExtraCharge | null {
  const { seasonCode, feeType, by, yuan, quantity } = texts ?? {}
  if (!seasonCode || !feeType) return null
  if (by === 'typed') {
    const amountFen = yuan ? scaled(String(yuan), 2) : null
    return amountFen === null ? null : { seasonCode, feeType, by: { kind: 'typed', amountFen } }
  }
  const milli = quantity ? scaled(String(quantity), 3) : null
  return { seasonCode, feeType, by: { kind: 'rule', ...(milli === null ? {} : { milli }) } }
}
