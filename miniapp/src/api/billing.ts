import type { Bill, HouseholdQuote } from '../../../shared/contracts/billing.ts'
import type { BillSummary } from '../../../shared/contracts/residents.ts'
import { request } from './request.ts'

const householdPath = (householdNo: string) => `/api/resident/households/${encodeURIComponent(householdNo)}`

/** What is owed today, with the steps of every position. */
export function getQuote(householdNo: string): Promise<HouseholdQuote> {
  return request<HouseholdQuote>({ method: 'GET', path: `${householdPath(householdNo)}/quote` })
}

/** Newest season first. */
export async function listBills(householdNo: string): Promise<readonly BillSummary[]> {
  const { items } = await request<{ items: readonly BillSummary[] }>({ method: 'GET', path: `${householdPath(householdNo)}/bills` })
  return items
}

export function getBill(householdNo: string, seasonCode: string): Promise<Bill> {
  return request<Bill>({ method: 'GET', path: `${householdPath(householdNo)}/bills/${encodeURIComponent(seasonCode)}` })
}
