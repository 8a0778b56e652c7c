import assert from 'node:assert/strict'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import { rowsOf } from '../support/database-rows.ts'
import { type Payer, takeMoney } from '../support/payer.ts'
import { sharedTown, type Town } from './town.ts'

const SECOND = 1_000
/** One day of late fee on 954.69 at 1 ‰ a day. */
const DAY_FEE_FEN = 95

describe('money that succeeded', function () {
  this.timeout(120_000)
  let town: Town
  before(async () => {
    town = await sharedTown()
  })
  afterEach(() => town.booksAgree())

  /** An order made at `at`; its money succeeds at `paidAt` and we hear of it at `heardAt`. */
  async function paid(at: string, times: { paidAt: (order: ResidentOrder) => number; heardAt: string }) {
    const { payer, flat } = await homeAt(at)
    const order = await payer.order([flat])
    const { control } = town.running.simulator
    await control.hold()
    await takeMoney(control, order, { at: times.paidAt(order), forced: true })
    await town.at(times.heardAt)
    await control.release()
    await town.running.settle()
    const again = await town.payer('person-1')
    assert.equal((await again.view(order.orderNo)).state, 'paid')
    return { order, owedFen: (await again.owes(flat)).totalFen, ...(await lateFeeOf(flat)) }
  }

  async function homeAt(at: string): Promise<{ payer: Payer; flat: string }> {
    const { flat } = await town.home()
    await town.at(at)
    return { payer: await town.payer('person-1'), flat }
  }

  async function lateFeeOf(householdNo: string) {
    const lines = await rowsOf<{ amountFen: number; throughOn: string }>(
      town.world.database,
      `SELECT l.amount_fen AS amountFen, l.through_on AS throughOn FROM bill_lines l JOIN households h ON h.id = l.household_id
       WHERE h.household_no = :householdNo AND l.fee_type = 'late-fee' ORDER BY l.sequence`,
      { householdNo },
    )
    assert.equal(lines.length, 1, 'one late-fee line')
    return { lateFeeFen: lines[0]?.amountFen, throughOn: lines[0]?.throughOn }
  }
  const expiryOf = (order: ResidentOrder) => Date.parse(order.expiresAt)

  it('within the promise settles it exactly, although we hear of it a day later', async () => {
    const result = await paid('2026-11-22T09:00:00+08:00', {
      paidAt: () => Date.parse('2026-11-22T09:10:00+08:00'),
      heardAt: '2026-11-23T09:00:00+08:00',
    })
    assert.deepEqual([result.owedFen, result.lateFeeFen, result.throughOn], [0, 2_100, '2026-11-22'])
  })

  it('a day after the promise is judged again: late fee to the day of success, the rest is still owed', async () => {
    const result = await paid('2026-11-22T09:00:00+08:00', {
      paidAt: () => Date.parse('2026-11-23T09:10:00+08:00'),
      heardAt: '2026-11-23T09:20:00+08:00',
    })
    assert.deepEqual([result.owedFen, result.lateFeeFen, result.throughOn], [DAY_FEE_FEN + 1, 2_196, '2026-11-23'])
  })

  const midnight = Date.parse('2026-11-23T00:00:00+08:00')
  for (const [name, offset] of [
    ['a second before', -SECOND],
    ['exactly at', 0],
    ['a second after', SECOND],
  ] as const) {
    it(`${name} midnight within the promise costs no new day`, async () => {
      const result = await paid('2026-11-22T23:45:00+08:00', { paidAt: () => midnight + offset, heardAt: '2026-11-23T00:05:00+08:00' })
      assert.deepEqual([result.owedFen, result.lateFeeFen, result.throughOn], [0, 2_100, '2026-11-22'])
    })

    it(`${name} the expiry ${offset > 0 ? 'is judged again, which changes nothing on the same day' : 'keeps the promise'}`, async () => {
      const result = await paid('2026-11-22T10:00:00+08:00', {
        paidAt: (order) => expiryOf(order) + offset,
        heardAt: '2026-11-22T11:00:00+08:00',
      })
      assert.deepEqual([result.owedFen, result.lateFeeFen, result.throughOn], [0, 2_100, '2026-11-22'])
    })

    it(`${name} an expiry beyond midnight ${offset > 0 ? 'owes the new day' : 'does not owe the new day'}`, async () => {
      const result = await paid('2026-11-22T23:40:00+08:00', {
        paidAt: (order) => expiryOf(order) + offset,
        heardAt: '2026-11-23T01:00:00+08:00',
      })
      const expected = offset > 0 ? [DAY_FEE_FEN + 1, 2_196, '2026-11-23'] : [0, 2_100, '2026-11-22']
      assert.deepEqual([result.owedFen, result.lateFeeFen, result.throughOn], expected)
    })
  }
})
