import assert from 'node:assert/strict'
import { privacyVersion } from '../../../shared/access/privacy.ts'
import type { Home, Me, MyData } from '../../../shared/contracts/residents.ts'
import { auditRows, refused, securityEvents } from '../../support/api.ts'
import { MORNING } from '../../support/database.ts'
import { asResident, byName, type ResidentApi } from '../../support/resident-api.ts'
import { startWechatSimulator, type WechatSimulator } from '../../support/simulators.ts'
import { buildWorld, type World } from '../../support/world.ts'

describe('a resident’s own account', () => {
  let simulator: WechatSimulator
  let world: World
  before(async function () {
    this.timeout(60_000)
    simulator = await startWechatSimulator()
    world = await buildWorld({ wechatLogin: simulator.loginSettings() })
  })
  after(async () => {
    await world.close()
    await simulator.stop()
  })

  const resident = (person: string) => asResident(world, simulator, person)
  const homesOf = async (api: ResidentApi) => (await api.get('/homes')).body.items as Home[]
  const privacyOf = async (api: ResidentApi) => ((await api.get('/me')).body as Me).privacy

  it('says which wording was agreed to, and when; binding agrees to the one that was shown', async () => {
    const api = await resident('person-1')
    assert.deepEqual(await privacyOf(api), { version: privacyVersion, agreedVersion: null, agreedAt: null })
    refused(await api.post('/bindings', byName('80010001', '测试甲', { privacyVersion: '2020-01-01' })), 409, 'PRIVACY_CHANGED')
    assert.equal((await api.post('/bindings', byName('80010001', '测试甲', { privacyVersion }))).status, 201)
    const agreedAt = new Date(MORNING).toISOString()
    assert.deepEqual(await privacyOf(api), { version: privacyVersion, agreedVersion: privacyVersion, agreedAt })
    world.clock.advance(60_000)
    await api.post('/bindings', byName('80010003', '测试丙', { privacyVersion }))
    assert.equal((await privacyOf(api)).agreedAt, agreedAt, 'agreeing again to the same wording is nothing new')
  })

  it('taking the consent back gives every home up, and can be done again without harm', async () => {
    const api = await resident('person-2')
    await api.post('/bindings', byName('80010001', '测试甲'))
    await api.post('/bindings', byName('80010003', '测试丙'))
    const removedBefore = (await auditRows(world, world.demo.tenantId, 'residents.binding.remove')).length
    assert.equal((await api.post('/consents/withdrawal', {})).status, 204)
    assert.equal((await api.post('/consents/withdrawal', {})).status, 204)
    assert.deepEqual(await homesOf(api), [])
    assert.equal((await privacyOf(api)).agreedVersion, null)
    assert.equal((await auditRows(world, world.demo.tenantId, 'residents.binding.remove')).length, removedBefore + 2)
    refused(await api.post('/consents', { version: '2020-01-01' }), 409, 'PRIVACY_CHANGED')
    assert.equal((await api.post('/consents', { version: privacyVersion })).status, 204)
    const { consents } = (await api.post('/my-data', {})).body as MyData
    assert.deepEqual(
      consents.map(({ act }) => act),
      ['given', 'withdrawn', 'given'],
    )
  })

  it('names a home, takes the name away, and nobody else’s home', async () => {
    const api = await resident('person-3')
    const { bindingNo } = (await api.post('/bindings', byName('80010001', '测试甲'))).body as Home
    assert.equal((await api.post(`/bindings/${bindingNo}/label`, { label: '爸妈家' })).status, 204)
    assert.equal((await homesOf(api))[0]?.label, '爸妈家')
    assert.equal((await api.post(`/bindings/${bindingNo}/label`, { label: '' })).status, 204)
    assert.equal((await homesOf(api))[0]?.label, null)
    refused(await api.post(`/bindings/${bindingNo}/label`, { label: '名'.repeat(13) }), 422, 'INVALID')
    refused(await (await resident('person-4')).post(`/bindings/${bindingNo}/label`, { label: '我家' }), 404, 'NOT_FOUND')
    refused(await api.post(`/bindings/${bindingNo}/label`, { label: '我家' }, null), 400, 'IDEMPOTENCY_KEY_NEEDED')
  })

  it('leaves for good: homes, names, identities and sessions are gone, and who comes back is a stranger', async () => {
    const api = await resident('person-5')
    const second = await resident('person-5')
    await api.post('/bindings', byName('80010003', '测试丙', { label: '爸妈家' }))
    const { residentNo } = (await api.get('/me')).body as Me
    refused(await api.post('/account/deletion', { confirm: '好' }), 422, 'INVALID')
    assert.equal((await api.post('/account/deletion', { confirm: '注销' })).status, 204)
    for (const gone of [api, second]) refused(await gone.get('/homes'), 401, 'SIGN_IN_NEEDED')
    const living = await world.database.read((unit) =>
      unit.select(
        `SELECT s.id FROM sessions s JOIN residents r ON r.id = s.subject_id AND s.subject_kind = 'resident'
         WHERE r.resident_no = :residentNo AND s.state = 'active'`,
        { residentNo },
      ),
    )
    assert.deepEqual(living, [])
    const back = await resident('person-5')
    assert.deepEqual(await homesOf(back), [])
    assert.notEqual(((await back.get('/me')).body as Me).residentNo, residentNo)
    const [row] = await world.database.read((unit) =>
      unit.select<{ openid: string; unionid: string | null; label: string | null; state: string; rstate: string }>(
        `SELECT i.openid, i.unionid, b.label, b.state, r.state AS rstate FROM residents r JOIN resident_identities i ON i.resident_id = r.id
           JOIN bindings b ON b.resident_id = r.id WHERE r.resident_no = :residentNo`,
        { residentNo },
      ),
    )
    assert.match(row?.openid ?? '', /^gone:/)
    assert.deepEqual([row?.unionid, row?.label, row?.state, row?.rstate], [null, null, 'removed', 'deleted'])
    assert.ok((await securityEvents(world, 1)).includes('resident.deleted'))
  })
})
