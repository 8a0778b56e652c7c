import type { Unit } from '../../database/unit-of-work.ts'
import { findEditable, updateRecords } from './household-record.repository.ts'
import { insertCustomer, type NewCustomer } from './place.repository.ts'
import { reindex } from './search-index.ts'

/**
 * Another person or firm becomes the holder, under the household's lock; the one before keeps their own record, which older bills name. Whether they may
 * is decided by those who know the money. Answers the new customer's id.
 */
export async function replaceHolder(unit: Unit, tenantId: number, householdId: number, customer: NewCustomer): Promise<number> {
  const customerId = await insertCustomer(unit, tenantId, customer)
  await updateRecords(unit, tenantId, [householdId], { customer_id: customerId })
  await reindex(unit, tenantId, await findEditable(unit, tenantId, [householdId]))
  return customerId
}
