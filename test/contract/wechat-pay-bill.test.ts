import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readBillText } from '../../server/src/gateways/wechat-pay/bill-file.ts'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'
import { openShop, partnerMerchant, publicKeyMerchant, type Shop } from './wechat-pay-world.ts'

const NINE_NEXT_DAY = '2026-12-02T09:00:00+08:00'

describe('WeChat Pay: the bill of a day', function () {
  this.timeout(30_000)
  let simulator: WechatSimulator
  let shop: Shop
  let paid: { readonly orderNo: string; readonly transactionId: string }
  before(async () => {
    simulator = await startWechatSimulator()
    shop = openShop(simulator, { timeoutMs: 2500 })
    await at('2026-12-01T12:00:00+08:00')
    paid = await pay(publicKeyMerchant, { description: '供热费, 3号楼' })
    await shop.prepay(publicKeyMerchant)
    const refund = { refundNo: 'BILLR100001', amountFen: 56, totalFen: 102_056, reason: '多缴', notifyUrl: 'http://127.0.0.1:9/notify' }
    assert.equal((await shop.gateway.refund(publicKeyMerchant, { ...paid, ...refund })).kind, 'told')
    await pay(partnerMerchant, { totalFen: 4_200 })
    await at('2026-12-01T23:59:59+08:00')
    await pay(publicKeyMerchant, { totalFen: 1 })
    await at('2026-12-02T00:00:00+08:00')
    await pay(publicKeyMerchant, { totalFen: 2 })
    await at(NINE_NEXT_DAY)
  })
  after(() => simulator.stop())

  const at = async (time: string) => {
    await simulator.control.setClock(time, { frozen: true })
    shop.clock.now = () => Date.parse(time)
  }
  const pay = async (merchant: Parameters<Shop['prepay']>[0], changes: Parameters<Shop['prepay']>[1] = {}) => {
    const { orderNo, prepayId } = await shop.prepay(merchant, changes)
    const { trade } = await simulator.control.pay({ prepayId })
    return { orderNo, transactionId: trade.transactionId ?? assert.fail('not paid') }
  }
  const fetch = () => shop.gateway.fetchDayBill(publicKeyMerchant, '2026-12-01')

  it('holds the payments and refunds of the day and of no other, from the first to the last second', async () => {
    const bill = await fetch()
    assert.equal(bill.kind, 'bill', JSON.stringify(bill))
    if (bill.kind !== 'bill') return
    // 6 per mille: 612.336 → 612 fen; −0.336 → 0; 0.006 → 0
    assert.deepEqual(
      bill.rows.map(({ kind, amountFen, refundNo, feeE5 }) => [kind, amountFen, refundNo, feeE5]),
      [
        ['payment', 102_056, null, 612_000],
        ['refund', -56, 'BILLR100001', 0],
        ['payment', 1, null, 0],
      ],
    )
    const [first, second] = bill.rows
    assert.deepEqual(
      [first?.orderNo, first?.transactionId, first?.completedAt],
      [paid.orderNo, paid.transactionId, Date.parse('2026-12-01T12:00:00+08:00')],
    )
    assert.equal(second?.transactionId, paid.transactionId)
    assert.match(bill.file.toString('utf8'), /^\uFEFF交易时间,公众账号ID/)
  })

  it('of a partner is of the sub-merchant alone', async () => {
    const bill = await shop.gateway.fetchDayBill(partnerMerchant, '2026-12-01')
    assert.deepEqual(bill.kind === 'bill' && bill.rows.map(({ amountFen }) => amountFen), [4_200])
  })

  it('is not there before nine, nor for a day without trade', async () => {
    assert.deepEqual(await shop.gateway.fetchDayBill(publicKeyMerchant, '2026-12-02'), { kind: 'no-bill', code: 'STATEMENT_CREATING' })
    assert.deepEqual(await shop.gateway.fetchDayBill(publicKeyMerchant, '2026-11-30'), { kind: 'no-bill', code: 'NO_STATEMENT_EXIST' })
    await assert.rejects(shop.gateway.fetchDayBill(publicKeyMerchant, '2026-02-30'), RangeError)
  })

  it('what is spoiled on its way, or by the platform itself, is unknown and never an empty day', async () => {
    for (const fault of ['hang', 'unsigned', 'bad-signature', 'system-error', 'not-json'] as const) {
      await simulator.control.spoilAnswers('bill', fault)
      assert.equal((await fetch()).kind, 'unknown', fault)
    }
    const reasons = {
      hang: /timed out/,
      drop: /./,
      hash: /another hash/,
      half: /cannot be unpacked/,
      bomb: /cannot be unpacked, or would be too long/,
      totals: /no whole bill: totals/,
      row: /no whole bill: row/,
      elsewhere: /no address of the bill/,
      'other-merchant': /of another merchant/,
    } as const
    for (const [fault, reason] of Object.entries(reasons)) {
      await simulator.control.spoilBill(fault as keyof typeof reasons)
      const bill = await fetch()
      assert.ok(bill.kind === 'unknown' && reason.test(bill.reason), `${fault}: ${JSON.stringify(bill).slice(0, 200)}`)
    }
    assert.equal((await fetch()).kind, 'bill')
  })

  it('says the same whenever it is fetched', async () => {
    const hashes = await Promise.all(
      [1, 2].map(async () => {
        const bill = await fetch()
        return bill.kind === 'bill' ? createHash('sha256').update(bill.file).digest('hex') : assert.fail()
      }),
    )
    assert.equal(hashes[0], hashes[1])
  })
})

/** Source: WeChat Pay merchant documents, "下载交易账单": columns, the sample row and the shape of the totals. */
const HEAD =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const ROW =
  '`2021-01-28 17:07:11,`wx81be3101902f7cb2,`1601959334,`0,`,`4200000925202101284997714292,`S20210128170702357723,`ofyakAAAAAAAAAAAAAAAAAAAAAAA,`NATIVE,`SUCCESS,`OTHERS,`CNY,`0.01,`0.00,`0,`0,`0.00,`0.00,`,`,`for testing,`cipher code,`0.00000,`1.00%,`0.01,`0.00,`'
const FOOT_HEAD = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'
const FOOT = '`1,`0.01,`0.00,`0.00,`0.00000,`0.01,`0.00'
const text = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\n`

describe('WeChat Pay: the text of a bill', () => {
  it('is read as published', () => {
    const bill = readBillText(text(HEAD, ROW, FOOT_HEAD, FOOT))
    assert.deepEqual(bill, {
      mchIds: ['1601959334'],
      subMchIds: ['0'],
      rows: [
        {
          kind: 'payment',
          transactionId: '4200000925202101284997714292',
          orderNo: 'S20210128170702357723',
          refundNo: null,
          amountFen: 1,
          feeE5: 0,
          completedAt: Date.parse('2021-01-28T17:07:11+08:00'),
        },
      ],
    })
  })

  it('may have a comma in the name of goods, further columns and other line ends', () => {
    const comma = ROW.replace('`for testing', '`供热费, 3号楼')
    assert.equal(typeof readBillText(text(HEAD, comma, FOOT_HEAD, FOOT)), 'object')
    assert.equal(typeof readBillText(`${HEAD},新列\n${ROW},\`1\n${FOOT_HEAD}\n${FOOT}`), 'object')
  })

  it('is none when a column, a row, an end or a total is missing or wrong', () => {
    const wrong: readonly [readonly string[], string][] = [
      [[], 'columns'],
      [[HEAD.replace('微信订单号', '订单'), ROW, FOOT_HEAD, FOOT], 'columns'],
      [[HEAD, ROW], 'columns'],
      [[HEAD, ROW, FOOT_HEAD], 'columns'],
      [[HEAD, ROW, FOOT_HEAD, FOOT, ROW], 'columns'],
      [[HEAD, ROW.slice(0, -20), FOOT_HEAD, FOOT], 'row'],
      [[HEAD, ROW.replace('`0.01,`0.00,`', '`1e2,`0.00,`').replaceAll('`0.01', '`1e2'), FOOT_HEAD, FOOT], 'row'],
      [[HEAD, ROW.replaceAll('`0.01', '`0.001'), FOOT_HEAD, FOOT.replaceAll('`0.01', '`0.001')], 'row'],
      [[HEAD, ROW.replace('2021-01-28', '2021-02-30'), FOOT_HEAD, FOOT], 'row'],
      [[HEAD, ROW.replace('4200000925202101284997714292', '=HYPERLINK("x")'), FOOT_HEAD, FOOT], 'row'],
      [[HEAD, ROW, ROW, FOOT_HEAD, FOOT], 'totals'],
      [[HEAD, ROW, FOOT_HEAD, FOOT.replace('`1,', '`2,')], 'totals'],
      [[HEAD, ROW, FOOT_HEAD, '`1,`0.01,`0.00,`0.00,`0.00000,`0.02,`0.00'], 'totals'],
      [[HEAD, FOOT_HEAD, FOOT], 'totals'],
    ]
    for (const [lines, what] of wrong) {
      const bill = readBillText(text(...lines))
      assert.equal(typeof bill === 'string' ? bill : 'object', what, lines.join('\n').slice(-120))
    }
  })
})
