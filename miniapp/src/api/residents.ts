import type {
  BindHousehold,
  CompanyChoice,
  Home,
  Homes,
  MyData,
  PlaceLookUp,
  PlaceLookUpAnswer,
  PlaceQuery,
} from '../../../shared/contracts/residents.ts'
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

/** Empty takes the name away. */
export async function nameBinding(bindingNo: string, label: string): Promise<void> {
  const path = `/api/resident/bindings/${encodeURIComponent(bindingNo)}/label`
  await request<null>({ method: 'POST', path, body: { label }, key: newKey() })
}

/** By a part of the company's, a branch's or a community's name. */
export async function findCompanies(term: string): Promise<readonly CompanyChoice[]> {
  const path = `/api/resident/companies?term=${encodeURIComponent(term)}`
  return (await request<{ items: readonly CompanyChoice[] }>({ method: 'GET', path })).items
}

/** Names of communities, buildings, entrances: the next step of what is given. */
export async function listPlaces(within: PlaceQuery): Promise<readonly string[]> {
  const query = Object.entries(within).flatMap(([name, value]) => (value ? `${name}=${encodeURIComponent(value)}` : []))
  const path = `/api/resident/places?${query.join('&')}`
  return (await request<{ items: readonly string[] }>({ method: 'GET', path })).items
}

/** Each look counts. Refusals: 404 PLACE_NOT_FOUND, 429 TOO_MANY_TRIES. */
export function lookUpPlace(body: PlaceLookUp): Promise<PlaceLookUpAnswer> {
  return request<PlaceLookUpAnswer>({ method: 'POST', path: '/api/resident/place-look-ups', body })
}

/** Each call is written down on the server. */
export function exportMyData(): Promise<MyData> {
  return request<MyData>({ method: 'POST', path: '/api/resident/my-data', key: newKey() })
}
