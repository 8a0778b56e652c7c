import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { BillingRun } from '../../shared/contracts/billing.ts'
import { accountTotals, assertBooksClosed } from '../support/books.ts'
import { engines } from '../support/engines.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'

/* Three flats at 20.50 yuan/m²: 46.57 m² 954.69, 60.00 m² 1230.00, 71.05 m² 1456.525 → 1456.53. All three: 3641.22. */
const HOMES = [
  ['80010001', '测试甲', 46_570, 95_469],
  ['80010002', '测试乙', 60_000, 123_000],
  ['80010003', '测试丙', 71_050, 145_653],
] as const
const ALL_FEN = 364_122

for (const engine of engines) {
  describe(`a season’s billing run on ${engine}`, () => {
    let town: Town
    let failsAfterFreezing = false
    before(async function () {
      this.timeout(60_000)
      const crashAt = (point: string) => {
        if (!failsAfterFreezing || point !== 'billing.run.chunk-frozen') return
        failsAfterFreezing = false
        throw new Error('the process fails here')
      }
      town = await openTown(engine, '2018-09-20T09:00:00+08:00', { crashAt, logLevel: 'silent' })
      await town.addSeason('2018-2019', '2018-11-15', '2019-03-15')
      for (const [householdNo, name, billedMilliM2] of HOMES) await town.addHome(householdNo, name, '2018-2019', [{ billedMilliM2 }])
      await town.setTime('2018-10-20T09:00:00+08:00')
    })
    after(() => town.close())

    const start = async (post: boolean, key = randomUUID()): Promise<BillingRun> => {
      const body = { seasonCode: '2018-2019', orgUnit: 'DEMO', post }
      const started = await (await town.staff('director')).post('/billing-runs', body, key)
      assert.equal(started.status, 202, JSON.stringify(started.body))
      return started.body
    }
    const finished = async ({ runNo }: BillingRun): Promise<BillingRun> => {
      await town.settle()
      return (await (await town.staff('director')).get(`/billing-runs/${runNo}`)).body
    }
    const summary = ({ state, householdCount, doneCount, postedCount, skippedCount, totalFen }: BillingRun) => ({
      state,
      householdCount,
      doneCount,
      postedCount,
      skippedCount,
      totalFen,
    })
    const billsOf = async (householdNo: string) => (await (await town.staff('cashier')).get(`/households/${householdNo}/bills`)).body.items
    const posted = () => accountTotals(town.database)

    it('without a published price leaves everybody out and says why', async () => {
      const run = await finished(await start(false))
      assert.deepEqual([run.skippedCount, run.totalFen], [3, 0])
      assert.deepEqual(new Set(run.skipped.map(({ reason }) => reason)), new Set(['所在组织没有该采暖季已发布的价目']))
    })

    it('as a preview counts every fen and posts nothing', async () => {
      const { operator, orgUnitId, tenantId } = town.company
      await town.database.write(async (unit) => {
        const [season] = await unit.select<{ id: number }>('SELECT id FROM seasons WHERE tenant_id = :tenantId', { tenantId })
        const ruleSet = plainRules('2018-2019', '2019-02-13', '2018-09-01')
        await town.system.tariffs.publishRuleSet(unit, operator, { orgUnitId, seasonId: season?.id ?? 0, ruleSet })
      })
      const run = await finished(await start(false))
      assert.deepEqual(summary(run), { state: 'done', householdCount: 3, doneCount: 3, postedCount: 3, skippedCount: 0, totalFen: ALL_FEN })
      assert.deepEqual(await posted(), {})
      assert.deepEqual(await billsOf('80010001'), [])
    })

    it('skips a household changed while it ran, lists it with the reason, and posts the others as previewed', async () => {
      failsAfterFreezing = true
      const run = await start(true)
      await town.system.worker.drain()
      assert.equal(failsAfterFreezing, false, 'the run stopped between freezing and posting')
      await town.database.write(async (unit) => {
        // What a change of area does: the areas, and the version that says so.
        await unit.execute('UPDATE heated_areas SET billed_milli_m2 = 72000 WHERE billed_milli_m2 = 71050')
        const season = 'SELECT household_season_id FROM heated_areas WHERE billed_milli_m2 = 72000'
        await unit.execute(`UPDATE household_seasons SET version = version + 1 WHERE id IN (${season})`)
      })
      // The failed job is tried again five seconds later.
      await town.setTime('2018-10-20T09:00:10+08:00')
      const done = await finished(run)
      assert.deepEqual(done.skipped, [{ householdNo: '80010003', reason: '资料在出账过程中有变更，请重新出账' }])
      assert.deepEqual(summary(done), {
        state: 'done',
        householdCount: 3,
        doneCount: 3,
        postedCount: 2,
        skippedCount: 1,
        totalFen: ALL_FEN - 145_653,
      })
      assert.deepEqual(await posted(), { 'income:heat': -218_469, receivable: 218_469 })
    })

    it('run again posts only what is missing, at what it is now: 72.00 m² × 20.50 = 1476.00', async () => {
      const again = await finished(await start(true))
      assert.equal(again.totalFen, 147_600)
      assert.deepEqual(
        again.skipped.map(({ householdNo, reason }) => [householdNo, reason]),
        [
          ['80010001', '该采暖季已出账'],
          ['80010002', '该采暖季已出账'],
        ],
      )
      assert.deepEqual(await posted(), { 'income:heat': -366_069, receivable: 366_069 })
    })

    it('run once more posts nothing twice', async () => {
      const before = await posted()
      const run = await finished(await start(true))
      assert.deepEqual([run.postedCount, run.skippedCount, run.totalFen], [0, 3, 0])
      assert.deepEqual(await posted(), before)
      for (const [householdNo] of HOMES) assert.equal((await billsOf(householdNo)).length, 1)
      await assertBooksClosed(town.database, town.simulator)
    })

    it('asked for twice with one key is one run; a second one at the same time is refused', async () => {
      const key = randomUUID()
      const [first, second] = [await start(true, key), await start(true, key)]
      assert.equal(second.runNo, first.runNo)
      const api = await town.staff('director')
      const beside = await api.post('/billing-runs', { seasonCode: '2018-2019', orgUnit: 'EAST-1', post: true })
      assert.deepEqual([beside.status, beside.body.code, beside.body.facts.runNo], [409, 'RUN_ACTIVE', first.runNo])
      await finished(first)
    })
  })
}
