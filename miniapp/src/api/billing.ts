import type { Bill } from '../../../shared/contracts/billing.ts'
import type { BillSummary, ResidentQuote } from '../../../shared/contracts/residents.ts'
import { request } from './request.ts'

const householdPath = (householdNo: string) => `/api/resident/households/${encodeURIComponent(householdNo)}`

/** What is owed today, with the steps of every position; `channel` is by what it will be paid, since a discount may belong to it. */
export function getQuote(householdNo: string, channel: string | null = null): Promise<ResidentQuote> {
  const query = channel === null ? '' : `?channel=${channel}`
  return request<ResidentQuote>({ method: 'GET', path: `${householdPath(householdNo)}/quote${query}` })
}

/** Newest season first. */
export async function listBills(householdNo: string): Promise<readonly BillSummary[]> {
  const { items } = await request<{ items: readonly BillSummary[] }>({ method: 'GET', path: `${householdPath(householdNo)}/bills` })
  return items
}

export function getBill(householdNo: string, seasonCode: string): Promise<Bill> {
  return request<Bill>({ method: 'GET', path: `${householdPath(householdNo)}/bills/${encodeURIComponent(seasonCode)}` })
}

/** The workbook of a season; only a signed-in request gets it. */
export function statementPath(householdNo: string, seasonCode: string): string {
  return `${householdPath(householdNo)}/bills/${encodeURIComponent(seasonCode)}/statement`
}
