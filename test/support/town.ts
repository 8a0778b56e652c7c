import assert from 'node:assert/strict'
import request from 'supertest'
import type { Engine } from '../../server/src/database/connection.ts'
import type { HouseholdInput } from '../../server/src/modules/households/index.ts'
import { operatorCaller } from '../../server/src/modules/tenancy/index.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import { type StaffApi, withToken } from './api.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { asResident, byName, type ResidentApi } from './resident-api.ts'
import { billSeason, type Running, type RunOptions, runSystem } from './system.ts'
import { PASSWORD, type TestCompany, TOKEN_SECRET } from './world.ts'

/**
 * One little company, 示例热力, with one station and WeChat beside it: where the stories about money are told. Everything is made
 * by the use-cases, and its people and residents come in by HTTP.
 */
export type Town = Running &
  Pick<TestDatabase, 'database' | 'clock'> & {
    readonly company: TestCompany
    addSeason(code: string, startsOn: string, endsOn: string): Promise<unknown>
    /** A home whose holder is 测试 and the last character of `name`; heated in `seasonCode`. */
    addHome(householdNo: string, name: string, seasonCode: string, areas: readonly AreaInput[]): Promise<unknown>
    /** Publishes the rules and posts the season's bills. */
    bill(rules: RuleSet): ReturnType<typeof billSeason>
    staff(name: keyof typeof PEOPLE): Promise<StaffApi>
    resident(personId: string): Promise<ResidentApi>
    /** Signs in and binds these homes by the holder's name. */
    residentOf(personId: string, homes: Readonly<Record<string, string>>): Promise<ResidentApi>
    /** The person confirms in WeChat; the notice comes and is settled. */
    pay(order: ResidentOrder): Promise<void>
    close(): Promise<void>
  }

type HeatedArea = NonNullable<HouseholdInput['season']>['areas'][number]
export type AreaInput = Partial<HeatedArea> & { readonly billedMilliM2: number }

const PEOPLE = { cashier: 'cashier', director: 'finance-director', auditor: 'auditor' } as const
export const STATION = 'EAST-1'

export async function openTown(engine: Engine, at: string, options: RunOptions = {}): Promise<Town> {
  const base = await testDatabase({ engine })
  const { database, clock } = base
  clock.set(Date.parse(at))
  const running = await runSystem({ database, clock, tokenSecret: TOKEN_SECRET }, options)
  const company = await openCompany(running)
  const app = running.url
  const { tenancy, households } = running.system

  const staff: Town['staff'] = async (name) => {
    const signedIn = await request(app).post('/api/staff/sessions').send({ companyCode: company.code, name, password: PASSWORD })
    assert.equal(signedIn.status, 201, JSON.stringify(signedIn.body))
    return withToken({ app }, signedIn.body.accessToken)
  }
  const resident: Town['resident'] = (personId) => asResident({ app }, running.simulator, personId)

  return {
    ...running,
    database,
    clock,
    company,
    staff,
    resident,
    addSeason: (code, startsOn, endsOn) => tenancy.createSeason(company.operator, { orgUnitCode: company.code, code, startsOn, endsOn }),
    addHome: (householdNo, name, seasonCode, areas) =>
      households.createHousehold(company.operator, homeOf(householdNo, name, seasonCode, areas)),
    bill: (rules) => billSeason(running, company, rules),
    async residentOf(personId, homes) {
      const api = await resident(personId)
      for (const [householdNo, name] of Object.entries(homes)) {
        const bound = await api.post('/bindings', byName(householdNo, name))
        assert.equal(bound.status, 201, JSON.stringify(bound.body))
      }
      return api
    },
    async pay(order) {
      const paid = await running.simulator.control.requestPayment(order.wechatPay)
      assert.equal(paid.errMsg, 'requestPayment:ok', JSON.stringify(paid))
      await running.settle()
    },
    async close() {
      await running.stop()
      await base.close()
    },
  }
}

/** An area as most flats have it; say what differs. */
export function areaOf(area: AreaInput): HeatedArea {
  return {
    name: '住宅',
    grossMilliM2: area.billedMilliM2,
    customerClass: 'residential',
    priceType: 'area',
    status: 'heating',
    provenance: '房产证',
    ...area,
  }
}

function homeOf(householdNo: string, name: string, seasonCode: string, areas: readonly AreaInput[]): HouseholdInput {
  return {
    householdNo,
    orgUnitCode: STATION,
    community: '青云里',
    building: '3号楼',
    entrance: '2单元',
    room: householdNo.slice(-3),
    customer: { kind: 'person', name, phone: `138${householdNo}` },
    season: { seasonCode, areas: areas.map(areaOf) },
  }
}

async function openCompany({ system }: Running): Promise<TestCompany> {
  const { tenancy, staff } = system
  const platform = await tenancy.createPlatform()
  const legalEntity = { code: 'DEMO', name: '示例热力有限公司', taxNo: '91000000000000001D' }
  const { tenantId, orgUnitId, legalEntityId } = await tenancy.createCompany(operatorCaller(platform.tenantId, [platform.orgUnitId]), {
    code: 'DEMO',
    name: '示例热力有限公司',
    legalEntity,
  })
  const operator = operatorCaller(tenantId, [orgUnitId])
  await tenancy.addOrgUnit(operator, { code: STATION, name: '东一供热站', kind: 'station', parentCode: 'DEMO' })
  await tenancy.registerChannelApp(operator, { platform: 'wechat-mini', appId: 'wx00000000000000a1', name: '示例热力小程序' })
  await tenancy.registerMerchant(operator, {
    legalEntityCode: 'DEMO',
    channel: 'wechat-pay',
    mode: 'direct',
    mchId: '1900000001',
    name: '示例热力有限公司',
  })
  await staff.createDefaultRoles(operator)
  for (const [name, roleCode] of Object.entries(PEOPLE)) {
    const post = { orgUnitCode: 'DEMO', roleCode }
    await staff.createStaff(operator, { name, displayName: `测试${name}`, password: PASSWORD, posts: [post] })
  }
  return { code: 'DEMO', tenantId, legalEntityId, orgUnitId, operator }
}
