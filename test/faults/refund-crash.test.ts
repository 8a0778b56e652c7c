import assert from 'node:assert/strict'
import type { Refundable, RefundFile } from '../../shared/contracts/payments/refunds.ts'
import { withToken } from '../support/api.ts'
import { countOf } from '../support/database-rows.ts'
import { openRelay } from '../support/relay.ts'
import { until } from '../support/until.ts'

describe('a server that dies while it refunds', function () {
  this.timeout(120_000)

  it('leaves a refund that its successor brings to its end once, whether the platform had been asked or not', async () => {
    const relay = await openRelay({ flats: 2 })
    try {
      const { world, running } = relay.town
      const { control } = running.simulator
      const payer = await relay.town.payer('person-1')
      const cashier = withToken({ app: running.url }, await world.tokenOf('cashier'))
      const director = await world.tokenOf('director')
      const asked: { readonly refundNo: string }[] = []
      for (const householdNo of [await relay.flat(), await relay.flat()]) {
        const order = await payer.order([householdNo])
        await payer.pay(order)
        await running.settle()
        const { items } = (await cashier.get(`/payment-orders/${order.orderNo}/refundable`)).body as Refundable
        const wish = { householdNo, amountFen: 30_000, reason: '住户要求退回' }
        asked.push((await cashier.post(`/payments/${items[0]?.paymentNo}/refunds`, wish)).body as RefundFile)
      }
      await control.hold()
      // In this order: the second process may ask about the first refund meanwhile, and finds it without sending anything.
      for (const [index, point] of (['payments.refund.called', 'payments.refund.submitted'] as const).entries()) {
        await relay.diesAt(point, async () => {
          const headers = { authorization: `Bearer ${director}`, 'content-type': 'application/json', 'idempotency-key': 'approve-once' }
          await fetch(`${relay.url()}/api/staff/refunds/${asked[index]?.refundNo}/approve`, { method: 'POST', headers, body: '{}' })
        })
      }
      assert.equal((await control.book()).refunds.length, 1)
      await relay.takeOver()
      await until('both refunds are done', async () => (await countOf(world.database, 'refund_moves')) === 4)
      await control.release()
      assert.equal((await control.book()).refunds.length, 2)
      await relay.endsWell()
    } finally {
      await relay.close()
    }
  })
})
