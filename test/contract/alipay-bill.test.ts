import assert from 'node:assert/strict'
import { readBillZip } from '../../server/src/gateways/alipay/bill-file.ts'
import { readZip } from '../../server/src/gateways/alipay/zip.ts'
import { type AlipaySimulator, startAlipaySimulator } from '../support/alipay-simulator.ts'
import { type AlipayShop, certificateApp, keyApp, openAlipayShop } from './alipay-world.ts'

const NINE_NEXT_DAY = '2026-12-02T09:00:00+08:00'

describe('Alipay: the bill of a day', () => {
  let simulator: AlipaySimulator
  let shop: AlipayShop
  let paid: { readonly orderNo: string; readonly tradeNo: string }
  before(async function () {
    this.timeout(30_000)
    simulator = await startAlipaySimulator()
    shop = openAlipayShop(simulator, { timeoutMs: 1500 })
    await at('2026-12-01T12:00:00+08:00')
    paid = await shop.create(keyApp, { subject: '供热费, 3号楼' })
    await simulator.control.pay({ tradeNo: paid.tradeNo })
    await shop.create(keyApp)
    await shop.gateway.refund(keyApp, { orderNo: paid.orderNo, refundNo: 'BILL_R1', amountFen: 56, reason: '' })
    await at('2026-12-01T23:59:59+08:00')
    const late = await shop.create(keyApp, { totalFen: 1 })
    await simulator.control.pay({ tradeNo: late.tradeNo })
    await at('2026-12-02T00:00:00+08:00')
    const next = await shop.create(keyApp, { totalFen: 2 })
    await simulator.control.pay({ tradeNo: next.tradeNo })
    await at(NINE_NEXT_DAY)
  })
  after(() => simulator.stop())

  const at = async (time: string) => {
    await simulator.control.setClock(time, { frozen: true })
    shop.clock.now = () => Date.parse(time)
  }

  it('holds the payments and refunds of the day and of no other, from the first to the last second', async () => {
    const bill = await shop.gateway.fetchDayBill(keyApp, '2026-12-01')
    assert.equal(bill.kind, 'bill', JSON.stringify(bill))
    if (bill.kind !== 'bill') return
    assert.equal(bill.sellerId, keyApp.sellerId)
    assert.deepEqual(
      bill.rows.map(({ kind, amountFen, refundNo, feeE5 }) => [kind, amountFen, refundNo, feeE5]),
      [
        ['payment', 102_056, null, 612_000],
        ['refund', -56, 'BILL_R1', 0],
        ['payment', 1, null, 0],
      ],
    )
    const [first] = bill.rows
    assert.deepEqual(
      [first?.orderNo, first?.transactionId, first?.completedAt],
      [paid.orderNo, paid.tradeNo, Date.parse('2026-12-01T12:00:00+08:00')],
    )
    // names of the files are GBK, and so is what is in them
    const entries = readZip(bill.file, 1_000_000) ?? assert.fail()
    assert.deepEqual(
      entries.map(({ name }) => new TextDecoder('gbk').decode(name)),
      ['20880000000000110156_20261201_业务明细.csv', '20880000000000110156_20261201_业务明细(汇总).csv'],
    )
  })

  it('is not there before nine, nor for a day without trade, nor for a seller without any', async () => {
    assert.deepEqual(await shop.gateway.fetchDayBill(keyApp, '2026-12-02'), { kind: 'no-bill', code: 'BILL_NOT_EXIST' })
    assert.deepEqual(await shop.gateway.fetchDayBill(keyApp, '2026-11-30'), { kind: 'no-bill', code: 'NO_BILL_DATA' })
    assert.deepEqual(await shop.gateway.fetchDayBill(certificateApp, '2026-12-01'), { kind: 'no-bill', code: 'NO_BILL_DATA' })
    await assert.rejects(shop.gateway.fetchDayBill(keyApp, '2026-02-30'), RangeError)
  })

  it('a spoiled address or half a file is unknown, never an empty day', async () => {
    for (const fault of ['hang', 'unsigned', 'bad-signature', 'system-error'] as const) {
      await simulator.control.spoilAnswers('bill-address', fault)
      assert.equal((await shop.gateway.fetchDayBill(keyApp, '2026-12-01')).kind, 'unknown', fault)
    }
    await simulator.control.spoilAnswers('bill-totals', 'other-order')
    assert.deepEqual(await shop.gateway.fetchDayBill(keyApp, '2026-12-01'), { kind: 'unknown', reason: 'the file is no whole bill' })
    for (const fault of ['hang', 'drop', 'not-json'] as const) {
      await simulator.control.spoilAnswers('bill-file', fault)
      assert.equal((await shop.gateway.fetchDayBill(keyApp, '2026-12-01')).kind, 'unknown', fault)
    }
    assert.equal((await shop.gateway.fetchDayBill(keyApp, '2026-12-01')).kind, 'bill')
  })

  it('what is no archive, or would unpack to too much, is none', async () => {
    const bill = await shop.gateway.fetchDayBill(keyApp, '2026-12-01')
    const file = bill.kind === 'bill' ? bill.file : assert.fail()
    assert.equal(readZip(file, 100), null)
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.alloc(22),
      Buffer.from('PK'),
      file.subarray(10),
      Buffer.concat([file.subarray(0, 40), Buffer.alloc(60), file.subarray(100)]),
    ])
      assert.equal(readBillZip(bytes), null)
    for (let cut = 1; cut < file.length; cut += 97) assert.equal(readBillZip(file.subarray(0, -cut)), null)
  })
})
