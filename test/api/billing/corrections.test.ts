import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Correction } from '../../../shared/contracts/billing/corrections.ts'
import type { HouseholdFile } from '../../../shared/contracts/households.ts'
import { asStaff, auditRows, faultsOf, refused, type StaffApi } from '../../support/api.ts'
import { rowsOf } from '../../support/database-rows.ts'
import { engines } from '../../support/engines.ts'
import { plainRules, publishRules } from '../../support/system.ts'
import { buildWorld, SEASON, type World } from '../../support/world.ts'

const HOME = '/households/80010001'
const REASON = '实测面积与登记不符'

for (const engine of engines) {
  describe(`changes of facts after a bill, by HTTP on ${engine}`, () => {
    let world: World
    let admin: StaffApi
    before(async function () {
      this.timeout(60_000)
      world = await buildWorld({ engine })
      const { operator, code } = world.demo
      await publishRules({ system: world } as never, world.demo, plainRules(SEASON, '2027-01-31', '2026-09-01'))
      await world.billing.startBillingRun(operator, { seasonCode: SEASON, orgUnit: code, mode: 'post' })
      await world.worker.drain()
      admin = await asStaff(world, 'admin')
    })
    after(async () => {
      await world.billing.stop()
      await world.close()
    })

    it('say every fault at once, and refuse what the season or the row cannot be', async () => {
      const bad = { seasonCode: '26', areas: [{ areaNo: 0, billedMilliM2: -1, status: 'warm' }], reason: '', seenOwedFen: 0.5 }
      assert.deepEqual(faultsOf(refused(await admin.post(`${HOME}/area-change`, bad), 422, 'INVALID')), [
        'areas.0.areaNo',
        'areas.0.billedMilliM2',
        'areas.0.status',
        'reason',
        'seasonCode',
        'seenBalanceFen',
        'seenOwedFen',
      ])
      const preview = (body: object) => admin.post(`${HOME}/area-change/preview`, { seasonCode: SEASON, ...body }, null)
      refused(await preview({ areas: [{ areaNo: 9, billedMilliM2: 1_000 }] }), 422, 'INVALID')
      refused(await preview({ areas: [{ areaNo: 1, more: { publicShareMilliM2: 1 }, insideMilliM2: 40_000 }] }), 422, 'INVALID')
      refused(await preview({ areas: [{ areaNo: 1, billedMilliM2: 46_570 }] }), 422, 'NOTHING_CHANGED')
      refused(await admin.post(`${HOME}/area-change/preview`, { seasonCode: '2020-2021', areas: [{ areaNo: 1 }] }, null), 404, 'NOT_FOUND')
      refused(await admin.post(`${HOME}/seasons/${SEASON}/bill/preview`, {}, null), 409, 'ALREADY_BILLED')
      refused(await admin.post(`${HOME}/seasons/${SEASON}/rebill/preview`, {}, null), 409, 'NOTHING_TO_CHANGE')
      assert.equal(await linesOf('80010001'), 1, 'a rehearsal leaves nothing behind')
    })

    it('are seen before they are posted, posted once, and told in history and log', async () => {
      // 40.00 m² × 20.50 = 820.00 instead of 954.69
      const areas = [{ areaNo: 1, billedMilliM2: 40_000, provenance: '现场测量' }]
      const seen = (await admin.post(`${HOME}/area-change/preview`, { seasonCode: SEASON, areas }, null)).body as Correction
      assert.deepEqual([seen.posted, seen.before.owedFen, seen.after.owedFen, seen.after.balanceFen], [true, 95_469, 82_000, 0])
      const body = { seasonCode: SEASON, areas, reason: REASON, seenOwedFen: 82_000, seenBalanceFen: 0 }
      const other = refused(await admin.post(`${HOME}/area-change`, { ...body, seenOwedFen: 81_999 }), 409, 'PREVIEW_CHANGED')
      assert.equal(other.facts?.owedFen, 82_000)
      const key = randomUUID()
      const posted = await admin.post(`${HOME}/area-change`, body, key)
      assert.deepEqual([posted.status, posted.body], [200, seen])
      assert.deepEqual((await admin.post(`${HOME}/area-change`, body, key)).body, seen)
      assert.equal(await linesOf('80010001'), 3)
      const file = (await admin.get(HOME)).body as HouseholdFile
      const [change] = file.changes
      assert.deepEqual([change?.what, change?.reason], ['变更面积', REASON])
      assert.match(`${change?.before} → ${change?.after}`, /46\.57.*→.*40\.00/)
      assert.equal((await auditRows(world, world.demo.tenantId, 'households.area.change')).length, 1)
    })

    it('of the holder wait until nothing is open, and end every binding', async () => {
      const west = '/households/80020001'
      const body = { kind: 'person', name: '测试新', phone: '138 0000 0009', reason: '房屋买卖' }
      const obstacle = refused(await admin.post(`${west}/holder-change`, body), 409, 'HOLDER_NOT_FREE')
      assert.match(obstacle.detail, /还有 954\.69 元未缴/)
      await world.households.createHousehold(world.demo.operator, {
        householdNo: '80019999',
        orgUnitCode: 'EAST-1',
        community: '青云里',
        building: '9号楼',
        entrance: '1单元',
        room: '101',
        customer: { kind: 'person', name: '测试旧' },
      })
      const free = (await admin.get('/households/80019999/holder-change')).body
      assert.deepEqual(free, { holder: '测*', obstacles: [], bindingCount: 0 })
      refused(await admin.post('/households/80019999/holder-change', { ...body, kind: 'ghost', name: '', reason: 'x' }), 422, 'INVALID')
      const done = await admin.post('/households/80019999/holder-change', body)
      assert.equal(done.status, 200, JSON.stringify(done.body))
      refused(await admin.post('/households/80019999/holder-change', { ...body, phone: '13800000009' }), 422, 'SAME_HOLDER')
      const found = (await admin.get('/households?search=13800000009')).body.items as { householdNo: string }[]
      assert.deepEqual(
        found.map(({ householdNo }) => householdNo),
        ['80019999'],
        'found by the new telephone',
      )
    })

    async function linesOf(householdNo: string): Promise<number> {
      const rows = await rowsOf(
        world.database,
        'SELECT l.id FROM bill_lines l JOIN households h ON h.id = l.household_id WHERE h.household_no = :householdNo AND h.tenant_id = :tenantId',
        { householdNo, tenantId: world.demo.tenantId },
      )
      return rows.length
    }
  })
}
