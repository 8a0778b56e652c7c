import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import { assertBooksAgree } from '../support/compare-books.ts'
import { countOf, paymentsOf, rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { buildFaultTown, type FaultTown } from '../support/fault-town.ts'
import { type Payer, payerAt, type Refused, takeMoney } from '../support/payer.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { type SharedClock, sharedClock } from '../support/shared-clock.ts'
import { until } from '../support/until.ts'

const MANY = 100
const SOCKETS = 20

describe('two server processes on one database', function () {
  this.timeout(180_000)
  let town: FaultTown
  let clock: SharedClock
  let servers: readonly ServerProcess[] = []
  let payers: readonly Payer[] = []

  before(async function () {
    if (!engines.includes('mysql')) return this.skip()
    town = await buildFaultTown({ flats: MANY + 2, engine: 'mysql', noticeTimeoutMs: 60_000 })
    const { world, running } = town
    const { simulator } = running
    const payer = await town.payer('person-1')
    clock = await sharedClock(simulator, world.clock.now())
    const options = { databaseUrl: world.url, simulator, clockFile: clock.file }
    servers = await Promise.all([startServerProcess(options), startServerProcess(options)])
    payers = servers.map(({ url }) => payerAt(url, simulator.control, payer.token))
  })
  afterEach(() => assertBooksAgree(town.world.database, town.running.simulator))
  after(async () => {
    await Promise.all(servers.map((server) => server.stop()))
    clock?.close()
    await town?.close()
  })
  const at = (index: number): Payer => payers[index % payers.length] as Payer
  const callbacks = () => servers.map(({ url }) => `${url}/callbacks/wechat-pay/1900000001`)

  it(`post one payment for one notice that comes ${MANY} times over ${SOCKETS} sockets to both`, async () => {
    const { control } = town.running.simulator
    const order = await at(0).order([await town.flatOf(at(0))])
    await control.hold()
    await takeMoney(control, order)
    const notice = (await control.notices()).notices.find((one) => one.outTradeNo === order.orderNo)
    assert.ok(notice)
    const attempts = await control.resend(notice.noticeId, { urls: callbacks(), times: MANY, sockets: SOCKETS })
    assert.deepEqual(new Set(attempts.map(({ status }) => status)), new Set([204]))
    assert.equal(new Set(attempts.map(({ url }) => url)).size, 2)
    assert.equal(attempts.length, MANY)
    await control.release()
    await until('the order is paid', async () => (await at(1).view(order.orderNo)).state === 'paid')
    await until('every job is done', () => idle(order.orderNo))
    assert.equal((await paymentsOf(town.world.database, order.orderNo)).length, 1)
    assert.equal(await countOf(town.world.database, 'gateway_notices'), 1)
  })

  it('make one order when the same request comes sixteen times at once', async () => {
    const flat = await town.flatOf(at(0))
    const key = randomUUID()
    const orderNos = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        at(index)
          .order([flat], key)
          .then(({ orderNo }) => orderNo)
          .catch((error: Refused) => String(error.code === 'IN_PROGRESS' ? error.facts.orderNo : error)),
      ),
    )
    assert.equal(new Set(orderNos).size, 1, String(new Set(orderNos)))
    assert.equal((await at(0).view(orderNos[0] ?? '')).state, 'prepared')
  })

  it(`settle ${MANY} different orders paid at once, each exactly`, async () => {
    const { control } = town.running.simulator
    const orders: ResidentOrder[] = []
    await inParallel(MANY, 10, async (index) => {
      orders.push(await at(index).order([await town.flatOf(at(index))]))
    })
    await control.hold()
    await inParallel(MANY, 10, (index) => takeMoney(control, orders[index] as ResidentOrder))
    await control.release()
    await until('all orders are paid', async () => {
      const open = await rowsOf<{ total: number }>(
        town.world.database,
        `SELECT COUNT(*) AS total FROM payment_orders WHERE state <> 'paid' AND order_no IN (:orderNos)`,
        { orderNos: orders.map(({ orderNo }) => orderNo) },
      )
      return open[0]?.total === 0
    })
    const paid = await rowsOf<{ orders: number; payments: number; fen: number }>(
      town.world.database,
      `SELECT COUNT(DISTINCT p.order_id) AS orders, COUNT(*) AS payments, SUM(p.amount_fen) AS fen FROM payments p JOIN payment_orders o ON o.id = p.order_id
       WHERE o.order_no IN (:orderNos)`,
      { orderNos: orders.map(({ orderNo }) => orderNo) },
    )
    assert.deepEqual(paid, [{ orders: MANY, payments: MANY, fen: orders.reduce((sum, { totalFen }) => sum + totalFen, 0) }])
    assert.equal(await countOf(town.world.database, 'balance_moves'), 0)
  })

  /** Nothing of this order waits for a worker any more, but its next look at the platform. */
  async function idle(orderNo: string): Promise<boolean> {
    const rows = await rowsOf(
      town.world.database,
      `SELECT id FROM jobs WHERE state IN ('queued', 'running') AND kind = 'payments.settle-notice' AND payload LIKE :named`,
      { named: `%${orderNo}%` },
    )
    return rows.length === 0
  }
})

async function inParallel(count: number, hands: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const hand = async () => {
    while (next < count) {
      const index = next
      next += 1
      await work(index)
    }
  }
  await Promise.all(Array.from({ length: hands }, hand))
}
