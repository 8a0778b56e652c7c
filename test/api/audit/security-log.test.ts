import assert from 'node:assert/strict'
import request from 'supertest'
import type { SecurityRow } from '../../../shared/contracts/audit/logs.ts'
import type { AuditRow } from '../../../shared/contracts/audit.ts'
import type { Page } from '../../../shared/contracts/fields.ts'
import { asStaff, auditRows, faultsOf, refused, type StaffApi } from '../../support/api.ts'
import { buildWorld, PASSWORD, type World } from '../../support/world.ts'

describe('the logs with their filters', () => {
  let world: World
  let auditor: StaffApi
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    const signIn = (name: string, password: string) =>
      request(world.app).post('/api/staff/sessions').send({ companyCode: 'DEMO', name, password })
    await signIn('cashier', 'Wrong-guess-1')
    const cashier = await asStaff(world, 'cashier')
    refused(await cashier.get('/journal-entries'), 403, 'FORBIDDEN')
    refused(await cashier.post('/billing-runs', {}), 403, 'FORBIDDEN')
    await (await asStaff(world, 'admin')).post('/households/80010003/unmask', { reason: '核对户主电话' })
    // 2026-11-23 in Shanghai.
    world.clock.advance(30 * 3_600_000)
    await signIn('cashier-west', PASSWORD)
    auditor = await asStaff(world, 'auditor')
  })
  after(() => world.close())

  const security = async (search: string, who = auditor) => (await who.get(`/security-log?pageSize=100${search}`)).body as Page<SecurityRow>
  const operations = async (search: string) => (await auditor.get(`/audit-log?pageSize=100${search}`)).body as Page<AuditRow>

  it('a refused act is written down with the right it lacked', async () => {
    const { items } = await security('&event=permission.refused')
    assert.deepEqual(items.map(({ subject, detail }) => [subject, detail.permission, detail.act]).sort(), [
      ['测试cashier(cashier)', 'billing.run.preview', 'POST /api/staff/billing-runs'],
      ['测试cashier(cashier)', 'ledger.entry.view', 'GET /api/staff/journal-entries'],
    ])
  })

  it('is filtered by person, event and days, the last one included', async () => {
    assert.equal((await security('&event=sign-in.refused&actor=cashier')).total, 1)
    const days = async (search: string) => (await security(`&event=sign-in.in&actor=cashier${search}`)).items.map(({ subject }) => subject)
    assert.deepEqual(await days('&from=2026-11-23'), ['DEMO/cashier-west'])
    assert.deepEqual(await days('&to=2026-11-22'), ['DEMO/cashier'])
    assert.deepEqual(await days('&from=2026-11-22&to=2026-11-23'), ['DEMO/cashier-west', 'DEMO/cashier'])
    assert.deepEqual(faultsOf(refused(await auditor.get('/security-log?from=x&to=y&page=0'), 422, 'INVALID')), ['from', 'page', 'to'])
  })

  it('belongs to the company: a branch’s auditor and another company see nothing of it', async () => {
    await world.staff.createStaff(world.demo.operator, {
      name: 'auditor-east',
      displayName: '东区审计',
      password: PASSWORD,
      posts: [{ orgUnitCode: 'EAST', roleCode: 'auditor' }],
    })
    assert.equal((await security('', await asStaff(world, 'auditor-east'))).total, 0)
    const theirs = await security('', await asStaff(world, 'root', world.other))
    assert.ok(theirs.total > 0 && theirs.items.every(({ subject }) => !subject.startsWith('DEMO')))
    refused(await (await asStaff(world, 'leader')).get('/security-log'), 403, 'FORBIDDEN')
  })

  it('operations are filtered by day, kind of thing and household', async () => {
    assert.equal((await operations('&household=80010003&action=audit.personal.unmask')).total, 1)
    const ofHousehold = await operations('&household=80010003')
    assert.ok(ofHousehold.items.every(({ subjectNo }) => subjectNo === '80010003'))
    assert.ok((await operations('&subjectKind=org-unit')).items.every(({ subjectKind }) => subjectKind === 'org-unit'))
    assert.equal((await operations('&to=2026-11-21')).total, 0)
    assert.equal((await operations('&from=2026-11-22&to=2026-11-23')).total, (await operations('')).total)
    assert.ok((await operations('&to=2026-11-22')).total < (await operations('')).total)
  })

  it('are exported as filtered, and the export is itself an operation', async () => {
    const response = await auditor.post('/exports/audit-log', { filter: { household: '80010003' } }, null)
    assert.equal(response.status, 200)
    assert.match(response.headers['content-disposition'] ?? '', /attachment/)
    const [row] = await auditRows(world, world.demo.tenantId, 'audit.export.run')
    assert.deepEqual(JSON.parse(row?.detail ?? ''), { filter: { household: '80010003' } })
    refused(await (await asStaff(world, 'root')).post('/exports/audit-log', { filter: {} }, null), 403, 'FORBIDDEN')
    refused(await auditor.post('/exports/audit-log', { filter: { from: 'x' } }, null), 422, 'INVALID')
  })
})
