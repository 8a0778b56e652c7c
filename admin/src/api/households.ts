import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Bill, HouseholdQuote } from '../../../shared/contracts/billing.ts'
import type { Page } from '../../../shared/contracts/fields.ts'
import type { HouseholdMarks } from '../../../shared/contracts/households/marks.ts'
import type { CreatedHousehold, CreateHousehold, EditedHousehold, EditHousehold } from '../../../shared/contracts/households/record.ts'
import type {
  HouseholdFile,
  HouseholdOptions,
  HouseholdQuery,
  HouseholdRow,
  OptionsQuery,
  UnmaskedPerson,
} from '../../../shared/contracts/households.ts'
import type { ResidentPayment } from '../../../shared/contracts/residents.ts'
import { get, post, type Send } from './client.ts'

/** Body of the unmask request. */
export type UnmaskReason = { readonly reason: string }
export type HouseholdPayment = Omit<ResidentPayment, 'mine' | 'householdNo'>

const root = '/api/staff/households'
const path = (householdNo: string, part = '') => `${root}/${encodeURIComponent(householdNo)}${part}`

export function householdList(send: Send, query: Partial<HouseholdQuery>) {
  return queryOptions({
    queryKey: ['households', 'list', query],
    queryFn: ({ signal }) => send<Page<HouseholdRow>>(get(root, signal, query)),
    placeholderData: keepPreviousData,
  })
}

/** What the drop-downs offer; places one below the other. */
export function householdOptions(send: Send, query: OptionsQuery = {}) {
  return queryOptions({
    queryKey: ['households', 'options', query],
    queryFn: ({ signal }) => send<HouseholdOptions>(get(`/api/staff/household-options`, signal, query)),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

export function householdMarks(send: Send, householdNo: string) {
  return queryOptions({
    queryKey: ['households', 'marks', householdNo],
    queryFn: ({ signal }) => send<HouseholdMarks>(get(path(householdNo, '/marks'), signal)),
  })
}

export type MarkPart = 'tags' | 'lists' | 'notes' | 'links' | 'links/end'
export function markHousehold(send: Send, householdNo: string, part: MarkPart, body: object, key: string): Promise<void> {
  return send(post(path(householdNo, `/${part}`), key, body))
}

export function editHousehold(send: Send, householdNo: string, body: EditHousehold, key: string): Promise<EditedHousehold> {
  return send(post(path(householdNo, '/edit'), key, body))
}

export function createHousehold(send: Send, body: CreateHousehold, key: string): Promise<CreatedHousehold> {
  return send(post(root, key, body))
}

export function householdFile(send: Send, householdNo: string) {
  return queryOptions({
    queryKey: ['households', 'file', householdNo],
    queryFn: ({ signal }) => send<HouseholdFile>(get(path(householdNo), signal)),
  })
}

export function householdQuote(send: Send, householdNo: string) {
  return queryOptions({
    queryKey: ['households', 'quote', householdNo],
    queryFn: ({ signal }) => send<HouseholdQuote>(get(path(householdNo, '/quote'), signal)),
  })
}

export function householdBills(send: Send, householdNo: string) {
  return queryOptions({
    queryKey: ['households', 'bills', householdNo],
    queryFn: ({ signal }) => send<{ readonly items: readonly Bill[] }>(get(path(householdNo, '/bills'), signal)),
  })
}

export function householdPayments(send: Send, householdNo: string) {
  return queryOptions({
    queryKey: ['households', 'payments', householdNo],
    queryFn: ({ signal }) => send<{ readonly items: readonly HouseholdPayment[] }>(get(path(householdNo, '/payments'), signal)),
  })
}

export function unmaskHousehold(send: Send, householdNo: string, body: UnmaskReason, key: string): Promise<UnmaskedPerson> {
  return send(post(path(householdNo, '/unmask'), key, body))
}
