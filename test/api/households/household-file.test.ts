import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import request from 'supertest'
import { readHouseholdFile } from '../../../server/src/reports/household-file.ts'
import type { HouseholdFile } from '../../../shared/contracts/households.ts'
import { asStaff, auditRows, faultsOf, refused } from '../../support/api.ts'
import { buildWorld, flat, SEASON, type World } from '../../support/world.ts'

const REASON = { reason: '用户来电核对电话' }

describe('the file of one household', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  const file = async (householdNo: string, name = 'cashier') => {
    const response = await (await asStaff(world, name)).get(`/households/${householdNo}`)
    assert.equal(response.status, 200, JSON.stringify(response.body))
    return response.body as HouseholdFile
  }

  it('shows who, where, its seasons with every area, and its history', async () => {
    const { changes, seasons, record, ...head } = await file('80010002')
    assert.deepEqual(head, {
      householdNo: '80010002',
      customer: { kind: 'firm', name: '样例餐饮有限公司', phone: '****02', otherPhones: null, idNo: null },
      place: { community: '长安商城', building: 'A座', entrance: '2单元', floor: null, room: '002' },
      recordVersion: 1,
      address: '长安商城 A座 2单元 002室',
      orgUnit: { code: 'EAST-1', name: '东一供热站' },
      balanceFen: 0,
      bindings: [],
    })
    assert.deepEqual([record.agencyAllowed, record.cardHolder, record.contractNo, record.substation], [true, false, null, null])
    assert.equal(seasons.length, 1)
    assert.equal(seasons[0]?.seasonCode, SEASON)
    assert.deepEqual(
      seasons[0]?.areas.map(({ areaNo, name, billedMilliM2, heightMm }) => [areaNo, name, billedMilliM2, heightMm]),
      [
        [1, '商铺', 120_000, 5_000],
        [2, '阁楼', 15_125, null],
      ],
    )
    assert.deepEqual(new Set(changes.map(({ what }) => what)), new Set(['建档', '登记年度资料']))
    const opened = changes.find(({ what }) => what === '登记年度资料')
    assert.equal(opened?.after, '面积 商铺 120.00 ㎡、阁楼 15.125 ㎡；年度 2026-2027；状态 用热')
    assert.equal(opened?.actor, '系统初始化')
  })

  it('masks people', async () => {
    const { customer, changes } = await file('80010001')
    assert.deepEqual(customer, { kind: 'person', name: '测*', phone: '138****0001', otherPhones: null, idNo: null })
    assert.ok(!JSON.stringify(changes).includes('测试甲'))
  })

  it('is found by its card number however it is written', async () => {
    const customer = { kind: 'person', name: '测试' } as const
    await world.households.createHousehold(world.demo.operator, flat('B-7001', 'EAST-1', '测试', { customer }))
    assert.equal((await file('b-7001')).customer.phone, null)
    refused(await (await asStaff(world, 'cashier')).get('/households/%20'), 404, 'NOT_FOUND')
  })

  it('says the same of a household that does not exist, another company’s and a sibling branch’s', async () => {
    const api = await asStaff(world, 'cashier')
    const words = new Set<string>()
    for (const householdNo of ['99999999', '90010001', '80020001', 'x!', "1' OR '1'='1"]) {
      words.add(
        refused(await api.get(`/households/${encodeURIComponent(householdNo)}`), 404, 'NOT_FOUND').detail.replace(/没有找到\S*?，/, ''),
      )
    }
    assert.equal(words.size, 1)
    assert.equal((await file('80020001', 'cashier-west')).householdNo, '80020001')
  })

  it('another company’s household of the same number is not this one', async () => {
    const theirs = (await (await asStaff(world, 'cashier', world.other)).get('/households/80010001')).body as HouseholdFile
    assert.equal(theirs.orgUnit.code, 'NORTH-1')
    assert.equal((await file('80010001')).orgUnit.code, 'EAST-1')
  })

  it('needs sign-in and the right', async () => {
    refused(await request(world.app).get('/api/staff/households/80010001'), 401, 'SIGN_IN_NEEDED')
    refused(await (await asStaff(world, 'leader')).get('/households/80010001'), 403, 'FORBIDDEN')
  })

  it('takes four statements', async () => {
    const statements: string[] = []
    await readHouseholdFile(world.reopen({ onStatement: (sql) => statements.push(sql) }))(world.demo.operator, '80010002')
    assert.equal(statements.filter((sql) => sql.startsWith('SELECT')).length, 4)
  })

  describe('unmasking', () => {
    const unmasks = () => auditRows(world, world.demo.tenantId, 'audit.personal.unmask')

    it('shows the whole name and phone for a reason, and writes down who looked and why', async () => {
      const response = await (await asStaff(world, 'admin')).post('/households/80010001/unmask', REASON)
      assert.equal(response.status, 200)
      assert.deepEqual(response.body, { name: '测试甲', phone: '13880010001', otherPhones: null, idNo: null })
      const [row] = await unmasks()
      assert.deepEqual(
        { actor: row?.actorName, no: row?.subjectNo, detail: row?.detail },
        { actor: '测试admin(admin)', no: '80010001', detail: '{"reason":"用户来电核对电话"}' },
      )
    })

    it('sent twice is one look and one row; another reason under the same key is refused', async () => {
      const before = (await unmasks()).length
      const api = await asStaff(world, 'admin')
      const key = randomUUID()
      const [first, second] = [
        await api.post('/households/80010003/unmask', REASON, key),
        await api.post('/households/80010003/unmask', REASON, key),
      ]
      assert.deepEqual(second.body, first.body)
      assert.equal(second.get('Idempotency-Hit'), 'true')
      assert.equal((await unmasks()).length, before + 1)
      refused(await api.post('/households/80010003/unmask', { reason: '别的原因' }, key), 409, 'IDEMPOTENCY_MISMATCH')
    })

    it('keeps no copy of the answer', async () => {
      const rows = await world.database.read((unit) => unit.select<{ answer: string | null }>('SELECT answer FROM idempotency_keys'))
      assert.ok(rows.length > 0)
      assert.ok(rows.every(({ answer }) => !answer?.includes('测试') && !answer?.includes('138')))
    })

    it('needs sign-in, the right, a key and a reason', async () => {
      refused(await request(world.app).post('/api/staff/households/80010001/unmask').send(REASON), 401, 'SIGN_IN_NEEDED')
      refused(await (await asStaff(world, 'cashier')).post('/households/80010001/unmask', REASON), 403, 'FORBIDDEN')
      const api = await asStaff(world, 'admin')
      refused(await api.post('/households/80010001/unmask', REASON, null), 400, 'IDEMPOTENCY_KEY_NEEDED')
      const problem = refused(await api.post('/households/80010001/unmask', { reason: ' ' }), 422, 'INVALID')
      assert.deepEqual(faultsOf(problem), ['reason'])
    })

    it('does not reach another company’s household, nor a sibling branch’s, and then writes nothing down', async () => {
      const { staff, demo } = world
      await staff.createStaff(demo.operator, {
        name: 'admin-east',
        displayName: '东区管理员',
        password: 'Warm-Winter-2026',
        posts: [{ orgUnitCode: 'EAST', roleCode: 'admin' }],
      })
      const before = (await unmasks()).length
      refused(await (await asStaff(world, 'admin')).post('/households/90010001/unmask', REASON), 404, 'NOT_FOUND')
      refused(await (await asStaff(world, 'admin-east')).post('/households/80020001/unmask', REASON), 404, 'NOT_FOUND')
      assert.equal((await unmasks()).length, before)
    })
  })
})
