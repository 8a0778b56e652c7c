import assert from 'node:assert/strict'
import { type Permission, permissions } from '../../../shared/access/permissions.ts'
import type { RuleSetContent, RuleSetFile, RuleSetKey } from '../../../shared/contracts/tariffs.ts'
import { asStaff, type StaffApi } from '../../support/api.ts'
import { PASSWORD, SEASON, type TestCompany, type World } from '../../support/world.ts'

/** Where rule sets are written: what tests of this room do over and over. */
export const NOTICE = { no: '示价〔2026〕8号', title: '关于调整供热价格的通知（样例）', issuedOn: '2026-08-20' }

/** 22.00 yuan per m², 30 % while stopped, 1 ‰ a day up to the principal: complete, and nothing odd about it. */
export function plainContent(more: Partial<RuleSetContent> = {}): RuleSetContent {
  const everybody = { customerClass: '*', priceType: '*' }
  return {
    validFrom: '2026-09-01',
    notice: NOTICE,
    rounding: { level: 'line', mode: 'half-up', unit: 'fen' },
    rules: [
      { ...everybody, kind: 'area-price@1', feeType: 'heat', params: { priceE4: 220_000, areaBasis: 'billed' } },
      { ...everybody, kind: 'stop-base-fee@1', feeType: 'stop-base-fee', params: { share: { num: 30, den: 100 } } },
      {
        ...everybody,
        kind: 'late-fee@1',
        feeType: 'late-fee',
        params: { dailyRatePpm: 1000, dueOn: '2026-11-14', graceDays: 0, base: 'unpaid', cap: { kind: 'principal' } },
      },
    ],
    ...more,
  }
}

export const fileOf = ({ orgUnit, seasonCode, version }: RuleSetKey) => `/rule-sets/${orgUnit}/${seasonCode}/${version}`

export async function newDraft(api: StaffApi, more: object = {}): Promise<RuleSetKey> {
  const body = { orgUnit: 'DEMO', seasonCode: SEASON, start: { from: 'template', code: 'area-gross' }, notice: NOTICE, ...more }
  const answer = await api.post('/rule-sets', body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

export async function readFile(api: StaffApi, key: RuleSetKey): Promise<RuleSetFile> {
  const answer = await api.get(fileOf(key))
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

/** Does one act with the revision of this moment; answers the response. */
export async function act(api: StaffApi, key: RuleSetKey, path: string, body: object = {}) {
  const { revision } = await readFile(api, key)
  return api.post(`${fileOf(key)}/${path}`, { revision, ...body })
}

/** A draft with this content. */
export async function written(api: StaffApi, content = plainContent(), more: object = {}): Promise<RuleSetKey> {
  const key = await newDraft(api, more)
  const saved = await act(api, key, 'content', { content })
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  return key
}

export async function submitted(api: StaffApi, content = plainContent(), more: object = {}): Promise<RuleSetKey> {
  const key = await written(api, content, more)
  const { questions } = await readFile(api, key)
  const sent = await act(api, key, 'submission', { confirmed: questions })
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
  return key
}

/** Publishes as `publisher` what `author` wrote. */
export async function published(author: StaffApi, publisher: StaffApi, content = plainContent(), more: object = {}): Promise<RuleSetKey> {
  const key = await submitted(author, content, more)
  const { questions } = await readFile(publisher, key)
  const done = await act(publisher, key, 'publication', { confirmed: questions })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  return key
}

/** Somebody with these rights at one unit. */
export async function hire(
  world: World,
  name: string,
  orgUnitCode: string,
  rights: readonly Permission[] = permissions,
  company: TestCompany = world.demo,
): Promise<StaffApi> {
  await world.staff.createRole(company.operator, { code: name, name, permissions: [...rights] })
  const posts = [{ orgUnitCode, roleCode: name }]
  await world.staff.createStaff(company.operator, { name, displayName: `测试${name}`, password: PASSWORD, posts })
  return asStaff(world, name, company)
}
