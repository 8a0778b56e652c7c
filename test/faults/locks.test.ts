import assert from 'node:assert/strict'
import { allTables } from '../../server/src/database/table.ts'
import { verify } from '../../server/src/reports/verify/index.ts'
import { assertBooksAgree } from '../support/compare-books.ts'
import { engines } from '../support/engines.ts'
import { PRINCIPAL_FEN } from '../support/fault-town.ts'
import { beginningWith, heldBeforeCommit, heldBeforeLock } from '../support/held-database.ts'
import { until } from '../support/until.ts'
import { type Act, type LockWorld, openLockWorld } from './lock-world.ts'

/** 954.69 and 22 days of late fee. */
const BILL_FEN = PRINCIPAL_FEN + 2_100

/** 40.00 and 60.00 m² instead of 46.57, each with 22 days of late fee: 820.00 + 18.04 and 1230.00 + 27.06. */
const SMALLER_FEN = 83_804
const LARGER_FEN = 125_706

/** A day of 121: 954.69 / 121 = 7.8899… */
const DAY_FEN = 789

/** MariaDB shows innodb_trx anew only to one who has not looked for a tenth of a second. */
const TRX_VIEW_MS = 150

type Pair = { readonly first: Act; readonly second: Act }
type Outcome = { readonly first: unknown; readonly second: unknown }
type Schedule = {
  readonly name: string
  /** Whether the second must wait until the first has committed. */
  readonly waits: boolean
  set(world: LockWorld, flat: string): Promise<Pair>
  readonly after: { readonly owedFen: number; readonly balanceFen: number; readonly allocatedFen: number }
  check?(outcome: Outcome): void
}

/** Every money use-case beside one that wants the same household. A new use-case gets its rows here. */
const schedules: readonly Schedule[] = [
  {
    name: 'two payers’ money for the same bill',
    waits: true,
    set: async (world, flat) => ({ first: await world.settle(world.payers[0], flat), second: await world.settle(world.payers[1], flat) }),
    after: { owedFen: 0, balanceFen: BILL_FEN, allocatedFen: BILL_FEN },
  },
  {
    name: 'money kept as balance, and a billing run that uses it',
    waits: true,
    set: async (world, flat) => {
      const [one, two] = [await world.settle(world.payers[0], flat), await world.settle(world.payers[1], flat)]
      await one(world.town.running.system)
      return { first: two, second: await world.bill(flat) }
    },
    after: { owedFen: 0, balanceFen: BILL_FEN - PRINCIPAL_FEN, allocatedFen: BILL_FEN + PRINCIPAL_FEN },
  },
  {
    name: 'a billing run, and money that becomes balance too late for it',
    waits: true,
    set: async (world, flat) => {
      const [one, two] = [await world.settle(world.payers[0], flat), await world.settle(world.payers[1], flat)]
      await one(world.town.running.system)
      return { first: await world.bill(flat), second: two }
    },
    after: { owedFen: PRINCIPAL_FEN, balanceFen: BILL_FEN, allocatedFen: BILL_FEN },
  },
  {
    name: 'two billing runs that want the same balance',
    waits: true,
    set: async (world, flat) => {
      for (const payer of await Promise.all(world.payers.map((payer) => world.settle(payer, flat)))) await payer(world.town.running.system)
      return { first: await world.bill(flat), second: await world.bill(flat) }
    },
    after: { owedFen: 2 * PRINCIPAL_FEN - BILL_FEN, balanceFen: 0, allocatedFen: 2 * BILL_FEN },
  },
  {
    name: 'money for a bill, and an order for the same bill',
    waits: true,
    set: async (world, flat) => ({ first: await world.settle(world.payers[0], flat), second: await world.order(world.payers[1], flat) }),
    after: { owedFen: 0, balanceFen: 0, allocatedFen: BILL_FEN },
    check: ({ second }) => assert.equal((second as { code?: string }).code, 'NOTHING_OWED'),
  },
  {
    name: 'an order for a bill, and money for the same bill',
    waits: true,
    set: async (world, flat) => ({ first: await world.order(world.payers[1], flat), second: await world.settle(world.payers[0], flat) }),
    after: { owedFen: 0, balanceFen: 0, allocatedFen: BILL_FEN },
    check: ({ first, second }) => assert.deepEqual([typeof first, second], ['string', 'settled']),
  },
  {
    name: 'two orders of one payer',
    waits: true,
    set: async (world, flat) => ({ first: await world.order(world.payers[0], flat), second: await world.order(world.payers[0], flat) }),
    after: { owedFen: PRINCIPAL_FEN, balanceFen: 0, allocatedFen: 0 },
    check: ({ first, second }) => assert.deepEqual([typeof first, (second as { code?: string }).code], ['string', 'ORDER_OPEN']),
  },
  {
    name: 'the same money told twice',
    waits: true,
    set: async (world, flat) => {
      const settle = await world.settle(world.payers[0], flat)
      return { first: settle, second: settle }
    },
    after: { owedFen: 0, balanceFen: 0, allocatedFen: BILL_FEN },
    check: ({ first, second }) => assert.deepEqual([first, second], ['settled', 'already']),
  },
  {
    name: 'money for a bill, and a correction of the same bill by someone who has not seen it come',
    waits: true,
    set: async (world, flat) => ({ first: await world.settle(world.payers[0], flat), second: world.correct(flat, 40_000, SMALLER_FEN) }),
    after: { owedFen: 0, balanceFen: 0, allocatedFen: BILL_FEN },
    check: ({ second }) => assert.equal((second as { code?: string }).code, 'PREVIEW_CHANGED'),
  },
  {
    name: 'a correction of a bill, and money for the bill as it was',
    waits: true,
    set: async (world, flat) => ({ first: world.correct(flat, 40_000, SMALLER_FEN), second: await world.settle(world.payers[0], flat) }),
    after: { owedFen: 82_000, balanceFen: BILL_FEN, allocatedFen: 0 },
    check: ({ second }) => assert.equal(second, 'settled'),
  },
  {
    name: 'two corrections of one bill',
    waits: true,
    set: async (world, flat) => ({ first: world.correct(flat, 40_000, SMALLER_FEN), second: world.correct(flat, 60_000, LARGER_FEN) }),
    after: { owedFen: 123_000, balanceFen: 0, allocatedFen: 0 },
  },
  {
    name: 'two refunds of one payment that are more than it together',
    waits: true,
    set: async (world, flat) => {
      await (await world.settle(world.payers[0], flat))(world.town.running.system)
      return { first: await world.refund(world.payers[0], flat, 60_000), second: await world.refund(world.payers[0], flat, 60_000) }
    },
    after: { owedFen: 60_000, balanceFen: 0, allocatedFen: BILL_FEN - 60_000 },
    check: ({ first, second }) => assert.deepEqual([typeof first, (second as { code?: string }).code], ['string', 'REFUND_TOO_MUCH']),
  },
  {
    name: 'a refund of a balance, and a billing run that would use it',
    waits: true,
    set: async (world, flat) => {
      for (const payer of await Promise.all(world.payers.map((payer) => world.settle(payer, flat)))) await payer(world.town.running.system)
      return { first: await world.refund(world.payers[1], flat, BILL_FEN), second: await world.bill(flat) }
    },
    after: { owedFen: PRINCIPAL_FEN, balanceFen: 0, allocatedFen: BILL_FEN },
  },
  {
    name: 'money for a bill, and a refund for an outage: what was paid becomes balance',
    waits: true,
    set: async (world, flat) => ({ first: await world.settle(world.payers[0], flat), second: world.refundHeat(flat, 'OU1') }),
    after: { owedFen: 0, balanceFen: DAY_FEN, allocatedFen: BILL_FEN - DAY_FEN },
  },
  {
    name: 'a refund for an outage, and money for the bill as it was',
    waits: true,
    set: async (world, flat) => ({ first: world.refundHeat(flat, 'OU1'), second: await world.settle(world.payers[0], flat) }),
    after: { owedFen: 0, balanceFen: DAY_FEN, allocatedFen: BILL_FEN - DAY_FEN },
  },
  {
    name: 'the same refund for an outage twice',
    waits: true,
    set: async (world, flat) => ({ first: world.refundHeat(flat, 'OU1'), second: world.refundHeat(flat, 'OU1') }),
    after: { owedFen: BILL_FEN - DAY_FEN, balanceFen: 0, allocatedFen: 0 },
    check: ({ first, second }) => assert.deepEqual([first, (second as Error).name], [DAY_FEN, 'SequelizeUniqueConstraintError']),
  },
  {
    name: 'a billing run, and the bill of one of its flats alone',
    waits: true,
    set: async (world, flat) => ({ first: await world.bill(flat), second: world.billAlone(flat) }),
    after: { owedFen: 2 * PRINCIPAL_FEN, balanceFen: 0, allocatedFen: 0 },
    check: ({ second }) => assert.equal((second as { code?: string }).code, 'ALREADY_BILLED'),
  },
  {
    name: 'the bill of a flat alone, and the billing run it belongs to',
    waits: true,
    set: async (world, flat) => {
      const run = await world.bill(flat)
      return { first: world.billAlone(flat), second: run }
    },
    after: { owedFen: 2 * PRINCIPAL_FEN, balanceFen: 0, allocatedFen: 0 },
  },
  {
    name: 'money for a bill, and the seal, which waits for nobody',
    waits: false,
    set: async (world, flat) => ({ first: await world.settle(world.payers[0], flat), second: (system) => system.ledger.sealEntries() }),
    after: { owedFen: 0, balanceFen: 0, allocatedFen: BILL_FEN },
    check: ({ second }) => assert.equal(typeof second, 'number', String(second)),
  },
]

describe('of two acts on one household', function () {
  this.timeout(120_000)
  let world: LockWorld
  before(async function () {
    if (!engines.includes('mysql')) return this.skip()
    world = await openLockWorld(schedules.length + 6)
  })
  after(() => world?.end())

  for (const { name, waits, set, after, check } of schedules) {
    it(`the second comes out right while the first is held before its commit: ${name}`, async () => {
      const flat = await world.town.flatOf(...world.payers)
      const pair = await set(world, flat)
      const held = heldBeforeCommit(await another())
      const outcome = await runHeld(pair, held, await another(), waits)
      check?.(outcome)
      assert.deepEqual(await world.account(flat), after, JSON.stringify(outcome))
      await assertBooksAgree(world.town.world.database, world.town.running.simulator)
    })
  }

  it('a billing run that comes back after another process has ended it changes nothing', async () => {
    const flat = await world.town.flatOf(world.payers[0])
    const bill = await world.bill(flat)
    const held = heldBeforeLock(await another())
    const going = answerOf(bill(world.systemOf(held.database)))
    await held.arrived
    assert.equal(await answerOf(bill(world.systemOf(await another()))), undefined)
    const ended = await world.lastRun()
    assert.deepEqual([ended.state, ended.doneCount, ended.postedCount, ended.skippedCount], ['done', 1, 1, 0])
    held.letGo()
    assert.equal(await going, undefined)
    assert.deepEqual(await world.lastRun(), ended)
    assert.deepEqual(await world.account(flat), { owedFen: 2 * PRINCIPAL_FEN, balanceFen: 0, allocatedFen: 0 })
    await assertBooksAgree(world.town.world.database, world.town.running.simulator)
  })

  it('acts on other households of the same company do not wait for each other, neither for one nor for several', async () => {
    const [payer, other] = world.payers
    const flats = [
      await world.town.flatOf(payer),
      await world.town.flatOf(payer),
      await world.town.flatOf(other),
      await world.town.flatOf(other),
    ]
    const pair = { first: await world.settle(payer, ...flats.slice(0, 2)), second: await world.settle(other, ...flats.slice(2)) }
    const outcome = await runHeld(pair, heldBeforeCommit(await another()), await another(), false)
    assert.deepEqual(outcome, { first: 'settled', second: 'settled' })
    await assertBooksAgree(world.town.world.database, world.town.running.simulator)
  })

  it('the second would settle the same debt again under REPEATABLE READ after one plain SELECT: that is what these tests can see', async () => {
    const flat = await world.town.flatOf(...world.payers)
    const pair = { first: await world.settle(world.payers[0], flat), second: await world.settle(world.payers[1], flat) }
    const [one, two] = [await repeatableRead(), await repeatableRead()]
    await assert.rejects(one.assertSettings(), /READ-COMMITTED/)
    // The look that takes the snapshot: harmless to read, and fatal for what is read after the lock.
    const look = (unit: { select(sql: string): Promise<unknown> }) => unit.select('SELECT id FROM payment_orders LIMIT 1')
    const outcome = await runHeld(pair, heldBeforeCommit(one, look), beginningWith(two, look), true)
    assert.deepEqual([outcome.first, outcome.second], ['settled', 'settled'])
    const { owedFen, balanceFen, allocatedFen } = await world.account(flat)
    assert.deepEqual([owedFen, balanceFen, allocatedFen >= BILL_FEN + PRINCIPAL_FEN], [0, 0, true], 'both paid the same debt')
    const { findings } = await verify(world.town.world.database)
    assert.ok(
      findings.some(({ table }) => table === 'line_balances'),
      'and verify finds it',
    )
  })

  async function runHeld(
    { first, second }: Pair,
    held: ReturnType<typeof heldBeforeCommit>,
    other: Parameters<LockWorld['systemOf']>[0],
    waits: boolean,
  ) {
    const going = answerOf(first(world.systemOf(held.database)))
    await Promise.race([held.arrived, going.then((early) => assert.fail(`the first did not come to its commit: ${String(early)}`))])
    let over = false
    const following = answerOf(second(world.systemOf(other))).finally(() => {
      over = true
    })
    try {
      if (waits) await until('the second waits for the lock', async () => (await world.waiting()) > 0, { everyMs: TRX_VIEW_MS })
      else await following
      assert.equal(over, !waits)
    } finally {
      held.letGo()
    }
    return { first: await going, second: await following }
  }

  /** Connections of its own, ids at hand: a unit that runs dry would begin again with what is true by then. */
  async function another(poolSize = 4) {
    const database = world.town.world.reopen({ poolSize })
    await database.warmIds(allTables().map(({ name }) => name))
    return database
  }

  async function repeatableRead() {
    const database = await another(1)
    await database.write((unit) => unit.execute('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ'))
    return database
  }
})

/** A refusal is an answer, too. */
function answerOf(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => error)
}
