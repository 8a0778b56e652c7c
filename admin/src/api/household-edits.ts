import { queryOptions } from '@tanstack/react-query'
import type { EditPreview, HouseholdEdit, PreviewEdit, StartEdit } from '../../../shared/contracts/households/edits.ts'
import { get, post, type Send } from './client.ts'

const root = '/api/staff/household-edits'
const pollMs = 1_000

/** Reads only: no key. */
export function editPreview(send: Send, wanted: PreviewEdit | null) {
  return queryOptions({
    queryKey: ['household-edits', 'preview', wanted],
    queryFn: ({ signal }) => send<EditPreview>({ method: 'POST', path: `${root}/preview`, body: wanted, signal }),
    enabled: wanted !== null,
    gcTime: 0,
  })
}

export function startEdit(send: Send, body: StartEdit, key: string): Promise<HouseholdEdit> {
  return send(post(root, key, body))
}

export function oneEdit(send: Send, editNo: string | null) {
  return queryOptions({
    queryKey: ['household-edits', 'one', editNo],
    queryFn: ({ signal }) => send<HouseholdEdit>(get(`${root}/${editNo}`, signal)),
    enabled: editNo !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? pollMs : false),
  })
}
