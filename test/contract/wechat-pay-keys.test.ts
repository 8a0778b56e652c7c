import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'
import { certificateMerchant, openShop, publicKeyMerchant, raw } from './wechat-pay-world.ts'

describe('WeChat Pay: platform keys', () => {
  let simulator: WechatSimulator
  let serials: readonly [string, string]
  beforeEach(async function () {
    this.timeout(30_000)
    simulator = await startWechatSimulator()
    const config = JSON.parse(readFileSync(join(simulator.dir, 'simulator.json'), 'utf8')) as {
      platformKeys: { id: string; kind: string }[]
    }
    const [first, second] = config.platformKeys.filter(({ kind }) => kind === 'certificate').map(({ id }) => id)
    serials = [first ?? '', second ?? '']
  })
  afterEach(() => simulator.stop())

  const downloads = async () => (await simulator.control.requests()).certificates ?? 0

  it('mode certificate downloads the list once for twenty calls at the same time, and then never again', async () => {
    const shop = openShop(simulator)
    await Promise.all(Array.from({ length: 20 }, () => shop.prepay(certificateMerchant)))
    await shop.prepay(certificateMerchant)
    assert.equal(await downloads(), 1)
  })

  it('mode public-key never downloads, whatever serial arrives', async () => {
    const shop = openShop(simulator)
    const { prepayId } = await shop.prepay(publicKeyMerchant)
    for (const tamper of ['header-serial', 'serial-constructor'] as const) {
      const notice = await simulator.control.craft({ prepayId, tamper })
      assert.deepEqual(await shop.gateway.readNotice(publicKeyMerchant, raw(notice)), { kind: 'rejected', reason: 'unknown-key' })
    }
    assert.equal(await downloads(), 0)
  })

  it('unknown serials cause at most one download a minute', async () => {
    const shop = openShop(simulator)
    const { prepayId } = await shop.prepay(certificateMerchant)
    const forged = async () => {
      const notice = raw(await simulator.control.craft({ prepayId, tamper: 'header-serial' }))
      assert.deepEqual(await shop.gateway.readNotice(certificateMerchant, notice), { kind: 'rejected', reason: 'unknown-key' })
    }
    for (let count = 0; count < 10; count += 1) await forged()
    assert.equal(await downloads(), 1)
    shop.clock.offsetMs = 61_000
    await Promise.all(Array.from({ length: 10 }, forged))
    assert.equal(await downloads(), 2)
  })

  it('an old recording with an unknown serial costs no download at all', async () => {
    const shop = openShop(simulator)
    const notice = await simulator.control.craft({ ...certificateMerchantApp, tamper: 'header-serial', timestampOffsetSeconds: -400 })
    assert.deepEqual(await shop.gateway.readNotice(certificateMerchant, raw(notice)), { kind: 'rejected', reason: 'stale' })
    assert.equal(await downloads(), 0)
  })

  it('a new certificate is taken up by itself, and one off the list is trusted no more', async () => {
    const shop = openShop(simulator)
    await simulator.control.listCertificates([serials[0]])
    const { prepayId } = await shop.prepay(certificateMerchant)
    await simulator.control.usePlatformKey(certificateMerchant.mchId, serials[1])
    await simulator.control.listCertificates([serials[1]])
    const notice = raw(await simulator.control.craft({ prepayId }))
    // within the first minute we do not ask again: the platform will repeat the notice
    assert.deepEqual(await shop.gateway.readNotice(certificateMerchant, notice), { kind: 'rejected', reason: 'unknown-key' })
    shop.clock.offsetMs = 61_000
    assert.equal((await shop.gateway.readNotice(certificateMerchant, notice)).kind, 'payment')
    await simulator.control.usePlatformKey(certificateMerchant.mchId, serials[0])
    const old = raw(await simulator.control.craft({ prepayId }))
    assert.deepEqual(await shop.gateway.readNotice(certificateMerchant, old), { kind: 'rejected', reason: 'unknown-key' })
  })

  it('a certificate outside its validity is not trusted', async () => {
    const shop = openShop(simulator)
    const { prepayId } = await shop.prepay(certificateMerchant)
    // the platform certificate of the set-up ends with 2059
    await simulator.control.setClock('2060-01-02T00:00:00Z')
    shop.clock.offsetMs = Date.UTC(2060, 0, 2) - Date.now()
    const notice = raw(await simulator.control.craft({ prepayId }))
    assert.deepEqual(await shop.gateway.readNotice(certificateMerchant, notice), { kind: 'rejected', reason: 'unknown-key' })
  })

  it('a certificate list that is forged, unsigned, stale, late or not decryptable gives no key', async () => {
    for (const fault of ['bad-signature', 'body-changed', 'unsigned', 'stale', 'hang', 'unknown-serial'] as const) {
      const shop = openShop(simulator, { timeoutMs: 1500 })
      await simulator.control.spoilAnswers('certificates', fault)
      const result = await shop.gateway.createJsapiOrder(certificateMerchant, shop.order(certificateMerchant))
      assert.match(result.kind === 'unknown' ? result.reason : result.kind, /unknown key/, fault)
    }
    const merchants = simulator.paySettings().merchants.map((merchant) => ({ ...merchant, apiV3Key: '0'.repeat(32) }))
    const shop = openShop(simulator, { merchants })
    const result = await shop.gateway.createJsapiOrder(certificateMerchant, shop.order(certificateMerchant))
    assert.match(result.kind === 'unknown' ? result.reason : result.kind, /unknown key/)
  })

  it('while a merchant changes over, a public key and certificates are trusted side by side', async () => {
    const [byKey, byCertificate] = simulator.paySettings().merchants
    assert.ok(byKey && byCertificate)
    const shop = openShop(simulator, { merchants: [{ ...byCertificate, platformKeys: byKey.platformKeys }] })
    const { prepayId } = await shop.prepay(certificateMerchant)
    for (const id of [byKey.platformKeys[0]?.id ?? '', serials[0]]) {
      await simulator.control.usePlatformKey(certificateMerchant.mchId, id)
      const notice = await simulator.control.craft({ prepayId })
      assert.equal(notice.headers['wechatpay-serial'], id)
      assert.equal((await shop.gateway.readNotice(certificateMerchant, raw(notice))).kind, 'payment')
    }
  })
})

const certificateMerchantApp = { mchId: certificateMerchant.mchId, appId: 'wx00000000000000b1' }
