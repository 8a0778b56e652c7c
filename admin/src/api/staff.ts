import { queryOptions } from '@tanstack/react-query'
import type { ChangePassword, EditMember, FirstPassword, InviteMember, StaffSignIn } from '../../../shared/contracts/staff/members.ts'
import type { CreateRole, EditRole, StaffRole } from '../../../shared/contracts/staff/roles.ts'
import type { StaffMember } from '../../../shared/contracts/staff.ts'
import { get, post, type Send } from './client.ts'

type Items<Row> = { readonly items: readonly Row[] }
const members = '/api/staff/members'
const roles = '/api/staff/roles'
const pathOf = (name: string, act = '') => `${members}/${encodeURIComponent(name)}${act}`

export function memberList(send: Send) {
  return queryOptions({ queryKey: ['members', 'list'], queryFn: ({ signal }) => send<Items<StaffMember>>(get(members, signal)) })
}

export function memberSessions(send: Send, name: string) {
  return queryOptions({
    queryKey: ['members', 'sessions', name],
    queryFn: ({ signal }) => send<Items<StaffSignIn>>(get(pathOf(name, '/sessions'), signal)),
  })
}

export function ownSessions(send: Send) {
  return queryOptions({
    queryKey: ['members', 'own-sessions'],
    queryFn: ({ signal }) => send<Items<StaffSignIn>>(get('/api/staff/me/sessions', signal)),
  })
}

export function roleList(send: Send) {
  return queryOptions({ queryKey: ['roles'], queryFn: ({ signal }) => send<Items<StaffRole>>(get(roles, signal)) })
}

export function inviteMember(send: Send, body: InviteMember, key: string): Promise<FirstPassword> {
  return send(post(members, key, body))
}

export function editMember(send: Send, name: string, body: EditMember, key: string): Promise<unknown> {
  return send(post(pathOf(name), key, body))
}

export function disableMember(send: Send, name: string, reason: string, key: string): Promise<unknown> {
  return send(post(pathOf(name, '/disabling'), key, { reason }))
}

export function enableMember(send: Send, name: string, key: string): Promise<unknown> {
  return send(post(pathOf(name, '/enabling'), key))
}

export function resetPassword(send: Send, name: string, key: string): Promise<FirstPassword> {
  return send(post(pathOf(name, '/password-reset'), key))
}

export function endSessions(send: Send, name: string, sessionNo: string | null, key: string): Promise<unknown> {
  return send(post(pathOf(name, '/sessions/end'), key, { sessionNo }))
}

export function endOwnSessions(send: Send, sessionNo: string | null, key: string): Promise<unknown> {
  return send(post('/api/staff/me/sessions/end', key, { sessionNo }))
}

/** These two carry a password: they have no key, and a second time is refused. */
export function transferMainAdmin(send: Send, name: string, password: string): Promise<unknown> {
  return send({ method: 'POST', path: pathOf(name, '/main-admin'), body: { password } })
}

export function changePassword(send: Send, body: ChangePassword): Promise<unknown> {
  return send({ method: 'POST', path: '/api/staff/me/password', body })
}

export function createRole(send: Send, body: CreateRole, key: string): Promise<{ readonly code: string }> {
  return send(post(roles, key, body))
}

export function editRole(send: Send, code: string, body: EditRole, key: string): Promise<{ readonly code: string }> {
  return send(post(`${roles}/${encodeURIComponent(code)}`, key, body))
}

export function removeRole(send: Send, code: string, key: string): Promise<unknown> {
  return send({ method: 'DELETE', path: `${roles}/${encodeURIComponent(code)}`, idempotencyKey: key })
}
