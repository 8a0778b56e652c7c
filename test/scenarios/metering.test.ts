import assert from 'node:assert/strict'
import request from 'supertest'
import { settleMetering } from '../../shared/billing/meter-settlement.ts'
import type { Correction } from '../../shared/contracts/billing/corrections.ts'
import type { MeteredHousehold } from '../../shared/contracts/metering.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import { refused, type StaffApi, withToken } from '../support/api.ts'
import { assertBooksClosed, assertReplays } from '../support/books.ts'
import { balanceOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'
import { PASSWORD } from '../support/world.ts'

/*
 * Without a meter 20.00 yuan/m²; with one 6.00 yuan/m² and 0.15 yuan/kWh, at most what the area would cost; due 2019-02-13.
 *   甲 100.00 m²: 2000.00 provisional, paid. Read 1000.000 to 7000.000: 600.00 + 6000 × 0.15 = 1500.00; 500.00 stay as balance
 *     then the last reading is found to be 7400.000: 600.00 + 6400 × 0.15 = 1560.00; balance 440.00
 *   乙 100.00 m²: 2000.00 provisional, not paid. Its meter was replaced: 0 to 3000.000 and 50.000 to 4050.000: 600.00 + 7000 × 0.15 = 1650.00
 *   丙 50.00 m²: 1000.00 provisional, paid. Its meter is broken: the area fee it stays, now as the final charge
 *   丁 50.00 m²: 1000.00 provisional; its last reading is not in, so it waits
 */
const SEASON = '2018-2019'
const HOMES = { '80010001': '测试甲', '80010003': '测试丙' }

function rules(): RuleSet {
  const plain = plainRules(SEASON, '2019-02-13', '2018-09-01')
  const params = {
    ...{ areaBasis: 'billed', areaPriceE4: 200_000, basicPriceE4: 60_000, heatPriceE4: 1_500 },
    ...{ unit: 'kWh', missing: 'area-fee', cap: { num: 1, den: 1 } },
  }
  const twoPart = { kind: 'two-part@1', customerClass: '*', priceType: '*', feeType: 'heat', params }
  return { ...plain, rules: [twoPart, ...plain.rules.filter(({ kind }) => kind === 'late-fee@1')] as RuleSet['rules'] }
}

for (const engine of engines) {
  describe(`homes with heat meters, on ${engine}`, () => {
    let town: Town
    let admin: StaffApi
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
      for (const [no, area] of [
        ['80010001', 100_000],
        ['80010002', 100_000],
        ['80010003', 50_000],
        ['80010004', 50_000],
      ] as const) {
        await town.addHome(no, { ...HOMES, '80010002': '测试乙', '80010004': '测试丁' }[no], SEASON, [{ billedMilliM2: area }])
      }
      const post = { orgUnitCode: 'DEMO', roleCode: 'admin' }
      await town.system.staff.createStaff(town.company.operator, {
        name: 'admin',
        displayName: '测试管理员',
        password: PASSWORD,
        posts: [post],
      })
      await town.setTime('2018-10-20T09:00:00+08:00')
      await town.bill(rules())
      await town.residentOf('person-1', HOMES)
      await pay('80010001', 200_000)
      await pay('80010003', 100_000)
    })
    after(() => town.close())
    beforeEach(async () => {
      admin = await signedIn()
    })

    it('are charged provisionally, and their meters are fitted, read and replaced', async () => {
      const hang = (no: string, meterNo: string, startMilli: number) =>
        admin.post(`/households/${no}/meters`, { seasonCode: SEASON, areaNo: 1, meterNo, unit: 'kWh', fittedOn: '2018-11-01', startMilli })
      assert.equal((await hang('80010001', 'R-1001', 1_000_000)).status, 200)
      refused(await hang('80010002', 'R-1001', 0), 409, 'METER_IN_USE')
      await hang('80010002', 'R-1002', 0)
      await hang('80010004', 'R-1004', 0)
      const replaced = await admin.post('/households/80010002/meters/replacement', {
        ...{ seasonCode: SEASON, meterNo: 'R-1002', removedOn: '2019-01-10', endMilli: 3_000_000, reason: '流量计故障' },
        ...{ newMeterNo: 'R-1012', newUnit: 'kWh', newStartMilli: 50_000 },
      })
      assert.equal(replaced.status, 200, JSON.stringify(replaced.body))
      const [area] = (replaced.body as MeteredHousehold).areas
      assert.deepEqual(
        area?.meters.map(({ meterNo, startMilli, endMilli }) => [meterNo, startMilli, endMilli]),
        [
          ['R-1002', 0, 3_000_000],
          ['R-1012', 50_000, null],
        ],
      )
      assert.deepEqual((replaced.body as MeteredHousehold).needed, ['面积行 1 的热量表 R-1012缺少季末读数'])
    })

    it('are not settled before the readings are in, and say what is missing', async () => {
      await town.setTime('2019-03-20T09:00:00+08:00')
      admin = await signedIn()
      const early = refused(await settle('80010001', null), 409, 'READINGS_MISSING')
      assert.match(early.detail, /热量表 R-1001缺少季末读数/)
      assert.match(refused(await settle('80010003', null), 409, 'READINGS_MISSING').detail, /没有热量表/)
      const less = await read('80010001', 'R-1001', 900_000)
      assert.match(refused(less, 422, 'INVALID').detail, /终止读数小于起始读数/)
      refused(await read('80010001', 'R-9999', 1), 422, 'INVALID')
    })

    it('are settled one by one: what was paid too much stays as balance', async () => {
      assert.equal((await read('80010001', 'R-1001', 7_000_000)).status, 200)
      const seen = (await settle('80010001', null)).body as Correction
      const { shortFen, carryOverFen } = settleMetering(200_000, 150_000, 200_000, 'carry-over')
      assert.deepEqual([seen.after.chargedFen, seen.after.owedFen, seen.after.balanceFen], [150_000, shortFen, carryOverFen])
      const posted = await settle('80010001', seen)
      assert.deepEqual([posted.status, posted.body], [200, seen])
      assert.equal(await balanceOf(town.database, '80010001'), 50_000)
      refused(await settle('80010001', null), 409, 'NOTHING_TO_CHANGE')
    })

    it('are settled again when a reading is corrected, which needs a reason', async () => {
      refused(await read('80010001', 'R-1001', 7_400_000), 422, 'REASON_NEEDED')
      assert.equal((await read('80010001', 'R-1001', 7_400_000, '抄表员复核')).status, 200)
      const seen = (await settle('80010001', null)).body as Correction
      assert.deepEqual([seen.after.chargedFen, seen.after.balanceFen], [156_000, 44_000])
      assert.equal((await settle('80010001', seen)).status, 200)
    })

    it('are settled together where everything is there; the list says who waits and why', async () => {
      await read('80010002', 'R-1012', 4_050_000)
      const gap = { seasonCode: SEASON, areaNo: 1, missing: true, reason: '表计损坏，已报修' }
      assert.equal((await admin.post('/households/80010003/metering-gaps', gap)).status, 200)
      const started = await admin.post('/metering-settlements', { seasonCode: SEASON, orgUnit: 'DEMO' })
      assert.equal(started.status, 202, JSON.stringify(started.body))
      await town.system.worker.drain()
      const { items } = (await admin.get(`/metering/households?seasonCode=${SEASON}`)).body as { items: MeteredHousehold[] }
      assert.deepEqual(
        items.map(({ householdNo, settled, chargedFen, needed }) => [householdNo, settled, chargedFen, needed.length]),
        [
          ['80010001', true, 156_000, 0],
          ['80010002', true, 165_000, 0],
          ['80010003', true, 100_000, 0],
          ['80010004', false, 100_000, 1],
        ],
      )
      const open = (await admin.get(`/metering/households?seasonCode=${SEASON}&state=open`)).body as { items: MeteredHousehold[] }
      assert.deepEqual(
        open.items.map(({ householdNo }) => householdNo),
        ['80010004'],
      )
    })

    it('come out the same again, and the books close', async () => {
      assert.equal(await assertReplays(town.database, SEASON), 4)
      await town.settle()
      await assertBooksClosed(town.database, town.simulator)
    })

    async function pay(householdNo: string, totalFen: number): Promise<void> {
      const api = await town.resident('person-1')
      const made = await api.post('/payment-orders', { householdNos: [householdNo], totalFen, channel: 'wechat-pay' })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      await town.pay(made.body as ResidentOrder)
    }

    const read = (householdNo: string, meterNo: string, valueMilli: number, reason?: string) =>
      admin.post(`/households/${householdNo}/readings`, {
        seasonCode: SEASON,
        readings: [{ meterNo, purpose: 'end', valueMilli, readOn: '2019-03-16' }],
        ...(reason ? { reason } : {}),
      })

    const settle = (householdNo: string, seen: Correction | null) => {
      const path = `/households/${householdNo}/seasons/${SEASON}/metering-settlement`
      if (!seen) return admin.post(`${path}/preview`, {}, null)
      return admin.post(path, { seenOwedFen: seen.after.owedFen, seenBalanceFen: seen.after.balanceFen })
    }

    async function signedIn(): Promise<StaffApi> {
      const done = await request(town.url).post('/api/staff/sessions').send({ companyCode: 'DEMO', name: 'admin', password: PASSWORD })
      return withToken({ app: town.url }, done.body.accessToken)
    }
  })
}
