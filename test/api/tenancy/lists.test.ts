import assert from 'node:assert/strict'
import request from 'supertest'
import type { OrgUnit, Season } from '../../../shared/contracts/tenancy.ts'
import { asStaff, refused } from '../../support/api.ts'
import { buildWorld, SEASON, type World } from '../../support/world.ts'

describe('units and seasons as staff see them', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    await world.tenancy.createSeason(world.demo.operator, {
      orgUnitCode: 'DEMO',
      code: '2025-2026',
      startsOn: '2025-11-15',
      endsOn: '2026-03-15',
      state: 'closed',
    })
    await world.tenancy.createSeason(world.demo.operator, {
      orgUnitCode: 'WEST',
      code: SEASON,
      startsOn: '2026-11-01',
      endsOn: '2027-03-31',
    })
  })
  after(() => world.close())

  const units = async (name: string, company = world.demo) =>
    (await (await asStaff(world, name, company)).get('/org-units')).body.items as OrgUnit[]
  const seasons = async (name: string) => (await (await asStaff(world, name)).get('/seasons')).body.items as Season[]

  it('parents come before their children, each with its legal entity', async () => {
    assert.deepEqual(
      (await units('admin')).map(({ code, parentCode, legalEntity }) => [code, parentCode, legalEntity]),
      [
        ['DEMO', null, '示例热力有限公司'],
        ['EAST', 'DEMO', '示例热力有限公司'],
        ['WEST', 'DEMO', '示例热力西区有限公司'],
        ['EAST-1', 'EAST', '示例热力有限公司'],
        ['EAST-2', 'EAST', '示例热力有限公司'],
        ['WEST-1', 'WEST', '示例热力西区有限公司'],
      ],
    )
  })

  it('whoever sits at a branch sees that branch as the top and no sibling', async () => {
    assert.deepEqual(
      (await units('manager')).map(({ code, parentCode }) => [code, parentCode]),
      [
        ['EAST', null],
        ['EAST-1', 'EAST'],
        ['EAST-2', 'EAST'],
      ],
    )
  })

  it('another company’s units are never there', async () => {
    assert.deepEqual(
      (await units('admin', world.other)).map(({ code }) => code),
      ['OTHER', 'NORTH', 'NORTH-1', 'NORTH-2'],
    )
  })

  it('seasons come newest first: one’s own, those above, those below, no sibling’s', async () => {
    const own = (items: readonly Season[]) => items.map(({ code, orgUnit }) => `${code} ${orgUnit}`)
    assert.deepEqual(own(await seasons('admin')), ['2026-2027 DEMO', '2026-2027 WEST', '2025-2026 DEMO'])
    assert.deepEqual(own(await seasons('cashier')), ['2026-2027 DEMO', '2025-2026 DEMO'])
    assert.deepEqual(own(await seasons('cashier-west')), ['2026-2027 DEMO', '2026-2027 WEST', '2025-2026 DEMO'])
  })

  it('both need sign-in and nothing more', async () => {
    for (const path of ['/api/staff/org-units', '/api/staff/seasons']) {
      refused(await request(world.app).get(path), 401, 'SIGN_IN_NEEDED')
      refused(await request(world.app).get(path).set('Authorization', 'Bearer not.a.token'), 401, 'SIGN_IN_NEEDED')
    }
    assert.equal((await units('leader')).length, 6)
  })
})
