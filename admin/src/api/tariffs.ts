import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../../shared/contracts/fields.ts'
import type {
  CreateRuleSet,
  RuleSetFile,
  RuleSetKey,
  RuleSetQuery,
  RuleSetRow,
  TriedRuleSet,
  TryRuleSet,
} from '../../../shared/contracts/tariffs.ts'
import { get, post, type Send } from './client.ts'
import { addressOf } from './transport.ts'
import type { Progress } from './upload.ts'

const root = '/api/staff/rule-sets'
const path = ({ orgUnit, seasonCode, version }: RuleSetKey) => `${root}/${encodeURIComponent(orgUnit)}/${seasonCode}/${version}`

export function ruleSetList(send: Send, query: Partial<RuleSetQuery>) {
  return queryOptions({
    queryKey: ['rule-sets', 'list', query],
    queryFn: ({ signal }) => send<Page<RuleSetRow>>(get(root, signal, query)),
    placeholderData: keepPreviousData,
  })
}

export function ruleSetFile(send: Send, key: RuleSetKey) {
  return queryOptions({
    queryKey: ['rule-sets', 'file', key.orgUnit, key.seasonCode, key.version],
    queryFn: ({ signal }) => send<RuleSetFile>(get(path(key), signal)),
  })
}

export function createRuleSet(send: Send, body: CreateRuleSet, idempotencyKey: string): Promise<RuleSetKey> {
  return send(post(root, idempotencyKey, body))
}

export type RuleSetAct = 'content' | 'submission' | 'withdrawal' | 'discarding' | 'return' | 'publication'

export function actOnRuleSet(send: Send, key: RuleSetKey, act: RuleSetAct, body: object, idempotencyKey: string): Promise<RuleSetKey> {
  return send(post(`${path(key)}/${act}`, idempotencyKey, body))
}

export function attachNoticeFile(
  send: Send,
  key: RuleSetKey,
  file: File,
  { key: idempotencyKey, onProgress }: { readonly key: string; readonly onProgress: Progress },
): Promise<{ fileNo: string }> {
  const address = addressOf(`${path(key)}/notice-files`, { fileName: file.name.slice(-200) })
  return send({ ...post(address, idempotencyKey, file), onProgress })
}

export function noticeFile(send: Send, key: RuleSetKey, fileNo: string): Promise<Blob> {
  return send({ method: 'GET', path: `${path(key)}/notice-files/${fileNo}`, file: true })
}

export function removeNoticeFile(send: Send, key: RuleSetKey, fileNo: string, idempotencyKey: string): Promise<RuleSetKey> {
  return send(post(`${path(key)}/notice-files/${fileNo}/removal`, idempotencyKey))
}

/** Only computes, so that it is asked like a list: the newest question wins, and the last answer stays until the next is there. */
export function triedRuleSet(send: Send, body: TryRuleSet) {
  return queryOptions({
    queryKey: ['rule-sets', 'try', body],
    queryFn: ({ signal }) => send<TriedRuleSet>({ method: 'POST', path: `${root}/try`, body, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  })
}
