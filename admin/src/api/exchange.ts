import { queryOptions } from '@tanstack/react-query'
import type { ExportHouseholds, Import, ImportRow, UploadImport } from '../../../shared/contracts/exchange.ts'
import type { Page } from '../../../shared/contracts/fields.ts'
import { get, post, type Send } from './client.ts'
import { addressOf } from './transport.ts'

const root = '/api/staff/imports'
const pathOf = (importNo: string) => `${root}/${encodeURIComponent(importNo)}`
const pollMs = 1000

/** Somebody is working on it: the page follows. */
export function isUnderWay({ state }: Pick<Import, 'state'>): boolean {
  return state === 'uploaded' || state === 'checking' || state === 'committing'
}

type Paging = { readonly page: number; readonly pageSize: number }

export function importList(send: Send, paging: Paging) {
  return queryOptions({
    queryKey: ['imports', 'list', paging],
    queryFn: ({ signal }) => send<Page<Import>>(get(root, signal, paging)),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? pollMs * 2 : false),
  })
}

export function oneImport(send: Send, importNo: string) {
  return queryOptions({
    queryKey: ['imports', 'one', importNo],
    queryFn: ({ signal }) => send<Import>(get(pathOf(importNo), signal)),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? pollMs : false),
  })
}

/** Rows as the check left them; `version` (state and count) makes the question a new one when they have changed. */
export function importRows(
  send: Send,
  importNo: string,
  { only, version, ...paging }: Paging & { only: 'all' | 'faulty'; version: string },
) {
  return queryOptions({
    queryKey: ['imports', 'rows', importNo, only, paging, version],
    queryFn: ({ signal }) => send<Page<ImportRow>>(get(`${pathOf(importNo)}/rows`, signal, { ...paging, only })),
  })
}

export type Upload = Omit<UploadImport, 'fileName'> & { readonly file: File }

export function uploadImport(send: Send, { file, ...query }: Upload, key: string): Promise<Import> {
  return send(post(addressOf(root, { ...query, fileName: file.name.slice(-200) }), key, file))
}

/** Contacts as they were exported, edited. */
export function uploadContacts(
  send: Send,
  { file, orgUnit }: { readonly file: File; readonly orgUnit: string },
  key: string,
): Promise<Import> {
  return send(post(addressOf(`${root}/contacts`, { orgUnit, fileName: file.name.slice(-200) }), key, file))
}

export function commitImport(send: Send, importNo: string, key: string): Promise<Import> {
  return send(post(`${pathOf(importNo)}/commit`, key))
}

export function templateFile(send: Send, wanted: Pick<UploadImport, 'orgUnit' | 'seasonCode'>): Promise<Blob> {
  return send({ method: 'GET', path: `${root}/template`, query: wanted, file: true })
}

export function errorFile(send: Send, importNo: string): Promise<Blob> {
  return send({ method: 'GET', path: `${pathOf(importNo)}/errors`, file: true })
}

/** Reads only: no key. */
export function householdsFile(send: Send, body: ExportHouseholds): Promise<Blob> {
  return send({ method: 'POST', path: '/api/staff/exports/households', body, file: true })
}

export function contactsFile(send: Send, body: ExportHouseholds): Promise<Blob> {
  return send({ method: 'POST', path: '/api/staff/exports/contacts', body, file: true })
}
