import assert from 'node:assert/strict'
import {
  findChannelApp,
  findDefaultApp,
  findMerchantByNumber,
  findSeasonFor,
  findUnitByCode,
  findUnits,
  legalEntityOf,
  listMerchants,
  operatorCaller,
  PLATFORM_TENANT_ID,
  subtreeOf,
} from '../../../server/src/modules/tenancy/index.ts'
import type { DomainError } from '../../../server/src/platform/domain-error.ts'
import { auditRows, codeOf } from '../../support/api.ts'
import { testDatabase } from '../../support/database.ts'
import { buildWorld, SEASON, systemOn, type World } from '../../support/world.ts'

const faults = async (work: Promise<unknown>): Promise<readonly string[]> => {
  const error = await work.then(
    () => assert.fail('no refusal'),
    (thrown: DomainError) => thrown,
  )
  assert.equal(error.code, 'INVALID', String(error))
  return (error.errors ?? []).map(({ path }) => path).sort()
}

describe('setting a company up', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  const unitId = async (code: string, company = world.demo) => {
    const found = await world.database.read((unit) => findUnitByCode(unit, company.operator.scope, code))
    return found?.id ?? assert.fail(`no unit ${code}`)
  }

  it('the platform is made once, however often it is asked for', async () => {
    const again = await world.tenancy.createPlatform()
    assert.deepEqual(again, { tenantId: PLATFORM_TENANT_ID, orgUnitId: world.platform.scope.unitIds[0] })
    assert.equal(
      (await auditRows(world, PLATFORM_TENANT_ID, 'tenancy.company.create')).filter(({ subjectNo }) => subjectNo === 'PLATFORM').length,
      1,
    )
  })

  it('two processes that start on an empty database make one platform', async () => {
    const empty = await testDatabase()
    const other = { ...empty, database: empty.reopen() }
    const made = await Promise.all([systemOn(empty), systemOn(other), systemOn(empty)].map(({ tenancy }) => tenancy.createPlatform()))
    assert.equal(new Set(made.map(({ orgUnitId }) => orgUnitId)).size, 1)
    await empty.close()
  })

  it('only the platform opens companies, and a code is given once, however it is written', async () => {
    const company = { code: ' ｄｅｍｏ ', name: '又一家', legalEntity: { code: 'X1', name: '又一家', taxNo: '91000000000000009X' } }
    assert.equal(await codeOf(world.tenancy.createCompany(world.demo.operator, company)), 'FORBIDDEN')
    assert.equal(await codeOf(world.tenancy.createCompany(world.platform, company)), 'COMPANY_CODE_TAKEN')
  })

  it('a refused company leaves nothing behind', async () => {
    const rows = await world.database.read((unit) =>
      unit.select<{ n: number }>(`SELECT COUNT(*) AS n FROM legal_entities WHERE code = 'X1'`),
    )
    assert.equal(rows[0]?.n, 0)
  })

  it('names every fault of a company, a unit, a season and a merchant at once', async () => {
    const { tenancy, demo, platform } = world
    const bad = { code: '!', name: '', legalEntity: { code: '', name: '', taxNo: '12' } }
    assert.deepEqual(await faults(tenancy.createCompany(platform, bad)), [
      'code',
      'legalEntity.code',
      'legalEntity.name',
      'legalEntity.taxNo',
      'name',
    ])
    const unit = { code: 'NEW', name: '新站', kind: 'branch' as const, parentCode: 'EAST-1', legalEntityCode: 'NOBODY' }
    assert.deepEqual(await faults(tenancy.addOrgUnit(demo.operator, unit)), ['kind', 'legalEntityCode'])
    const season = { orgUnitCode: 'EAST', code: '2026-2028', startsOn: '2026-02-30', endsOn: '2026-01-01', days: 0 }
    assert.ok((await faults(tenancy.createSeason(demo.operator, season))).includes('code'))
    const merchant = { legalEntityCode: 'DEMO', channel: 'wechat-pay' as const, mode: 'partner' as const, mchId: '1', name: 'x' }
    assert.ok((await faults(tenancy.registerMerchant(demo.operator, merchant))).includes('mchId'))
  })

  it('a unit stands below its parent in everybody’s view, and its closure knows every step', async () => {
    const { database, demo } = world
    const east = await unitId('EAST')
    const below = await database.read((unit) => subtreeOf(unit, demo.tenantId, east))
    assert.deepEqual(new Set(below), new Set([east, await unitId('EAST-1'), await unitId('EAST-2')]))
    const chain = await database.read(async (unit) =>
      unit.select<{ code: string; depth: number }>(
        `SELECT u.code, a.depth FROM org_unit_ancestors a JOIN org_units u ON u.id = a.ancestor_id WHERE a.unit_id = :id ORDER BY a.depth`,
        { id: below.at(-1) ?? 0 },
      ),
    )
    assert.deepEqual(chain.map(({ code }) => code).slice(1), ['EAST', 'DEMO'])
  })

  it('a unit has its parent’s legal entity unless it was given another', async () => {
    const { database, demo } = world
    const entityOf = async (code: string) =>
      (await database.read(async (unit) => legalEntityOf(unit, demo.tenantId, await Promise.resolve(ids.get(code) ?? 0))))?.code
    const ids = new Map([
      ['EAST-1', await unitId('EAST-1')],
      ['WEST-1', await unitId('WEST-1')],
    ])
    assert.equal(await entityOf('EAST-1'), 'DEMO')
    assert.equal(await entityOf('WEST-1'), 'DEMO-WEST')
  })

  it('somebody at a branch adds units below it and nowhere else', async () => {
    const { tenancy, demo } = world
    const atEast = operatorCaller(demo.tenantId, [await unitId('EAST')])
    await tenancy.addOrgUnit(atEast, { code: 'EAST-3', name: '东三供热站', kind: 'station', parentCode: 'EAST' })
    assert.deepEqual(await faults(tenancy.addOrgUnit(atEast, { code: 'WEST-9', name: '站', kind: 'station', parentCode: 'WEST' })), [
      'parentCode',
    ])
    assert.deepEqual(await faults(tenancy.addOrgUnit(atEast, { code: 'NORTH-9', name: '站', kind: 'station', parentCode: 'NORTH' })), [
      'parentCode',
    ])
    assert.equal(
      await codeOf(tenancy.addOrgUnit(atEast, { code: 'east-1', name: '站', kind: 'station', parentCode: 'east' })),
      'UNIT_CODE_TAKEN',
    )
  })

  it('finds units of one’s own company only', async () => {
    const north = await unitId('NORTH', world.other)
    assert.deepEqual(await world.database.read((unit) => findUnits(unit, world.demo.tenantId, [north])), [])
    assert.equal(await world.database.read((unit) => findUnitByCode(unit, world.demo.operator.scope, 'NORTH')), null)
  })

  it('a unit lives by its own season, else by the nearest one above it', async () => {
    const { tenancy, database, demo } = world
    await tenancy.createSeason(demo.operator, {
      orgUnitCode: 'WEST',
      code: SEASON,
      startsOn: '2026-11-01',
      endsOn: '2027-03-31',
      days: 150,
    })
    const seasonOf = async (code: string, season = SEASON) => {
      const id = await unitId(code)
      return database.read((unit) => findSeasonFor(unit, demo.tenantId, id, season))
    }
    assert.equal((await seasonOf('WEST-1'))?.days, 150)
    assert.equal((await seasonOf('EAST-1'))?.days, 121)
    assert.equal((await seasonOf('DEMO'))?.startsOn, '2026-11-15')
    assert.equal(await seasonOf('EAST-1', '2025-2026'), null)
    const again = { orgUnitCode: 'WEST', code: SEASON, startsOn: '2026-11-01', endsOn: '2027-03-31' }
    assert.equal(await codeOf(tenancy.createSeason(demo.operator, again)), 'SEASON_EXISTS')
  })

  it('an app belongs to one company or to all, and is registered once', async () => {
    const { tenancy, database, demo, other } = world
    assert.equal((await database.read((unit) => findChannelApp(unit, 'wx00000000000000a1')))?.tenantId, demo.tenantId)
    assert.equal((await database.read((unit) => findChannelApp(unit, 'wx00000000000000f1')))?.tenantId, null)
    assert.equal((await database.read((unit) => findDefaultApp(unit, 'wechat-official')))?.appId, 'wx00000000000000f2')
    const app = { platform: 'wechat-mini' as const, appId: 'wx00000000000000a1', name: '抢注' }
    assert.equal(await codeOf(tenancy.registerChannelApp(other.operator, app)), 'APP_ID_TAKEN')
  })

  it('a merchant collects for one legal entity in one mode, and is registered once', async () => {
    const { tenancy, database, demo, other } = world
    const of = async ({ tenantId, legalEntityId }: typeof demo) =>
      (await database.read((unit) => listMerchants(unit, tenantId, legalEntityId))).map(({ mode, mchId, subMchId }) => [
        mode,
        mchId,
        subMchId,
      ])
    assert.deepEqual(await of(demo), [['direct', '1900000001', null]])
    assert.deepEqual(await of(other), [['partner', '1900000009', '1900000010']])
    assert.equal(
      (await database.read((unit) => findMerchantByNumber(unit, 'wechat-pay', '1900000009', '1900000010')))?.tenantId,
      other.tenantId,
    )
    const direct = { legalEntityCode: 'OTHER', channel: 'wechat-pay' as const, mode: 'direct' as const, mchId: '1900000001', name: '冒用' }
    assert.equal(await codeOf(tenancy.registerMerchant(other.operator, direct)), 'MERCHANT_TAKEN')
  })

  it('every act of setting up has its audit row, of the unit it concerns', async () => {
    const { demo } = world
    assert.deepEqual(
      (await auditRows(world, demo.tenantId, 'tenancy.unit.create')).map(({ subjectNo }) => subjectNo),
      ['EAST', 'EAST-1', 'EAST-2', 'WEST', 'WEST-1', 'EAST-3'],
    )
    for (const action of [
      'tenancy.legal-entity.create',
      'tenancy.season.create',
      'tenancy.channel-app.register',
      'payments.merchant.register',
    ]) {
      assert.ok((await auditRows(world, demo.tenantId, action)).length > 0, action)
    }
    const [season] = await auditRows(world, demo.tenantId, 'tenancy.season.create')
    assert.equal(season?.orgUnitId, demo.orgUnitId)
  })
})
