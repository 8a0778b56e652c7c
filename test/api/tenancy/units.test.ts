import assert from 'node:assert/strict'
import type { LegalEntity, UnitNode } from '../../../shared/contracts/tenancy/units.ts'
import { asStaff, auditRows, codeOf, faultsOf, refused, type StaffApi } from '../../support/api.ts'
import { billSeason, plainRules, runSystem } from '../../support/system.ts'
import { buildWorld, flat, SEASON, type World } from '../../support/world.ts'

describe('the tree of units in the console', () => {
  let world: World
  let admin: StaffApi
  let root: StaffApi
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    admin = await asStaff(world, 'admin')
    root = await asStaff(world, 'root')
  })
  after(() => world.close())

  const tree = async (who = admin) => (await who.get('/org-units/tree')).body.items as UnitNode[]
  const node = async (code: string) => (await tree()).find((one) => one.code === code) ?? assert.fail(`no ${code}`)
  const done = (response: { status: number; body: object }, status = 200) =>
    assert.equal(response.status, status, JSON.stringify(response.body))
  const create = (code: string, parentCode: string, more: object = {}) =>
    admin.post('/org-units', { code, name: `测试${code}`, kind: 'station', parentCode, ...more })
  const move = async (code: string, parentCode: string) =>
    admin.post(`/org-units/${code}/move`, { parentCode, version: (await node(code)).version })

  it('counts households and people of each unit with everything below it', async () => {
    // EAST-1 has two households and the cashier, EAST-2 one; the station manager sits at EAST. WEST-1 has one household and one cashier.
    const seen = Object.fromEntries((await tree()).map(({ code, householdCount, staffCount }) => [code, [householdCount, staffCount]]))
    assert.deepEqual(seen, { DEMO: [4, 9], EAST: [3, 2], WEST: [1, 1], 'EAST-1': [2, 1], 'EAST-2': [1, 0], 'WEST-1': [1, 1] })
  })

  it('takes in a new station once, with its parent’s legal entity, and says what is wrong with another', async () => {
    const key = 'unit-twice-1'
    const first = await admin.post('/org-units', { code: ' east-9 ', name: '东九站', kind: 'station', parentCode: 'EAST' }, key)
    done(first, 201)
    const again = await admin.post('/org-units', { code: ' east-9 ', name: '东九站', kind: 'station', parentCode: 'EAST' }, key)
    assert.deepEqual([again.status, again.body], [201, { code: 'EAST-9' }])
    assert.equal((await node('EAST-9')).legalEntityCode, 'DEMO')
    refused(await create('EAST-9', 'EAST'), 409, 'UNIT_CODE_TAKEN')
    const bad = refused(await create('NORTH-9', 'NORTH', { legalEntityCode: 'OTHER' }), 422, 'INVALID')
    assert.deepEqual(faultsOf(bad), ['legalEntityCode', 'parentCode'])
    assert.deepEqual(
      faultsOf(refused(await admin.post('/org-units', { code: '!', name: '', kind: 'x', parentCode: '' }), 422, 'INVALID')),
      ['code', 'kind', 'name', 'parentCode'],
    )
  })

  it('renames what was seen, and nothing that has changed since', async () => {
    const { version } = await node('EAST-9')
    done(await admin.post('/org-units/EAST-9', { name: '东九供热站', legalEntityCode: 'DEMO', version }))
    refused(await admin.post('/org-units/EAST-9', { name: '别的名字', legalEntityCode: 'DEMO', version }), 409, 'UNIT_CHANGED')
    assert.equal((await node('EAST-9')).name, '东九供热站')
    const [row] = await auditRows(world, world.demo.tenantId, 'tenancy.unit.edit')
    assert.deepEqual(JSON.parse(row?.detail ?? ''), {
      before: { name: '东九站', legalEntity: 'DEMO' },
      after: { name: '东九供热站', legalEntity: 'DEMO' },
    })
  })

  it('moves a unit with all below it, and everybody’s view follows', async () => {
    done(await create('WEST-9', 'WEST'), 201)
    done(await move('EAST-9', 'DEMO'))
    assert.equal((await node('EAST-9')).parentCode, 'DEMO')
    const manager = await asStaff(world, 'manager')
    const seen = (await manager.get('/org-units')).body.items as { code: string }[]
    assert.ok(!seen.some(({ code }) => code === 'EAST-9'), 'the branch it left sees it no more')
    done(await move('EAST-9', 'EAST'))
    const closure = await world.database.read((unit) =>
      unit.select<{ code: string; depth: number }>(
        `SELECT up.code, a.depth FROM org_unit_ancestors a JOIN org_units u ON u.id = a.unit_id JOIN org_units up ON up.id = a.ancestor_id
         WHERE u.code = 'EAST-9' ORDER BY a.depth`,
      ),
    )
    assert.deepEqual(
      closure.map(({ code, depth }) => [code, depth]),
      [
        ['EAST-9', 0],
        ['EAST', 1],
        ['DEMO', 2],
      ],
    )
    for (const [code, parent] of [
      ['EAST', 'EAST-1'],
      ['DEMO', 'EAST'],
      ['EAST-9', 'EAST'],
      ['EAST-1', 'EAST-2'],
    ] as const)
      assert.deepEqual(faultsOf(refused(await move(code, parent), 422, 'INVALID')), ['parentCode'], `${code} under ${parent}`)
  })

  it('takes over the new parent’s legal entity while nothing was posted', async () => {
    done(await move('EAST-9', 'WEST'))
    assert.equal((await node('EAST-9')).legalEntityCode, 'DEMO-WEST')
    done(await move('EAST-9', 'EAST'))
    const { name, version } = await node('EAST-9')
    done(await admin.post('/org-units/EAST-9', { name, legalEntityCode: 'DEMO-WEST', version }))
    assert.equal((await node('EAST-9')).legalEntityCode, 'DEMO-WEST')
  })

  it('keeps a unit with money in its legal entity, and lets it move inside that', async () => {
    const running = await runSystem(world, { logLevel: 'silent' })
    try {
      await billSeason(running, world.demo, plainRules(SEASON, '2027-02-13', '2026-09-01'))
    } finally {
      await running.stop()
    }
    refused(await move('EAST-1', 'WEST'), 409, 'UNIT_HAS_MONEY')
    const { name, version } = await node('EAST')
    refused(await admin.post('/org-units/EAST', { name, legalEntityCode: 'DEMO-WEST', version }), 409, 'UNIT_HAS_MONEY')
    assert.equal((await node('EAST-1')).legalEntityCode, 'DEMO')
    done(await move('EAST-2', 'DEMO'))
    done(await move('EAST-2', 'EAST'))
  })

  it('does not take households away from the season they are recorded in', async () => {
    const { demo, tenancy, households } = world
    await tenancy.createSeason(demo.operator, { orgUnitCode: 'EAST', code: '2024-2025', startsOn: '2024-11-15', endsOn: '2025-03-15' })
    await households.openHouseholdSeason(demo.operator, {
      householdNo: '80010003',
      seasonCode: '2024-2025',
      areas: [
        { name: '住宅', grossMilliM2: 1000, billedMilliM2: 1000, customerClass: 'residential', priceType: 'area', provenance: '房产证' },
      ],
    })
    refused(await move('EAST-2', 'DEMO'), 409, 'UNIT_SEASON_ELSEWHERE')
  })

  it('takes an unused unit away, closes a used one, and lets nothing new into it', async () => {
    const end = (code: string) => admin.post(`/org-units/${code}/closing`, { reason: '机构调整' })
    refused(await end('EAST'), 409, 'UNIT_HAS_OPEN_CHILDREN')
    refused(await end('DEMO'), 409, 'UNIT_IS_TOP')
    assert.deepEqual((await end('EAST-9')).body, { code: 'EAST-9', ending: 'deleted' })
    assert.deepEqual((await end('EAST-2')).body, { code: 'EAST-2', ending: 'closed' })
    refused(await end('EAST-2'), 409, 'UNIT_CLOSED')
    assert.ok(!(await tree()).some(({ code }) => code === 'EAST-9'))
    assert.equal((await node('EAST-2')).closed, true)
    const posts = [{ orgUnitCode: 'EAST-2', roleCode: 'cashier' }]
    const invited = await root.post('/members', { name: 'late-comer', displayName: '后来的', posts })
    assert.deepEqual(faultsOf(refused(invited, 422, 'INVALID')), ['posts.0.orgUnitCode'])
    const late = flat('80010099', 'EAST-2', '测试癸')
    assert.equal(await codeOf(world.households.createHousehold(world.demo.operator, late)), 'INVALID')
    done(await admin.post('/org-units/EAST-2/reopening', {}))
    assert.equal((await node('EAST-2')).closed, false)
  })

  it('edits legal entities, whose code stays', async () => {
    const list = async () => (await root.get('/legal-entities')).body.items as LegalEntity[]
    const west = (await list()).find(({ code }) => code === 'DEMO-WEST') ?? assert.fail()
    assert.equal(west.unitCount, 3)
    const body = { name: '示例热力西部有限公司', taxNo: '91000000000000007H', version: west.version }
    done(await root.post('/legal-entities/DEMO-WEST', body))
    refused(await root.post('/legal-entities/DEMO-WEST', body), 409, 'LEGAL_ENTITY_CHANGED')
    assert.equal((await list()).find(({ code }) => code === 'DEMO-WEST')?.taxNo, '91000000000000007H')
    refused(await admin.post('/legal-entities', { code: 'X', name: 'x', taxNo: 'x' }), 403, 'FORBIDDEN')
    assert.deepEqual(faultsOf(refused(await root.post('/legal-entities', { code: '', name: '', taxNo: '1' }), 422, 'INVALID')), [
      'code',
      'name',
      'taxNo',
    ])
    refused(
      await root.post('/legal-entities', { code: 'DEMO', name: '又一个', taxNo: '91000000000000007H' }),
      409,
      'LEGAL_ENTITY_CODE_TAKEN',
    )
  })
})
