import type { HouseholdQuote } from '../../../../shared/contracts/billing.ts'
import type { ResidentPayment, ResidentQuote } from '../../../../shared/contracts/residents.ts'
import type { BindingRole, BoundHousehold } from '../residents/index.ts'

/** 代缴人: the amount and what it is made of, no facts about the home behind it. */
export function quoteFor(role: BindingRole, quote: HouseholdQuote): ResidentQuote {
  if (role !== 'payer') return quote
  return { ...quote, items: quote.items.map((item) => ({ ...item, steps: [] })), balanceFen: null }
}

/** Of the homes somebody pays for, they see their own payments and nobody else's. */
export function paymentsFor(homes: readonly BoundHousehold[], payments: readonly ResidentPayment[]): ResidentPayment[] {
  const paidFor = new Set(homes.filter(({ role }) => role === 'payer').map(({ householdNo }) => householdNo))
  return payments.filter(({ householdNo, mine }) => mine || !paidFor.has(householdNo))
}
