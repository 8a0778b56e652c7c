import { queryOptions } from '@tanstack/react-query'
import type { PlanSeason, SeasonFile, SeasonName } from '../../../shared/contracts/tenancy/seasons.ts'
import { get, post, type Send } from './client.ts'

const root = '/api/staff/seasons'
const pathOf = ({ orgUnit, code }: SeasonName) => `${root}/${encodeURIComponent(orgUnit)}/${code}`
const pollMs = 1500

export function seasonFile(send: Send, name: SeasonName) {
  return queryOptions({
    queryKey: ['seasons', 'file', name.orgUnit, name.code],
    queryFn: ({ signal }) => send<SeasonFile>(get(pathOf(name), signal)),
    refetchInterval: ({ state }) => (state.data?.carries.some((carry) => carry.state !== 'done') ? pollMs : false),
  })
}

export function planSeason(send: Send, body: PlanSeason, key: string): Promise<SeasonName> {
  return send(post(root, key, body))
}

/** '' changes its dates. */
export type SeasonAct = '' | '/carry' | '/opening' | '/closing' | '/reopening'

export function actOnSeason(send: Send, name: SeasonName, act: SeasonAct, body: object | undefined, key: string): Promise<SeasonName> {
  return send(post(`${pathOf(name)}${act}`, key, body))
}
