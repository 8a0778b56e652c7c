import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { HouseholdQuote } from '../../shared/contracts/billing.ts'
import type { Problem } from '../../shared/contracts/problem.ts'
import type { PayWays, ResidentOrder } from '../../shared/contracts/residents.ts'
import { Refused } from './payer.ts'

/** A browser that has signed in to the H5 pages through a platform's OAuth page: its session is a cookie. */
export type Visitor = {
  ask<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer>
  bind(householdNo: string, name: string, more?: object): Promise<void>
  payWays(householdNo: string): Promise<PayWays['items']>
  owes(householdNo: string): Promise<HouseholdQuote>
  /** Orders what is owed of this flat now, to be paid on the platform's page. */
  order(householdNo: string, channel: 'wechat-pay' | 'alipay', way?: 'sheet' | 'page'): Promise<ResidentOrder>
  view(orderNo: string): Promise<ResidentOrder>
  check(orderNo: string): Promise<ResidentOrder>
}

export type OauthEntrance = {
  /** Of our server. */
  readonly url: string
  readonly door: 'wechat' | 'alipay'
  /** Of the platform's simulator, whose page is met on the way. */
  readonly simulatorUrl: string
  readonly appId?: string
  /** As the page shows it: 测试甲. */
  readonly person: string
}

/** Goes out to the platform's page, says who one is there, and comes back signed in. */
export async function visitBy({ url, door, simulatorUrl, appId, person }: OauthEntrance): Promise<Visitor> {
  const started = await fetch(`${url}/h5/${door}/login?to=/h5/${appId ? `&app=${appId}` : ''}`, { redirect: 'manual' })
  assert.equal(started.status, 302, await started.text())
  const page = await fetch(new URL(started.headers.get('location') ?? '', simulatorUrl))
  const html = await page.text()
  const link = [...html.matchAll(/href="([^"]+)">([^<]+)</g)].find(([, , name]) => name === person)?.[1] ?? assert.fail(html)
  const chosen = await fetch(new URL(link.replaceAll('&#38;', '&'), simulatorUrl), { redirect: 'manual' })
  const back = new URL(chosen.headers.get('location') ?? '')
  const arrived = await fetch(`${url}${back.pathname}${back.search}`, {
    redirect: 'manual',
    headers: { cookie: cookieOf(started, `nz_${door}_sign_in`) },
  })
  assert.equal(arrived.status, 302, await arrived.text())
  return visitor(url, cookieOf(arrived, 'nz_resident'))
}

function cookieOf(answer: Response, name: string): string {
  const found = answer.headers.getSetCookie().find((one) => one.startsWith(`${name}=`) && !one.startsWith(`${name}=;`))
  return found?.split(';')[0] ?? assert.fail(`no cookie ${name}`)
}

function visitor(url: string, cookie: string): Visitor {
  const ask: Visitor['ask'] = async (method, path, body) => {
    const writing = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), 'x-nuanzhang-client': 'h5' }
    const response = await fetch(`${url}/api/resident${path}`, {
      method,
      headers: { cookie, ...(method === 'POST' ? writing : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    if (!response.ok) throw new Refused(JSON.parse(text) as Problem)
    return JSON.parse(text)
  }
  const owes = (householdNo: string) => ask<HouseholdQuote>('GET', `/households/${householdNo}/quote`)
  return {
    ask,
    owes,
    async bind(householdNo, name, more = {}) {
      await ask('POST', '/bindings', { householdNo, check: { kind: 'name', name }, role: 'holder', consent: true, ...more })
    },
    payWays: async (householdNo) => (await ask<PayWays>('GET', `/households/${householdNo}/pay-ways`)).items,
    async order(householdNo, channel, way = 'page') {
      const { totalFen } = await owes(householdNo)
      return ask('POST', '/payment-orders', { householdNos: [householdNo], totalFen, channel, way })
    },
    view: (orderNo) => ask('GET', `/payment-orders/${orderNo}`),
    check: (orderNo) => ask('POST', `/payment-orders/${orderNo}/check`),
  }
}
