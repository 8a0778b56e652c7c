import assert from 'node:assert/strict'
import { findSeasonFor } from '../../server/src/modules/tenancy/index.ts'
import { verify } from '../../server/src/reports/verify/index.ts'
import { importOf, readImport } from '../api/exchange/desk.ts'
import { asStaff } from '../support/api.ts'
import { engines } from '../support/engines.ts'
import { plainRules } from '../support/system.ts'
import { HOUSEHOLD_TITLES, householdRow, workbookOf } from '../support/workbooks.ts'
import { buildWorld, SEASON, type World } from '../support/world.ts'

/**
 * A company moves in with three flats and a shop.
 *
 *   81000001  46.57 m²            2023-2024 owes 500.10, 2024-2025 owes 954.69      arrears 1 454.79
 *   81000002  90 m², storey 5 m   90 × 5.0 / 3.0 = 150 m² billed                    2024-2025 has 200.00 left
 *   81000003  46.57 + 12.5 m²     two areas, two rows                               nothing
 *   82000001  shop in WEST, legal entity of its own: 100 m²                         2023-2024 owes 0.01
 *
 * Gross 46.57 + 90 + 46.57 + 12.5 + 100 = 295.64; billed 46.57 + 150 + 46.57 + 12.5 + 100 = 355.64.
 * Arrears 2023-2024: 500.10 + 0.01 = 500.11; 2024-2025: 954.69; together 1 454.80. Balance 200.00.
 * Ledger: DEMO receivable 1 454.79, advance −200.00, opening −1 454.79 + 200.00 = −1 254.79; DEMO-WEST receivable 0.01, opening −0.01.
 */
const TITLES = [...HOUSEHOLD_TITLES, '2023-2024陈欠', '2024-2025陈欠']
const ROWS = [
  householdRow(
    { 客户卡号: '81000001', 客户名称: '测试期初甲', 手机号: '13800000001', '2023-2024陈欠': '500.10', '2024-2025陈欠': '954.69' },
    TITLES,
  ),
  householdRow({ 客户卡号: '81000002', 室号: '502', 建筑面积: '90', 层高: '5', 面积来源: '房产证', '2024-2025陈欠': '-200' }, TITLES),
  householdRow({ 客户卡号: '81000003', 室号: '503' }, TITLES),
  householdRow({ 客户卡号: '81000003', 室号: '503', 面积名称: '阁楼', 建筑面积: '12.5' }, TITLES),
  householdRow(
    {
      供热站: 'WEST-1',
      小区: '西里',
      客户卡号: '82000001',
      客户名称: '样例超市',
      户主类型: '单位',
      客户类型: '非居民',
      面积名称: '商铺',
      建筑面积: '100',
      '2023-2024陈欠': '0.01',
    },
    TITLES,
  ),
]

for (const engine of engines)
  describe(`a company moves in with its workbook, on ${engine}`, () => {
    let world: World
    before(async function () {
      this.timeout(60_000)
      world = await buildWorld({ engine })
    })
    after(() => world.close())

    it('previews what it would do, to the fen and the square metre, and writes nothing yet', async function () {
      this.timeout(60_000)
      const seen = await importOf(world, 'admin', await workbookOf(TITLES, ROWS), {
        query: { newCommunities: 'create', heightOver: '3.0', heightPer: '3.0' },
      })
      assert.equal(seen.state, 'ready', JSON.stringify(seen))
      assert.equal(seen.rowCount, 5)
      assert.deepEqual(seen.statistics, {
        households: 4,
        areas: 5,
        grossMilliM2: 295_640,
        billedMilliM2: 355_640,
        heightComputed: 1,
        byClass: [
          { customerClass: 'residential', areas: 4, billedMilliM2: 255_640 },
          { customerClass: 'non-residential', areas: 1, billedMilliM2: 100_000 },
        ],
        arrears: [
          { seasonCode: '2023-2024', households: 2, totalFen: 50_011 },
          { seasonCode: '2024-2025', households: 1, totalFen: 95_469 },
        ],
        arrearsFen: 145_480,
        balances: { households: 1, totalFen: 20_000 },
        newCommunities: ['西里'],
      })
      const api = await asStaff(world, 'admin')
      assert.equal((await api.get('/households/81000001')).status, 404)

      const sent = await api.post(`/imports/${seen.importNo}/commit`, {})
      assert.equal(sent.status, 202, sent.text)
      assert.equal(sent.body.state, 'committing')
      await world.worker.drain()
      const done = await readImport(world, 'admin', seen.importNo)
      assert.deepEqual([done.state, done.doneCount, done.committedBy], ['done', 4, '测试admin(admin)'])
    })

    it('has opened files, areas, bills and balances', async () => {
      const api = await asStaff(world, 'admin')
      const { body: tall } = await api.get('/households/81000002')
      assert.equal(tall.balanceFen, 20_000)
      const [season] = tall.seasons
      assert.equal(season.seasonCode, '2026-2027')
      assert.deepEqual(
        [season.areas[0].grossMilliM2, season.areas[0].billedMilliM2, season.areas[0].heightMm, season.areas[0].provenance],
        [90_000, 150_000, null, '房产证 90.00㎡，层高5.00米按3.00米折算'],
      )
      const { body: two } = await api.get('/households/81000003')
      assert.deepEqual(
        two.seasons[0].areas.map(({ areaNo, name, billedMilliM2 }: { areaNo: number; name: string; billedMilliM2: number }) => [
          areaNo,
          name,
          billedMilliM2,
        ]),
        [
          [1, '住宅', 46_570],
          [2, '阁楼', 12_500],
        ],
      )
      const { body: quote } = await api.get('/households/81000001/quote')
      assert.equal(quote.totalFen, 145_479)
      const { body: bills } = await api.get('/households/81000001/bills')
      assert.deepEqual(
        bills.items.map(({ seasonCode, openFen, lateFeeFen }: { seasonCode: string; openFen: number; lateFeeFen: number }) => [
          seasonCode,
          openFen,
          lateFeeFen,
        ]),
        [
          ['2024-2025', 95_469, 0],
          ['2023-2024', 50_010, 0],
        ],
      )
      const seasons = await api.get('/seasons')
      const made = seasons.body.items.filter(({ code }: { code: string }) => code < '2025')
      assert.deepEqual(
        made.map(({ code, startsOn, endsOn, state }: Record<string, string>) => [code, startsOn, endsOn, state]),
        [
          ['2024-2025', '2024-11-15', '2025-03-15', 'closed'],
          ['2023-2024', '2023-11-15', '2024-03-15', 'closed'],
        ],
      )
    })

    it('has posted it by the opening account, and verify finds nothing', async () => {
      const rows = await world.database.read((unit) =>
        unit.select<{ code: string; account: string; fen: number }>(
          `SELECT x.code, l.account, SUM(l.debit_fen - l.credit_fen) AS fen FROM journal_lines l JOIN journal_entries e ON e.id = l.entry_id
         JOIN legal_entities x ON x.id = e.legal_entity_id GROUP BY x.code, l.account ORDER BY x.code, l.account`,
        ),
      )
      assert.deepEqual(
        rows.map(({ code, account, fen }) => [code, account, Number(fen)]),
        [
          ['DEMO', 'advance', -20_000],
          ['DEMO', 'opening', -125_479],
          ['DEMO', 'receivable', 145_479],
          ['DEMO-WEST', 'opening', -1],
          ['DEMO-WEST', 'receivable', 1],
        ],
      )
      await world.ledger.sealEntries()
      assert.deepEqual((await verify(world.database)).findings, [])
    })

    it('bills the season; what was brought along as balance pays its part of it, and verify finds nothing', async function () {
      this.timeout(60_000)
      const { demo } = world
      // 150 m² × 20.50 = 3 075.00, less the 200.00 of balance = 2 875.00 open. 46.57 × 20.50 = 954.685 = 954.69, arrears stay beside it.
      await world.database.write(async (unit) => {
        const season = await findSeasonFor(unit, demo.tenantId, demo.orgUnitId, SEASON)
        const ruleSet = plainRules(SEASON, '2027-02-13', '2026-09-01')
        await world.tariffs.publishRuleSet(unit, demo.operator, { orgUnitId: demo.orgUnitId, seasonId: season?.id ?? 0, ruleSet })
      })
      await world.billing.startBillingRun(demo.operator, { seasonCode: SEASON, orgUnit: 'DEMO', mode: 'post' })
      await world.worker.drain()
      const api = await asStaff(world, 'admin')
      const { body: tall } = await api.get('/households/81000002/quote')
      assert.equal(tall.totalFen, 287_500)
      assert.equal((await api.get('/households/81000002')).body.balanceFen, 0)
      const { body: owing } = await api.get('/households/81000001/quote')
      assert.equal(owing.totalFen, 145_479 + 95_469)
      await world.ledger.sealEntries()
      assert.deepEqual((await verify(world.database)).findings, [])
    })

    it('the same import again, and the same workbook again, do nothing twice', async function () {
      this.timeout(60_000)
      const api = await asStaff(world, 'admin')
      const { body: list } = await api.get('/imports')
      const [first] = list.items
      const again = await api.post(`/imports/${first.importNo}/commit`, {})
      assert.deepEqual([again.status, again.body.state], [202, 'done'])
      await world.worker.drain()
      const second = await importOf(world, 'admin', await workbookOf(TITLES, ROWS), { query: { newCommunities: 'create' } })
      assert.deepEqual([second.state, second.householdCount], ['faulty', 0])
      const { body: rows } = await api.get(`/imports/${second.importNo}/rows?only=faulty`)
      assert.match(rows.items[0].faults[0].message, /81000001 已存在/)
      assert.deepEqual((await verify(world.database)).findings, [])
    })
  })
