import type { Unit } from '../../database/unit-of-work.ts'

/** What a later room may have against money going back, e.g. an invoice that must be reversed first. Throws a DomainError that says so. */
export type RefundGuard = (
  unit: Unit,
  subject: { readonly tenantId: number; readonly paymentId: number; readonly householdId: number | null },
) => Promise<void>
