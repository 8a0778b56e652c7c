import { queryOptions } from '@tanstack/react-query'
import type {
  CreateEntity,
  CreateUnit,
  EditEntity,
  EditUnit,
  LegalEntity,
  MoveUnit,
  UnitEnding,
  UnitNode,
} from '../../../shared/contracts/tenancy/units.ts'
import { get, post, type Send } from './client.ts'

type Items<Row> = { readonly items: readonly Row[] }
const units = '/api/staff/org-units'
const entities = '/api/staff/legal-entities'
const pathOf = (code: string, act = '') => `${units}/${encodeURIComponent(code)}${act}`
/** What shows units, and is read anew after a change. */
export const unitQueries = [['org-units'], ['legal-entities']] as const

export function unitTree(send: Send) {
  return queryOptions({ queryKey: ['org-units', 'tree'], queryFn: ({ signal }) => send<Items<UnitNode>>(get(`${units}/tree`, signal)) })
}

export function entityList(send: Send) {
  return queryOptions({ queryKey: ['legal-entities'], queryFn: ({ signal }) => send<Items<LegalEntity>>(get(entities, signal)) })
}

export function createUnit(send: Send, body: CreateUnit, key: string): Promise<unknown> {
  return send(post(units, key, body))
}

export function editUnit(send: Send, code: string, body: EditUnit, key: string): Promise<unknown> {
  return send(post(pathOf(code), key, body))
}

export function moveUnit(send: Send, code: string, body: MoveUnit, key: string): Promise<unknown> {
  return send(post(pathOf(code, '/move'), key, body))
}

export function closeUnit(send: Send, code: string, reason: string, key: string): Promise<UnitEnding> {
  return send(post(pathOf(code, '/closing'), key, { reason }))
}

export function reopenUnit(send: Send, code: string, key: string): Promise<unknown> {
  return send(post(pathOf(code, '/reopening'), key))
}

export function createEntity(send: Send, body: CreateEntity, key: string): Promise<unknown> {
  return send(post(entities, key, body))
}

export function editEntity(send: Send, code: string, body: EditEntity, key: string): Promise<unknown> {
  return send(post(`${entities}/${encodeURIComponent(code)}`, key, body))
}
