import assert from 'node:assert/strict'
import request from 'supertest'
import type { Bill } from '../../shared/contracts/billing.ts'
import type { HeatRefund, HeatRefundQuote, Outage, OutageHousehold } from '../../shared/contracts/poor-heat.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import { faultsOf, refused, type StaffApi, withToken } from '../support/api.ts'
import { accountTotals, assertBooksClosed, assertReplays } from '../support/books.ts'
import { balanceOf, rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'
import { PASSWORD } from '../support/world.ts'

/*
 * 20.00 yuan/m², 121 days, due 2019-02-13, 1 ‰ a day. Below 16 ℃ half of each day is given back, an outage from 24 h on by started days.
 *   甲 121.00 m²: 2420.00, a day 20.00; paid. Reported 1 Jan, warm again 11 Jan, 15.50 ℃: 10 × 20.00 × 50 % = 100.00, which becomes balance
 *   乙 60.50 m²: 1210.00, a day 10.00; nothing paid, on 25 Feb 12 days late: 14.52. Half of its rooms are cold: 10 × 10.00 × 50 % × 1/2 = 25.00 off
 *   an outage of 26 h at 甲's and 乙's substation: 2 started days: 40.00 and 20.00
 *   then 甲's area is found to be 60.50 m²: 1210.00, the day is 10.00, so 50.00 and 20.00 are given back instead of 100.00 and 40.00:
 *     2420.00 paid, 1140.00 used, 1280.00 balance
 */
const SEASON = '2018-2019'
const HOMES = { '80010001': '测试甲', '80010002': '测试乙', '80010003': '测试丙' }
const PEOPLE = { proposer: 'station-manager', decider: 'station-manager' } as const

function rules(): RuleSet {
  const plain = plainRules(SEASON, '2019-02-13', '2018-09-01')
  const everybody = { customerClass: '*', priceType: '*', feeType: 'heat' }
  const more = [
    {
      ...{ ...everybody, kind: 'poor-heat@1' },
      params: {
        bands: [{ from: -5_000, to: 1_600, share: { num: 1, den: 2 } }],
        ...{ bound: 'lower', excludedWindows: [{ fromMinute: 600, toMinute: 840 }], graceDays: 0, countsFrom: 'report' },
      },
    },
    { ...everybody, kind: 'outage-refund@1', params: { hours: 24, atLeast: 'this', count: 'started-days', share: { num: 1, den: 1 } } },
  ]
  const area = { ...everybody, kind: 'area-price@1', params: { priceE4: 200_000, areaBasis: 'billed' } }
  return { ...plain, rules: [area, ...plain.rules.filter(({ kind }) => kind === 'late-fee@1'), ...more] as RuleSet['rules'] }
}

for (const engine of engines) {
  describe(`refunds for cold homes and outages, on ${engine}`, () => {
    let town: Town
    let people: Record<keyof typeof PEOPLE, StaffApi>
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
      await town.addHome('80010001', '测试甲', SEASON, [{ billedMilliM2: 121_000 }])
      await town.addHome('80010002', '测试乙', SEASON, [{ billedMilliM2: 60_500 }])
      await town.addHome('80010003', '测试丙', SEASON, [{ billedMilliM2: 60_500 }])
      for (const [name, roleCode] of Object.entries(PEOPLE)) {
        const staff = { name, displayName: `测试${name}`, password: PASSWORD, posts: [{ orgUnitCode: 'DEMO', roleCode }] }
        await town.system.staff.createStaff(town.company.operator, staff)
      }
      await hangOnSubstation('一号换热站', ['80010001', '80010002'])
      await town.setTime('2018-10-20T09:00:00+08:00')
      await town.bill(rules())
      await town.residentOf('person-1', HOMES)
      const api = await town.resident('person-1')
      const made = await api.post('/payment-orders', { householdNos: ['80010001'], totalFen: 242_000, channel: 'wechat-pay' })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      await town.pay(made.body as ResidentOrder)
      await town.setTime('2019-02-25T09:00:00+08:00')
      people = { proposer: await signedIn('proposer'), decider: await signedIn('decider') }
    })
    after(() => town.close())

    const cold = (householdNo: string, more: object = {}) => ({
      ...{ householdNo, seasonCode: SEASON, reportedOn: '2019-01-01', fixedOn: '2019-01-11' },
      ...{ tests: [{ on: '2019-01-02', minute: 540, centiC: 1_550 }], ...more },
    })

    it('are worked out before they are proposed, with every step and what becomes of the money', async () => {
      const quote = (await people.proposer.post('/heat-refunds/preview', cold('80010001'), null)).body as HeatRefundQuote
      assert.deepEqual([quote.amountFen, quote.offOwedFen, quote.toBalanceFen, quote.ignoredTests], [10_000, 0, 10_000, 0])
      assert.match(quote.steps.join(), /全季热费 2420\.00 元.*每日退 50%.*= 100\.00 元/)
      const noon = { tests: [{ on: '2019-01-02', minute: 720, centiC: 1_550 }], reason: '室温不达标' }
      refused(await people.proposer.post('/heat-refunds', cold('80010001', noon)), 409, 'NOTHING_TO_REFUND')
      const bad = cold('80010001', { fixedOn: '2018-12-01', tests: [] })
      assert.deepEqual(faultsOf(refused(await people.proposer.post('/heat-refunds/preview', bad, null), 422, 'INVALID')), ['tests'])
      const early = cold('80010001', { fixedOn: '2018-12-01' })
      assert.deepEqual(faultsOf(refused(await people.proposer.post('/heat-refunds/preview', early, null), 422, 'INVALID')), ['fixedOn'])
    })

    it('are posted by a second person: what was paid becomes balance, what was owed falls, late fee so far stands', async () => {
      const one = await propose('80010001')
      refused(await people.proposer.post(`/heat-refunds/${one.refundNo}/posting`, {}), 403, 'SECOND_PERSON')
      const posted = await people.decider.post(`/heat-refunds/${one.refundNo}/posting`, {})
      assert.deepEqual([posted.status, (posted.body as HeatRefund).state], [200, 'posted'])
      assert.equal(await balanceOf(town.database, '80010001'), 10_000)
      refused(await people.decider.post(`/heat-refunds/${one.refundNo}/posting`, {}), 409, 'HEAT_REFUND_TRANSITION_REFUSED')

      const two = await propose('80010002', { failingMilliM2: 30_250 })
      assert.equal(two.amountFen, 2_500)
      await people.decider.post(`/heat-refunds/${two.refundNo}/posting`, {})
      assert.deepEqual(await linesOf('80010002'), [
        ['charge', 121_000, 118_500],
        ['late-fee', 1_452, 1_452],
        ['credit', -2_500, null],
      ])
    })

    it('may be refused with a reason, or taken back by who proposed them', async () => {
      const one = await propose('80010003')
      refused(await people.decider.post(`/heat-refunds/${one.refundNo}/withdrawal`, {}), 403, 'NOT_YOURS')
      const refusal = await people.decider.post(`/heat-refunds/${one.refundNo}/refusal`, { reason: '测温仪未校准' })
      assert.deepEqual([(refusal.body as HeatRefund).state, (refusal.body as HeatRefund).refusal], ['refused', '测温仪未校准'])
      const two = await propose('80010003')
      assert.equal(((await people.proposer.post(`/heat-refunds/${two.refundNo}/withdrawal`, {})).body as HeatRefund).state, 'withdrawn')
    })

    it('of an outage go to every home of the substation once, after a second person has seen the list', async () => {
      const body = {
        ...{ orgUnit: 'EAST-1', substation: '一号换热站', seasonCode: SEASON, reason: '一次网抢修' },
        ...{ startedAt: '2019-01-20T00:00:00.000Z', endedAt: '2019-01-21T02:00:00.000Z' },
      }
      refused(await people.proposer.post('/outages', { ...body, endedAt: '2019-01-19T00:00:00.000Z' }), 422, 'INVALID')
      const made = await people.proposer.post('/outages', body)
      assert.equal(made.status, 201, JSON.stringify(made.body))
      const { outageNo } = made.body as Outage
      const list = async () => (await people.decider.get(`/outages/${outageNo}/households`)).body.items as OutageHousehold[]
      assert.deepEqual((await list()).map(({ householdNo, amountFen, posted }) => [householdNo, amountFen, posted]).sort(), [
        ['80010001', 4_000, false],
        ['80010002', 2_000, false],
      ])
      refused(await people.proposer.post(`/outages/${outageNo}/posting`, {}), 403, 'SECOND_PERSON')
      assert.equal((await people.decider.post(`/outages/${outageNo}/posting`, {})).status, 200)
      await town.system.worker.drain()
      const [job] = town.system.poorHeat.jobs
      await job?.handle({ tenantId: town.company.tenantId, payload: { outageNo } } as never)
      const done = (await people.decider.get(`/outages/${outageNo}`)).body as Outage
      assert.deepEqual([done.state, done.postedCount, done.skippedCount, done.totalFen], ['posted', 2, 0, 6_000])
      assert.deepEqual(
        (await list()).map(({ posted }) => posted),
        [true, true],
      )
      assert.equal(await balanceOf(town.database, '80010001'), 14_000)
    })

    it('are given again, of what is charged then, when the bill is corrected', async () => {
      const { changeAreas } = town.system.billing.corrections
      const areas = [{ areaNo: 1, grossMilliM2: 60_500, billedMilliM2: 60_500 }]
      const wish = { householdNo: '80010001', seasonCode: SEASON, areas, reason: '实测面积与登记不符' }
      const { after } = await changeAreas({ ...wish, seen: null }, town.company.operator)
      assert.deepEqual([after.chargedFen, after.paidFen, after.balanceFen], [114_000, 114_000, 128_000])
      await changeAreas({ ...wish, seen: { seenOwedFen: 0, seenBalanceFen: 128_000 } }, town.company.operator)
      assert.equal(await balanceOf(town.database, '80010001'), 128_000)
    })

    it('come out the same again, and the books close', async () => {
      assert.equal(await assertReplays(town.database, SEASON), 3)
      await town.settle()
      const totals = await accountTotals(town.database)
      assert.equal(totals['income:heat'], -(114_000 + 121_000 - 4_500 + 121_000))
      assert.equal(totals['income:late-fee'], -1_452)
      await assertBooksClosed(town.database, town.simulator)
    })

    async function propose(householdNo: string, more: object = {}): Promise<HeatRefund> {
      const made = await people.proposer.post('/heat-refunds', cold(householdNo, { ...more, reason: '用户报告室温不达标，三次测温属实' }))
      assert.equal(made.status, 201, JSON.stringify(made.body))
      return made.body as HeatRefund
    }

    async function linesOf(householdNo: string): Promise<(string | number | null)[][]> {
      const [bill] = (await people.decider.get(`/households/${householdNo}/bills`)).body.items as Bill[]
      return (bill?.lines ?? []).map(({ type, feeType, amountFen, openFen }) => [
        feeType === 'late-fee' ? feeType : type,
        amountFen,
        openFen,
      ])
    }

    /** By SQL: which home hangs where is a matter of the households' records. */
    async function hangOnSubstation(name: string, householdNos: readonly string[]): Promise<void> {
      const [unit] = await rowsOf<{ id: number }>(town.database, `SELECT id FROM org_units WHERE code = 'EAST-1'`)
      const values = { name, orgUnitId: unit?.id ?? 0, tenantId: town.company.tenantId, householdNos }
      await town.database.write(async (work) => {
        await work.execute(
          `INSERT INTO substations (id, tenant_id, org_unit_id, name, version, created_at) VALUES (900001, :tenantId, :orgUnitId, :name, 1, 0)`,
          values,
        )
        await work.execute(`UPDATE households SET substation_id = 900001 WHERE household_no IN (:householdNos)`, values)
      })
    }

    async function signedIn(name: string): Promise<StaffApi> {
      const done = await request(town.url).post('/api/staff/sessions').send({ companyCode: 'DEMO', name, password: PASSWORD })
      return withToken({ app: town.url }, done.body.accessToken)
    }
  })
}
