import type { BindHousehold, Home, Homes, MyData } from '../../../shared/contracts/residents.ts'
import { newKey } from './intention.ts'
import { request } from './request.ts'

export async function listHomes(): Promise<readonly Home[]> {
  const { items } = await request<Homes>({ method: 'GET', path: '/api/resident/homes' })
  return items
}

/** Refusals: 404 BINDING_CHECK_FAILED, 409 ALREADY_BOUND, 429 TOO_MANY_TRIES, 400 with field errors. */
export function bindHousehold(body: BindHousehold, key: string): Promise<Home> {
  return request<Home>({ method: 'POST', path: '/api/resident/bindings', body, key })
}

export async function removeBinding(bindingNo: string): Promise<void> {
  await request<null>({ method: 'DELETE', path: `/api/resident/bindings/${encodeURIComponent(bindingNo)}`, key: newKey() })
}

/** Each call is written down on the server. */
export function exportMyData(): Promise<MyData> {
  return request<MyData>({ method: 'POST', path: '/api/resident/my-data', key: newKey() })
}
