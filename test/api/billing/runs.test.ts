import assert from 'node:assert/strict'
import { readAccounts } from '../../../server/src/modules/billing/account.ts'
import { postChunk } from '../../../server/src/modules/billing/post-chunk.ts'
import { createPriceThread } from '../../../server/src/modules/billing/price-thread.ts'
import { runBilling } from '../../../server/src/modules/billing/run-billing.ts'
import type { RunItemPage, RunItemSteps, RunSummary } from '../../../shared/contracts/billing/runs.ts'
import type { BillingRun } from '../../../shared/contracts/billing.ts'
import { faultsOf, refused } from '../../support/api.ts'
import { accountTotals, assertBooksClosed } from '../../support/books.ts'
import { engines } from '../../support/engines.ts'
import { plainRules, publishRules } from '../../support/system.ts'
import { openTown, type Town } from '../../support/town.ts'
import { bytesOf, cellsOf } from '../../support/workbooks.ts'

/*
 * At 20.50 yuan/m². Last season:  A 46.57 m² 954.69, B 40.00 m² 820.00, D 100.00 m² 2050.00.
 * This season: A 46.57 m² 954.69; B 60.00 m² 1230.00, half as much again; C 71.05 m² 1456.53 and new; D 60.00 m² 1230.00, 40 % less;
 * E is not connected. A to D: 954.69 + 1230.00 + 1456.53 + 1230.00 = 4871.22.
 */
const LAST = '2017-2018'
const SEASON = '2018-2019'
const [A, B, C, D, E] = ['80010001', '80010002', '80010003', '80010004', '80010005'] as const
const ALL_FEN = 487_122

for (const engine of engines) {
  describe(`what a billing run shows before and after on ${engine}`, () => {
    let town: Town
    let preview: BillingRun
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2017-09-20T09:00:00+08:00')
      await town.addSeason(LAST, '2017-11-15', '2018-03-15')
      await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
      await town.addHome(A, '测试甲', LAST, [{ billedMilliM2: 46_570 }])
      await town.addHome(B, '测试乙', LAST, [{ billedMilliM2: 40_000 }])
      await town.addHome(D, '测试丁', LAST, [{ billedMilliM2: 100_000 }])
      await town.setTime('2017-10-20T09:00:00+08:00')
      await town.bill(plainRules(LAST, '2018-02-13', '2017-09-01'))
      await town.setTime('2018-10-20T09:00:00+08:00')
      await openSeason(A, 46_570)
      await openSeason(B, 60_000)
      await openSeason(D, 60_000)
      await town.addHome(C, '测试丙', SEASON, [{ billedMilliM2: 71_050 }])
      await town.addHome(E, '测试戊', SEASON, [{ billedMilliM2: 50_000 }])
      await town.database.write((unit) =>
        unit.execute(
          `UPDATE household_seasons SET status = 'not-connected' WHERE household_id IN (SELECT id FROM households WHERE household_no = '${E}')`,
        ),
      )
      await publishRules(town, town.company, plainRules(SEASON, '2019-02-13', '2018-09-01'))
      preview = await finished(await start({ post: false }))
    })
    after(() => town.close())

    const openSeason = (householdNo: string, billedMilliM2: number) =>
      town.system.households.openHouseholdSeason(town.company.operator, {
        householdNo,
        seasonCode: SEASON,
        areas: [
          {
            ...{ name: '住宅', grossMilliM2: billedMilliM2, billedMilliM2, customerClass: 'residential', priceType: 'area' },
            ...{ status: 'heating', provenance: '房产证' },
          },
        ],
      } as never)
    const director = () => town.staff('director')
    const start = async (how: object): Promise<BillingRun> => {
      const started = await (await director()).post('/billing-runs', { seasonCode: SEASON, orgUnit: 'DEMO', ...how })
      assert.equal(started.status, 202, JSON.stringify(started.body))
      return started.body
    }
    const read = async <Of>(path: string): Promise<Of> => {
      const answer = await (await director()).get(`/billing-runs/${path}`)
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      return answer.body
    }
    const finished = async ({ runNo }: BillingRun): Promise<BillingRun> => {
      await town.settle()
      return read(runNo)
    }
    const itemsOf = (runNo: string, asked: string) => read<RunItemPage>(`${runNo}/items?${asked}`)
    const numbers = async (runNo: string, asked: string) => (await itemsOf(runNo, asked)).items.map(({ householdNo }) => householdNo)

    it('a preview adds up by fee type, class, price type, station and band', async () => {
      assert.deepEqual([preview.totalFen, preview.postedCount, preview.skippedCount], [ALL_FEN, 4, 1])
      const summary = await read<RunSummary>(`${preview.runNo}/summary`)
      const all = { households: 4, amountFen: ALL_FEN }
      assert.deepEqual(summary.byFeeType, [{ code: 'heat', name: '热费', ...all }])
      assert.deepEqual(summary.byCustomerClass, [{ code: 'residential', name: '居民', ...all }])
      assert.deepEqual(summary.byPriceType, [{ code: 'area', name: 'area', ...all }])
      assert.deepEqual(summary.byOrgUnit, [{ code: 'EAST-1', name: '东一供热站', ...all }])
      assert.deepEqual(
        summary.bands.filter(({ households }) => households > 0),
        [
          { fromFen: 50_000, belowFen: 100_000, households: 1, amountFen: 95_469 },
          { fromFen: 100_000, belowFen: 150_000, households: 3, amountFen: 391_653 },
        ],
      )
      // A, B and D were there last season: 954.69 + 820.00 + 2050.00 = 3824.69, now 954.69 + 1230.00 + 1230.00 = 3414.69.
      assert.deepEqual(summary.compared, { households: 3, beforeFen: 382_469, nowFen: 341_469 })
      assert.deepEqual(summary.reasons, [{ reason: '该采暖季未接通供热', households: 1 }])
    })

    it('names the odd ones, filtered and page by page', async () => {
      const { counts } = await read<RunSummary>(`${preview.runNo}/summary`)
      const { refused: left, up, down } = counts
      assert.deepEqual({ left, up, down, zero: counts['zero-amount'] }, { left: 1, up: 1, down: 1, zero: 0 })
      assert.deepEqual(await numbers(preview.runNo, 'show=up'), [B])
      assert.deepEqual(await numbers(preview.runNo, 'show=down'), [D])
      assert.deepEqual(await numbers(preview.runNo, 'show=refused'), [E])
      assert.deepEqual(await numbers(preview.runNo, 'show=highest'), [C, B, D, A])
      assert.deepEqual(await numbers(preview.runNo, 'show=lowest&pageSize=1'), [A])
      assert.deepEqual(await numbers(preview.runNo, 'fromFen=100000&belowFen=130000'), [B, D])
      assert.deepEqual(await numbers(preview.runNo, 'search=80010003'), [C])
      const second = await itemsOf(preview.runNo, 'pageSize=2&page=2')
      assert.deepEqual([second.total, second.items.map(({ householdNo }) => householdNo)], [5, [C, D]])
      const [b] = (await itemsOf(preview.runNo, 'show=up')).items
      assert.deepEqual(
        [b?.customerName, b?.amountFen, b?.comparedFen, b?.billedMilliM2, b?.orgUnit],
        ['测*', 123_000, 82_000, 60_000, '东一供热站'],
      )
    })

    it('explains an amount, and says every wrong filter at once', async () => {
      const steps = await read<RunItemSteps>(`${preview.runNo}/items/${B}`)
      assert.deepEqual([steps.totalFen, steps.changedSince, steps.reasons], [123_000, false, []])
      assert.equal(steps.lines[0]?.title, '热费 · 居民')
      assert.match(steps.lines[0]?.steps.join() ?? '', /60.*20\.5.*1230/)
      assert.deepEqual((await read<RunItemSteps>(`${preview.runNo}/items/${E}`)).reasons, ['该采暖季未接通供热'])
      const wrong = await (await director()).get(`/billing-runs/${preview.runNo}/items?show=nothing&pageSize=0&fromFen=x`)
      assert.deepEqual(faultsOf(refused(wrong, 422, 'INVALID')), ['fromFen', 'pageSize', 'show'])
    })

    it('is exported as it is filtered', async () => {
      const caller = { ...town.company.operator }
      const file = await town.system.billing.exportRun(caller, preview.runNo, { show: 'down' })
      const [titles, row, ...more] = await cellsOf(await bytesOf(file))
      assert.deepEqual(titles?.slice(0, 8), ['客户卡号', '户主', '地址', '组织', '收费面积', '本季应收', '上季应收', '相差'])
      assert.deepEqual([row?.[0], row?.[1], ...(row?.slice(4, 8) ?? [])], [D, '测*', '60', '1230', '2050', '-820'])
      assert.deepEqual(more, [])
    })

    it('posts what the preview counted: who is counted otherwise now waits for another preview', async () => {
      await change(C, 72_000)
      const posted = await finished(await start({ post: true, previewRunNo: preview.runNo }))
      assert.equal(posted.previewRunNo, preview.runNo)
      assert.deepEqual(posted.skipped, [
        { householdNo: C, reason: '试算时为 1456.53 元，现在为 1476.00 元，请重新试算后再出账' },
        { householdNo: E, reason: '该采暖季未接通供热' },
      ])
      assert.equal(posted.totalFen, ALL_FEN - 145_653)
      const summary = await read<RunSummary>(`${posted.runNo}/summary`)
      assert.deepEqual(summary.byFeeType, [{ code: 'heat', name: '热费', households: 3, amountFen: ALL_FEN - 145_653 }])
      const other = await (await director()).post('/billing-runs', {
        ...{ seasonCode: LAST, orgUnit: 'DEMO', post: true, previewRunNo: preview.runNo },
      })
      refused(other, 409, 'PREVIEW_DIFFERS')
    })

    it('on a billed season says who is new, changed and no longer due, line by line, and posts nothing', async () => {
      // B 65.00 m² 1332.50, was 1230.00; A is no longer connected; C was never billed, 72.00 m² 1476.00.
      await change(B, 65_000)
      await town.database.write((unit) =>
        unit.execute(
          `UPDATE household_seasons SET status = 'not-connected', version = version + 1
           WHERE household_id IN (SELECT id FROM households WHERE household_no = '${A}') AND season_id IN (SELECT id FROM seasons WHERE code = '${SEASON}')`,
        ),
      )
      const before = await accountTotals(town.database)
      const run = await finished(await start({ post: false, compare: true }))
      const found = (await itemsOf(run.runNo, 'show=all')).items
      assert.deepEqual(
        found.map(({ householdNo, verdict, comparedFen, amountFen }) => [householdNo, verdict, comparedFen, amountFen]),
        [
          [A, 'gone', 95_469, 0],
          [B, 'changed', 123_000, 133_250],
          [C, 'new', null, 147_600],
          [D, 'same', 123_000, 123_000],
          [E, null, null, 0],
        ],
      )
      const summary = await read<RunSummary>(`${run.runNo}/summary`)
      // 102.50 − 954.69 + 1476.00
      assert.equal(summary.differenceFen, 10_250 - 95_469 + 147_600)
      assert.deepEqual([summary.counts.new, summary.counts.changed, summary.counts.gone, summary.counts.same], [1, 1, 1, 1])
      assert.deepEqual(await accountTotals(town.database), before)
      await assertBooksClosed(town.database, town.simulator)
      refused(
        await (await director()).post('/billing-runs', { seasonCode: SEASON, orgUnit: 'DEMO', post: true, compare: true }),
        422,
        'INVALID',
      )
    })

    it('corrects what has changed, one household a transaction, and says of each what became of it', async () => {
      const run = await finished(await start({ post: false, compare: true }))
      const api = await director()
      refused(await api.post(`/billing-runs/${run.runNo}/corrections`, { reason: '' }), 422, 'INVALID')
      refused(await api.post(`/billing-runs/${preview.runNo}/corrections`, { reason: '面积核实' }), 409, 'NOT_A_COMPARISON')
      const asked = await api.post(`/billing-runs/${run.runNo}/corrections`, { householdNos: [B, D], reason: '面积核实' })
      assert.deepEqual([asked.status, asked.body], [202, { households: 1 }])
      await town.settle()
      const { counts } = await read<RunSummary>(`${run.runNo}/summary`)
      assert.deepEqual([counts.corrected, counts.kept, counts.changed], [1, 0, 0])
      // B: 1230.00 taken back whole, 1332.50 posted anew.
      const bill = (await (await town.staff('cashier')).get(`/households/${B}/bills`)).body.items[0]
      assert.equal(bill.chargedFen, 133_250)
      const again = await finished(await start({ post: false, compare: true }))
      assert.deepEqual(await numbers(again.runNo, 'show=changed'), [])
      refused(await api.post(`/billing-runs/${again.runNo}/corrections`, { reason: '面积核实' }), 409, 'NOTHING_TO_CORRECT')
      await assertBooksClosed(town.database, town.simulator)
    })

    it('leaves a bill as it is whose household was changed again after the comparison', async () => {
      await change(D, 61_000)
      const run = await finished(await start({ post: false, compare: true }))
      await change(D, 62_000)
      assert.equal((await (await director()).post(`/billing-runs/${run.runNo}/corrections`, { reason: '面积核实' })).status, 202)
      await town.settle()
      const [kept] = (await itemsOf(run.runNo, 'show=kept')).items
      assert.deepEqual([kept?.householdNo, kept?.reason], [D, '比对之后资料又有变更，请重新比对'])
      assert.equal((await (await town.staff('cashier')).get(`/households/${D}/bills`)).body.items[0].chargedFen, 123_000)
    })

    it('stopped before it began leaves everything as it is, and resumed posts the rest', async () => {
      const before = await accountTotals(town.database)
      const run = await start({ post: true })
      const api = await director()
      assert.equal((await api.post(`/billing-runs/${run.runNo}/stop`, {})).body.state, 'stopped')
      await town.settle()
      assert.deepEqual(await accountTotals(town.database), before)
      refused(await api.post(`/billing-runs/${run.runNo}/stop`, {}), 409, 'BILLING_RUN_TRANSITION_REFUSED')
      assert.equal((await api.post(`/billing-runs/${run.runNo}/resume`, {})).body.state, 'queued')
      const done = await finished(run)
      assert.deepEqual([done.state, done.postedCount, done.totalFen], ['done', 1, 147_600])
      refused(await api.post(`/billing-runs/${run.runNo}/resume`, {}), 409, 'BILLING_RUN_TRANSITION_REFUSED')
      await assertBooksClosed(town.database, town.simulator)
    })

    it('stopped while a chunk is being priced posts nothing of it', async () => {
      await change(A, 47_000)
      const { system } = town
      const { operator, code } = town.company
      await town.database.write((unit) =>
        unit.execute(`UPDATE household_seasons SET status = 'heating', version = version + 1 WHERE status = 'not-connected'`),
      )
      const runNo = await system.billing.startBillingRun(operator, { seasonCode: SEASON, orgUnit: code, mode: 'post' })
      const real = createPriceThread()
      const thread = {
        ...real,
        price: async (...asked: Parameters<typeof real.price>) => {
          await system.billing.stopRun(operator, runNo)
          return real.price(...asked)
        },
      }
      const before = await accountTotals(town.database)
      const post = postChunk({ ...system, accounts: readAccounts(system.tariffs) })
      await runBilling({ ...system, thread, post })(operator.scope.tenantId, { runNo })
      await real.stop()
      const stopped = await read<BillingRun>(runNo)
      assert.deepEqual([stopped.state, stopped.doneCount], ['stopped', 0])
      assert.deepEqual(await accountTotals(town.database), before)
    })

    it('may be looked at with the right to preview, and posted, stopped and corrected only with the right to post', async () => {
      const { staff } = town.system
      const { operator } = town.company
      await staff.createRole(operator, { code: 'looker', name: 'looker', permissions: ['billing.run.preview'] })
      await staff.createStaff(operator, {
        ...{ name: 'looker', displayName: 'looker', password: 'Warm-Winter-2026' },
        posts: [{ orgUnitCode: 'DEMO', roleCode: 'looker' }],
      })
      const looker = await town.staff('looker' as 'cashier')
      const posting = (await looker.get('/billing-runs')).body.items.find(({ mode }: BillingRun) => mode === 'post').runNo
      refused(await looker.post('/billing-runs', { seasonCode: SEASON, orgUnit: 'DEMO', post: true }), 403, 'FORBIDDEN')
      refused(await looker.post(`/billing-runs/${posting}/resume`, {}), 403, 'FORBIDDEN')
      refused(await looker.post(`/billing-runs/${posting}/corrections`, { reason: '面积核实' }), 403, 'FORBIDDEN')
      const auditor = await town.staff('auditor')
      refused(await auditor.get(`/billing-runs/${preview.runNo}/summary`), 403, 'FORBIDDEN')
      refused(await auditor.post(`/billing-runs/${preview.runNo}/stop`, {}), 403, 'FORBIDDEN')
    })

    async function change(householdNo: string, billedMilliM2: number): Promise<void> {
      const own = `SELECT hs.id FROM household_seasons hs JOIN households h ON h.id = hs.household_id JOIN seasons s ON s.id = hs.season_id
        WHERE h.household_no = '${householdNo}' AND s.code = '${SEASON}'`
      const [row] = await town.database.read((unit) => unit.select<{ id: number }>(own))
      await town.database.write(async (unit) => {
        await unit.execute('UPDATE heated_areas SET billed_milli_m2 = :billedMilliM2 WHERE household_season_id = :id', {
          billedMilliM2,
          id: row?.id ?? 0,
        })
        await unit.execute('UPDATE household_seasons SET version = version + 1 WHERE id = :id', { id: row?.id ?? 0 })
      })
    }
  })
}
