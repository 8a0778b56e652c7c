import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import WxPay from 'wechatpay-node-v3'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'
import { appOf, certificateMerchant, openShop, partnerMerchant, publicKeyMerchant, raw, type Shop } from './wechat-pay-world.ts'

describe('WeChat Pay simulator: the platform behaves as documented', () => {
  let simulator: WechatSimulator
  let shop: Shop
  before(async function () {
    this.timeout(30_000)
    simulator = await startWechatSimulator()
    shop = openShop(simulator)
  })
  after(() => simulator.stop())

  const noticesOf = async (prepayId: string) => (await simulator.control.notices(prepayId)).notices
  const tradeOf = async (prepayId: string) => (await simulator.book()).trades.find((trade) => trade.prepayId === prepayId)

  it('any order can be made to misbehave by its number, before or after it is placed', async () => {
    const order = shop.order(publicKeyMerchant)
    await simulator.control.behave(order.orderNo, 'declined')
    const { prepayId } = await shop.prepay(publicKeyMerchant, order)
    assert.equal((await simulator.control.pay({ prepayId })).shown, 'failed')
    await simulator.control.behave(order.orderNo, 'normal')
    assert.equal((await simulator.control.pay({ mchId: publicKeyMerchant.mchId, outTradeNo: order.orderNo })).shown, 'ok')
  })

  it('takes no money after time_expire, to the second, unless forced to', async () => {
    const expiresAt = Math.floor(Date.now() / 1000) * 1000 + 60_000
    const { prepayId } = await shop.prepay(publicKeyMerchant, { expiresAt })
    assert.equal((await simulator.control.pay({ prepayId }, { succeededAt: expiresAt + 1 })).shown, 'failed')
    const forced = await simulator.control.pay({ prepayId }, { succeededAt: expiresAt + 1000, forced: true })
    assert.deepEqual([forced.shown, Date.parse(forced.trade.paidAt ?? '')], ['ok', expiresAt + 1000])
    const inTime = await shop.prepay(publicKeyMerchant, { expiresAt })
    assert.equal((await simulator.control.pay({ prepayId: inTime.prepayId }, { succeededAt: expiresAt })).shown, 'ok')
  })

  it('pays an order once, however often 支付 is pressed', async () => {
    const { prepayId } = await shop.prepay(publicKeyMerchant)
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => simulator.control.pay({ prepayId })))
    assert.deepEqual(outcomes.map(({ shown }) => shown).sort(), [...Array(9).fill('failed'), 'ok'])
    assert.equal((await noticesOf(prepayId)).length, 1)
  })

  describe('verifies the parameters of the client', () => {
    const refusals: readonly [string, Record<string, unknown>, RegExp][] = [
      ['another app', { appId: 'wx00000000000000a2' }, /appId/],
      ['another time', { timeStamp: '1700000000' }, /签名/],
      ['a numeric time', { timeStamp: 1_700_000_000 }, /timeStamp/],
      ['another nonce', { nonceStr: 'other' }, /签名/],
      ['an unknown order', { package: 'prepay_id=wx0' }, /prepay_id/],
      ['a bare prepay id', { package: 'wx0' }, /prepay_id/],
      ['another signature type', { signType: 'MD5' }, /signType/],
      ['a broken signature', { paySign: 'AAAA' }, /签名/],
      ['no signature', { paySign: undefined }, /paySign/],
    ]
    for (const [name, changes, fault] of refusals) {
      it(`refuses ${name}`, async () => {
        const { prepayId } = await shop.prepay(publicKeyMerchant)
        const params = shop.gateway.signForClient(publicKeyMerchant, appOf[publicKeyMerchant.mchId], prepayId)
        const { errMsg, shown } = await simulator.control.requestPayment({ ...params, ...changes })
        assert.match(errMsg, fault)
        assert.equal(shown, 'refused')
        assert.equal((await tradeOf(prepayId))?.state, 'NOTPAY')
      })
    }

    it("refuses another merchant's signature", async () => {
      const { prepayId } = await shop.prepay(publicKeyMerchant)
      const params = shop.gateway.signForClient(certificateMerchant, appOf[publicKeyMerchant.mchId], prepayId)
      assert.match((await simulator.control.requestPayment(params)).errMsg, /签名/)
    })

    it('accepts a cancel and leaves the order open', async () => {
      const { prepayId } = await shop.prepay(partnerMerchant)
      const params = shop.gateway.signForClient(partnerMerchant, appOf[partnerMerchant.mchId], prepayId)
      assert.equal((await simulator.control.requestPayment(params, 'cancel')).errMsg, 'requestPayment:fail cancel')
      assert.equal((await tradeOf(prepayId))?.state, 'NOTPAY')
    })
  })

  it('agrees with an independent implementation: requests, client parameters, notice signature and decryption of wechatpay-node-v3', async () => {
    const [settings] = simulator.paySettings().merchants
    assert.ok(settings)
    class Independent extends WxPay {
      static learn(id: string, pem: string) {
        WxPay.certificates[id] = pem
      }
    }
    const { mchId, serialNo: serial_no, privateKeyPem, apiV3Key: key, platformKeys } = settings
    const appid = appOf[publicKeyMerchant.mchId]
    const pay = new Independent({
      appid,
      mchid: mchId,
      serial_no,
      publicKey: Buffer.from('unused'),
      privateKey: Buffer.from(privateKeyPem),
      key,
    })
    const send = async (method: string, url: string, headers: Record<string, string>, body?: unknown) => {
      const target = url.replace('https://api.mch.weixin.qq.com', simulator.url)
      const response = await fetch(target, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
      return { status: response.status, data: await response.json() }
    }
    pay.createHttp({
      get: (url, headers) => send('GET', url, headers),
      post: (url, body, headers) => send('POST', url, headers, body),
      upload: assert.fail,
    })
    const order = shop.order(publicKeyMerchant)
    const placed = await pay.transactions_jsapi({
      description: order.description,
      out_trade_no: order.orderNo,
      notify_url: order.notifyUrl,
      amount: { total: order.totalFen },
      payer: { openid: order.openid },
    })
    assert.equal(placed.status, 200, JSON.stringify(placed))
    assert.equal((await simulator.control.requestPayment(placed.data)).errMsg, 'requestPayment:ok')
    assert.equal((await pay.query({ out_trade_no: order.orderNo })).data.trade_state, 'SUCCESS')

    for (const { id, pem } of platformKeys) Independent.learn(id, pem)
    const { headers, body } = await simulator.control.craft({ mchId, outTradeNo: order.orderNo })
    const { resource } = JSON.parse(body) as { resource: { ciphertext: string; associated_data: string; nonce: string } }
    const signature = {
      timestamp: headers['wechatpay-timestamp'] ?? '',
      nonce: headers['wechatpay-nonce'] ?? '',
      serial: headers['wechatpay-serial'] ?? '',
      signature: headers['wechatpay-signature'] ?? '',
    }
    assert.equal(await pay.verifySign({ ...signature, body }), true)
    const text = pay.decipher_gcm<{ out_trade_no: string }>(resource.ciphertext, resource.associated_data, resource.nonce)
    assert.equal(text.out_trade_no, order.orderNo)
  })

  it('a request can be sent once only: its nonce is used up', async () => {
    const [settings] = simulator.paySettings().merchants
    const pay = new WxPay({
      appid: '',
      mchid: settings?.mchId ?? '',
      serial_no: settings?.serialNo ?? '',
      publicKey: Buffer.from('unused'),
      privateKey: Buffer.from(settings?.privateKeyPem ?? ''),
    })
    const path = `/v3/pay/transactions/out-trade-no/H0000001?mchid=${settings?.mchId}`
    const timestamp = String(Math.floor(Date.now() / 1000))
    const authorization = pay.getAuthorization('once', timestamp, pay.getSignature('GET', 'once', timestamp, path))
    const ask = async () => (await fetch(simulator.url + path, { headers: { authorization } })).status
    assert.deepEqual([await ask(), await ask()], [404, 401])
  })

  it('has real platform certificates, self-signed and valid', () => {
    for (const index of [1, 2]) {
      const certificate = new X509Certificate(readFileSync(join(simulator.dir, `platform/certificate-${index}.pem`)))
      assert.ok(certificate.verify(certificate.publicKey))
      assert.equal(certificate.serialNumber.length, 40)
      assert.match(certificate.subject, /platform certificate/)
    }
  })

  it('control endpoints refuse what came through a proxy, from a page, or under another name', async () => {
    const { prepayId } = await shop.prepay(publicKeyMerchant)
    const pay = (headers: Record<string, string>) =>
      fetch(`${simulator.url}/sim/wechat-pay/control/pay`, { method: 'POST', headers, body: JSON.stringify({ prepayId }) })
    for (const headers of [
      { 'x-forwarded-for': '127.0.0.1' },
      { forwarded: 'for=127.0.0.1' },
      { via: '1.1 door' },
      { origin: 'http://evil.example' },
    ])
      assert.equal((await pay(headers)).status, 403, JSON.stringify(headers))
    assert.equal((await tradeOf(prepayId))?.state, 'NOTPAY')
    const renamed = await new Promise((resolve) => {
      const headers = { host: 'rebound.example' }
      request(`${simulator.url}/sim/wechat-pay/control/notices/hold`, { method: 'POST', headers }, ({ statusCode }) =>
        resolve(statusCode),
      ).end()
    })
    assert.equal(renamed, 403)
    const bad = await fetch(`${simulator.url}/sim/wechat-pay/control/pay`, { method: 'POST', body: JSON.stringify({ prepayId: 'none' }) })
    assert.deepEqual([bad.status, await bad.json()], [400, { error: 'no such order' }])
  })

  it('refuses to start with NODE_ENV=production, or without a configuration', () => {
    const main = fileURLToPath(new URL('../../server/src/simulators/wechat-pay/main.ts', import.meta.url))
    const run = (args: string[], env: Record<string, string>) =>
      spawnSync(process.execPath, ['--import', 'tsx', main, ...args], {
        env: { ...process.env, ...env },
        encoding: 'utf8',
        timeout: 15_000,
      })
    const production = run([join(simulator.dir, 'simulator.json')], { NODE_ENV: 'production' })
    assert.deepEqual([production.status, production.stdout], [1, ''])
    assert.match(production.stderr, /does not run with NODE_ENV=production/)
    assert.equal(run([], { NODE_ENV: 'test' }).status, 1)
  })

  it('notices crafted for a partner carry both merchant numbers', async () => {
    const { prepayId } = await shop.prepay(partnerMerchant)
    const result = await shop.gateway.readNotice(partnerMerchant, raw(await simulator.control.craft({ prepayId })))
    assert.deepEqual(result.kind === 'payment' && [result.proof.mchId, result.proof.subMchId], ['1900000009', '1900000010'])
  })
})
