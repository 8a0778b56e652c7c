import { randomUUID } from 'node:crypto'
import type { Request } from './load.ts'
import { send } from './load.ts'
import { APP, COMPANY, MERCHANT, STAFF } from './town.ts'

/** What is sent to the server; the same requests are recorded, measured and counted. */
export type Acts = {
  readonly quote: (householdNo: string) => Request
  readonly file: (householdNo: string) => Request
  readonly bills: (householdNo: string) => Request
  readonly households: (page: number, pageSize: number) => Request
  readonly search: (text: string) => Request
  readonly orders: (pageSize: number) => Request
  readonly homes: (resident: Resident) => Request
  readonly order: (resident: Resident, householdNo: string, totalFen: number) => Request
  readonly notice: (order: MadeOrder) => Request
}
export type Resident = { readonly openid: string; readonly token: string; readonly homes: readonly string[] }
export type MadeOrder = { readonly orderNo: string; readonly totalFen: number; readonly openid: string }

/** Signs the member of staff in at this server. */
export async function createActs(url: string): Promise<Acts> {
  const { hostname, port } = new URL(url)
  const staff = JSON.parse(await send({ hostname, port }, { method: 'POST', path: '/api/staff/sessions', body: JSON.stringify(STAFF) }))
  const asStaff = { authorization: `Bearer ${staff.accessToken}` }
  const get = (path: string): Request => ({ method: 'GET', path: `/api/staff${path}`, headers: asStaff })
  return {
    quote: (householdNo) => get(`/households/${householdNo}/quote`),
    file: (householdNo) => get(`/households/${householdNo}`),
    bills: (householdNo) => get(`/households/${householdNo}/bills`),
    households: (page, pageSize) => get(`/households?page=${page}&pageSize=${pageSize}`),
    search: (text) => get(`/households?search=${encodeURIComponent(text)}&pageSize=20`),
    orders: (pageSize) => get(`/payment-orders?pageSize=${pageSize}`),
    homes: ({ token }) => ({ method: 'GET', path: '/api/resident/homes', headers: { authorization: `Bearer ${token}` } }),
    order: ({ token }, householdNo, totalFen) => ({
      method: 'POST',
      path: '/api/resident/payment-orders',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
      body: JSON.stringify({ householdNos: [householdNo], totalFen, channel: 'wechat-pay' }),
    }),
    notice: ({ orderNo, totalFen, openid }) => ({
      method: 'POST',
      path: `/callbacks/wechat-pay/${MERCHANT}`,
      body: JSON.stringify({
        mchId: MERCHANT,
        subMchId: null,
        appId: APP,
        orderNo,
        transactionId: `T${orderNo}`,
        totalFen,
        payerOpenid: openid,
        succeededAt: Date.parse('2026-11-22T07:59:00+08:00'),
      }),
    }),
  }
}

/** Residents who have signed in at this server; each gets two of the homes. */
export async function signIn(url: string, householdNos: readonly string[]): Promise<readonly Resident[]> {
  const { hostname, port } = new URL(url)
  const residents: Resident[] = []
  for (let index = 0; index < householdNos.length; index += 2) {
    const code = `${COMPANY}-${index}`
    const body = JSON.stringify({ platform: 'wechat-mini', appId: APP, code })
    const { token } = JSON.parse(await send({ hostname, port }, { method: 'POST', path: '/api/resident/sessions', body }))
    residents.push({ openid: `o-${code}`, token, homes: householdNos.slice(index, index + 2) })
  }
  return residents
}
