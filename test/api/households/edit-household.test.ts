import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { EditHousehold } from '../../../shared/contracts/households/record.ts'
import type { HouseholdFile } from '../../../shared/contracts/households.ts'
import { asStaff, auditRows, faultsOf, refused } from '../../support/api.ts'
import { buildWorld, SEASON, type World } from '../../support/world.ts'

const HOME = '80010001'
/** Invented; its check digit is right: Σ weight × digit = 112, 112 mod 11 = 2, so X. */
const ID_NO = '11010119900101100X'

describe('the record of a household', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld({})
  })
  after(() => world.close())

  const file = async (householdNo = HOME) => (await (await asStaff(world, 'admin')).get(`/households/${householdNo}`)).body as HouseholdFile
  const edit = async (body: Partial<EditHousehold>, { name = 'admin', key = randomUUID(), householdNo = HOME } = {}) => {
    const recordVersion = body.recordVersion ?? (await file(householdNo)).recordVersion
    return (await asStaff(world, name)).post(`/households/${householdNo}/edit`, { reason: '用户来电更正', ...body, recordVersion }, key)
  }
  const found = async (search: string) =>
    (await (await asStaff(world, 'admin')).get(`/households?search=${encodeURIComponent(search)}`)).body.items.map(
      ({ householdNo }: { householdNo: string }) => householdNo,
    )

  it('changes only what is named and different, and tells it in Chinese, before and after', async () => {
    const record = { connectionType: '串联', agencyAllowed: false, contractNo: 'ht-9', connectedOn: '2012-10-15', substation: '东一换热站' }
    const response = await edit({ record: { ...record, cardHolder: false } })
    assert.deepEqual(
      response.body,
      { householdNo: HOME, recordVersion: 2, changed: Object.keys(record).toSorted() },
      JSON.stringify(response.body),
    )
    const { record: now, changes } = await file()
    assert.deepEqual(
      [now.connectionType, now.agencyAllowed, now.contractNo, now.connectedOn, now.substation, now.cardHolder],
      ['串联', false, 'HT-9', '2012-10-15', '东一换热站', false],
    )
    const change = changes.find(({ what }) => what === '修改资料')
    assert.equal(change?.after, '是否允许代收 否；入网时间 2012-10-15；分户类型 串联；合同编号 HT-9；换热站 东一换热站')
    assert.equal(change?.before, '是否允许代收 是；入网时间 无；分户类型 无；合同编号 无；换热站 无')
    assert.equal(change?.reason, '用户来电更正')
    refused(await edit({ record: { connectionType: '串联' } }), 422, 'NOTHING_CHANGED')
  })

  it('replaces names and telephones nobody was shown, keeps history masked, and the search follows', async () => {
    const response = await edit({
      customer: { name: '㐂样𠮷', phone: '139 2222-3333', otherPhones: '029-88880001, 13800000002' },
      place: { room: '1501' },
    })
    assert.equal(response.status, 200, JSON.stringify(response.body))
    const { customer, address, changes } = await file()
    assert.deepEqual(
      [customer.name, customer.phone, customer.otherPhones, address],
      ['㐂*', '139****3333', '****01、138****0002', '青云里 3号楼 2单元 1501室'],
    )
    const said = JSON.stringify(changes)
    for (const whole of ['㐂样𠮷', '测试甲', '13922223333', '13880010001']) assert.ok(!said.includes(whole), whole)
    for (const [row] of [await auditRows(world, world.demo.tenantId, 'households.record.edit')].map((rows) => rows.slice(-1)))
      assert.ok(row && !row.detail.includes('13922223333'))
    assert.deepEqual(await found('13922223333'), [HOME])
    assert.deepEqual(await found('㐂样'), [HOME])
    assert.deepEqual(await found('3-2-1501'), [HOME])
    assert.deepEqual(await found('13880010001'), [])
    const whole = await (await asStaff(world, 'admin')).post(`/households/${HOME}/unmask`, { reason: '核对电话' })
    assert.deepEqual(whole.body, { name: '㐂样𠮷', phone: '13922223333', otherPhones: '02988880001、13800000002', idNo: null })
  })

  it('keeps ID numbers encrypted, shows their mask, opens them for a reason', async () => {
    assert.equal((await edit({ customer: { idNo: ID_NO } })).status, 200)
    assert.equal((await file()).customer.idNo, '1****************X')
    const [row] = await world.database.read((unit) =>
      unit.select<{ cipher: string }>(`SELECT id_no_cipher AS cipher FROM customers WHERE id_no_mask IS NOT NULL`),
    )
    assert.match(row?.cipher ?? '', /^v1\.[\w-]+\.[\w-]+\.[\w-]+$/)
    assert.ok(!row?.cipher.includes(ID_NO))
    const whole = await (await asStaff(world, 'admin')).post(`/households/${HOME}/unmask`, { reason: '核对证件' })
    assert.equal(whole.body.idNo, ID_NO)
    const problem = refused(await edit({ customer: { idNo: '110101199001011001', phone: 'x', name: ' ' } }), 422, 'INVALID')
    assert.deepEqual(faultsOf(problem), ['customer.idNo', 'customer.name', 'customer.phone'])
    assert.equal((await edit({ customer: { idNo: null } })).status, 200)
    assert.equal((await file()).customer.idNo, null)
  })

  it('refuses what somebody else has changed meanwhile, and is safe to send twice', async () => {
    const { recordVersion } = await file()
    const key = randomUUID()
    const body = { recordVersion, record: { heatingMode: '地暖' } }
    const [first, second] = [await edit(body, { key }), await edit(body, { key })]
    assert.deepEqual([first.status, second.status, second.body.recordVersion], [200, 200, first.body.recordVersion])
    refused(await edit({ recordVersion, record: { heatingMode: '散热器' } }), 409, 'RECORD_CHANGED')
  })

  it('is changed by those who may, in their own units', async () => {
    refused(await edit({ record: { heatingMode: '散热器' } }, { name: 'cashier' }), 403, 'FORBIDDEN')
    refused(await edit({ record: { heatingMode: '散热器' } }, { name: 'manager', householdNo: '80020001' }), 404, 'NOT_FOUND')
    refused(await edit({ record: { holderName: '不认识' } } as never), 422, 'INVALID')
  })

  it('is created with everything it has, found at once, and never twice', async () => {
    const body = {
      householdNo: 'n-7001',
      orgUnitCode: 'EAST-1',
      community: '新样小区',
      building: '1号楼',
      entrance: '1单元',
      floor: '3',
      room: '301',
      customer: { kind: 'person', name: '样例新户', phone: '13700000001', otherPhones: '13700000002', idNo: ID_NO },
      record: { subType: '住宅', payingOrg: '样例机关', contractSigned: true, connectedSeason: '2010-2011', cardHolder: true },
      season: {
        seasonCode: SEASON,
        areas: ['住宅', '阁楼'].map((name) => ({
          name,
          grossMilliM2: 90_000,
          billedMilliM2: 90_000,
          customerClass: 'residential',
          priceType: '按面积',
          provenance: '房产证',
        })),
      },
    }
    const api = await asStaff(world, 'admin')
    const key = randomUUID()
    const [first, again] = [await api.post('/households', body, key), await api.post('/households', body, key)]
    assert.deepEqual([first.status, first.body, again.status, again.body], [201, { householdNo: 'N-7001' }, 201, { householdNo: 'N-7001' }])
    const created = await file('N-7001')
    assert.equal(created.seasons[0]?.areas.length, 2)
    assert.deepEqual(
      [created.record.payingOrg, created.record.contractSigned, created.customer.idNo],
      ['样例机关', true, '1****************X'],
    )
    assert.deepEqual(await found('13700000001'), ['N-7001'])
    refused(await api.post('/households', body), 409, 'HOUSEHOLD_NO_TAKEN')
    const problem = refused(await api.post('/households', { ...body, householdNo: '!', customer: { kind: 'x' } }), 422, 'INVALID')
    assert.deepEqual(faultsOf(problem), ['customer.kind', 'customer.name', 'householdNo'])
    refused(await (await asStaff(world, 'cashier')).post('/households', body), 403, 'FORBIDDEN')
    const abroad = { ...body, householdNo: 'N-7002', customer: { kind: 'person', name: '测试' } }
    const theirs = refused(await (await asStaff(world, 'admin', world.other)).post('/households', abroad), 422, 'INVALID')
    assert.deepEqual(faultsOf(theirs), ['orgUnitCode'], 'a unit of another company is nowhere')
  })
})
