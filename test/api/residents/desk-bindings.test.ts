import assert from 'node:assert/strict'
import type { Page } from '../../../shared/contracts/fields.ts'
import type { BindingRow } from '../../../shared/contracts/residents/bindings.ts'
import { asStaff, auditRows, faultsOf, refused, type StaffApi } from '../../support/api.ts'
import { buildWorld, type World } from '../../support/world.ts'

const AT = Date.parse('2026-11-20T01:00:00Z')

describe('bindings at the desk', () => {
  let world: World
  let desk: StaffApi
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    await seed(world)
    desk = await asStaff(world, 'admin')
  })
  after(() => world.close())

  const list = async (search = '', who = desk) => (await who.get(`/bindings?pageSize=100${search}`)).body as Page<BindingRow>
  const numbers = async (search: string) => (await list(search)).items.map(({ bindingNo }) => bindingNo).sort()

  it('shows who has bound which home, masked', async () => {
    const { items, total } = await list()
    assert.equal(total, 3)
    assert.deepEqual(
      items.find(({ bindingNo }) => bindingNo === 'BIND1'),
      {
        bindingNo: 'BIND1',
        householdNo: '80010001',
        holderName: '测*',
        address: '青云里 3号楼 2单元 ***室',
        orgUnit: '东一供热站',
        residentNo: 'RES1',
        phone: '138****0001',
        platforms: ['wechat-mini', 'alipay-mini'],
        role: 'holder',
        state: 'active',
        boundAt: '2026-11-20T01:00:00.000Z',
      },
    )
    assert.ok(!JSON.stringify(items).includes('openid'))
  })

  it('is filtered by household, phone, platform, role and state', async () => {
    assert.deepEqual(await numbers('&household=8001'), ['BIND1', 'BIND2'])
    assert.deepEqual(await numbers('&phoneTail=0001'), ['BIND1'])
    assert.deepEqual(await numbers('&platform=alipay-mini'), ['BIND1'])
    assert.deepEqual(await numbers('&role=family'), ['BIND2'])
    assert.deepEqual(await numbers('&state=removed'), ['BIND3'])
    assert.deepEqual(faultsOf(refused(await desk.get('/bindings?phoneTail=1&role=x&state=y'), 422, 'INVALID')), [
      'phoneTail',
      'role',
      'state',
    ])
  })

  it('a station sees its own alone', async () => {
    assert.deepEqual(
      (await list('', await asStaff(world, 'cashier-west'))).items.map(({ bindingNo }) => bindingNo),
      ['BIND3'],
    )
    assert.equal((await list('', await asStaff(world, 'admin', world.other))).total, 0)
    refused(await (await asStaff(world, 'leader')).get('/bindings'), 403, 'FORBIDDEN')
  })

  it('is removed once, with a reason', async () => {
    const remove = (who: StaffApi, body: object = { reason: '房屋已出售' }, key?: string) => who.post('/bindings/BIND1/removal', body, key)
    refused(await remove(await asStaff(world, 'cashier')), 403, 'FORBIDDEN')
    refused(await remove(await asStaff(world, 'admin', world.other)), 404, 'NOT_FOUND')
    assert.deepEqual(faultsOf(refused(await remove(desk, { reason: ' ' }), 422, 'INVALID')), ['reason'])
    assert.deepEqual((await remove(desk, undefined, 'unbind-once-1')).body, { bindingNo: 'BIND1' })
    assert.deepEqual((await remove(desk, undefined, 'unbind-once-1')).body, { bindingNo: 'BIND1' })
    refused(await remove(desk), 409, 'BINDING_REMOVED')
    const [row] = await auditRows(world, world.demo.tenantId, 'residents.binding.remove')
    assert.deepEqual([row?.subjectNo, JSON.parse(row?.detail ?? '').reason], ['80010001', '房屋已出售'])
  })
})

async function seed({ database, demo }: World): Promise<void> {
  await database.write(async (unit) => {
    const rows = await unit.select<{ id: number; no: string }>(
      'SELECT id, household_no AS no FROM households WHERE tenant_id = :tenantId ORDER BY household_no',
      { tenantId: demo.tenantId },
    )
    const household = (no: string) => rows.find((row) => row.no === no)?.id ?? 0
    const insert = (table: string, row: Record<string, string | number | null>) =>
      unit.execute(
        `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
          .map((name) => `:${name}`)
          .join(', ')})`,
        row,
      )
    const common = { version: 1, created_at: AT }
    for (const id of [901, 902]) await insert('residents', { id, resident_no: `RES${id - 900}`, state: 'active', ...common })
    const identity = (id: number, resident_id: number, platform: string, phone: string | null) =>
      insert('resident_identities', { id, resident_id, platform, app_id: `app-${id}`, openid: `openid-${id}`, phone, ...common })
    await identity(901, 901, 'wechat-mini', null)
    await identity(902, 901, 'alipay-mini', '13800000001')
    await identity(903, 902, 'wechat-official', null)
    const bind = (id: number, resident_id: number, no: string, role: string, state: string) =>
      insert('bindings', {
        id: 900 + id,
        tenant_id: demo.tenantId,
        binding_no: `BIND${id}`,
        resident_id,
        household_id: household(no),
        role,
        state,
        consent_at: AT,
        ...common,
      })
    await bind(1, 901, '80010001', 'holder', 'active')
    await bind(2, 902, '80010003', 'family', 'active')
    await bind(3, 902, '80020001', 'payer', 'removed')
  })
}
