import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { HeatedAreaInput, HouseholdInput } from '../../../server/src/modules/households/inputs.ts'
import { SERVED_KINDS } from '../../../server/src/modules/tariffs/served-kinds.ts'
import { findSeasonFor } from '../../../server/src/modules/tenancy/index.ts'
import type { BillingRun, HouseholdQuote } from '../../../shared/contracts/billing.ts'
import { priceSeasonByVersions, type TariffLine } from '../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../shared/tariff/explain.ts'
import type { HeatedAreaFacts, TariffFacts } from '../../../shared/tariff/facts.ts'
import type { RuleSet } from '../../../shared/tariff/rule-set.ts'
import { assertBooksClosed, assertReplays } from '../../support/books.ts'
import { rowsOf } from '../../support/database-rows.ts'
import { engines } from '../../support/engines.ts'
import { openTown, type Town } from '../../support/town.ts'
import { anyCase } from '../../unit/shared/tariff/random-tariffs.ts'

/**
 * Random rules and random homes through the real server: every station has rules of its own and one home. What the engine says of the
 * facts as they were typed in is what the preview counts, what is posted, and what the resident is asked for, line by line.
 */
const SEASON = '2018-2019'
const CASES = { mysql: 60, sqlite: 20 }

type Case = { readonly facts: TariffFacts; readonly ruleSets: readonly RuleSet[] }
type PostedLine = Pick<TariffLine, 'feeType' | 'areaNo' | 'amountFen'> & { readonly payerKind: string; readonly steps: string }

for (const engine of engines) {
  describe(`preview, quote and posted bill on ${engine}`, function () {
    this.timeout(180_000)
    const seed = Date.now() % 2_147_483_647
    const cases = fc
      .sample(anyCase, { numRuns: CASES[engine] * 3, seed })
      .filter(served)
      .slice(0, CASES[engine])
      .map(asRecorded)
    const named = (index: number) => `case ${index} of seed ${seed}`
    let town: Town
    before(async () => {
      town = await openTown(engine, '2018-10-20T09:00:00+08:00')
      await town.addSeason(SEASON, '2018-11-01', '2019-03-31')
      for (const [index, one] of cases.entries()) await settle(index, one)
    })
    after(() => town.close())

    it('say the same of every home, line by line', async () => {
      const expected = cases.map(({ facts, ruleSets }) => priceSeasonByVersions(facts, ruleSets))
      assert.deepEqual(
        expected.flatMap(({ faults }, index) => (faults.length > 0 ? [named(index), faults] : [])),
        [],
        'every case can be priced',
      )
      const preview = await run(false)
      assert.equal(preview.totalFen, sum(expected.map(({ totalFen }) => totalFen)), `preview of seed ${seed}`)
      const posted = await run(true)
      assert.deepEqual([posted.totalFen, posted.postedCount, posted.skipped], [preview.totalFen, cases.length, []])

      const api = await town.staff('cashier')
      for (const [index, { lines }] of expected.entries()) {
        assert.deepEqual(await linesOf(index), lines.map(asPosted), named(index))
        const quote = (await api.get(`/households/${householdNo(index)}/quote`)).body as HouseholdQuote
        const owed = lines.filter(({ payer, amountFen }) => !payer && amountFen > 0)
        assert.deepEqual(
          quote.items.map(({ feeType, amountFen, steps }) => ({ feeType, amountFen, steps })),
          owed.map(({ feeType, amountFen, steps }) => ({ feeType, amountFen, steps: renderSteps(steps) })),
          named(index),
        )
      }
    })

    it('come out the same again, and the books close', async () => {
      assert.equal(await assertReplays(town.database, SEASON), cases.length)
      await town.settle()
      await assertBooksClosed(town.database, town.simulator)
    })

    async function settle(index: number, { facts, ruleSets }: Case): Promise<void> {
      const { tenancy, tariffs, households, database } = { ...town.system, database: town.database }
      const { operator, tenantId, code } = town.company
      const unitCode = `S${index + 1}`
      const { orgUnitId } = await tenancy.addOrgUnit(operator, {
        code: unitCode,
        name: `第${index + 1}站`,
        kind: 'station',
        parentCode: code,
      })
      await database.write(async (unit) => {
        const season = await findSeasonFor(unit, tenantId, orgUnitId, SEASON)
        for (const ruleSet of ruleSets) await tariffs.publishRuleSet(unit, operator, { orgUnitId, seasonId: season?.id ?? 0, ruleSet })
      })
      const { areas, quantities } = facts
      const home: HouseholdInput = {
        householdNo: householdNo(index),
        orgUnitCode: unitCode,
        community: '青云里',
        building: '3号楼',
        entrance: '2单元',
        room: `${index + 1}`,
        customer: { kind: 'person', name: '测试甲' },
        season: { seasonCode: SEASON, areas: areas.map(asInput), ...(quantities ? { quantities: { ...quantities } } : {}) },
      }
      await households.createHousehold(operator, home)
    }

    async function run(post: boolean): Promise<BillingRun> {
      const api = await town.staff('director')
      const { runNo } = (await api.post('/billing-runs', { seasonCode: SEASON, orgUnit: 'DEMO', post })).body as BillingRun
      await town.settle()
      return (await api.get(`/billing-runs/${runNo}`)).body
    }

    async function linesOf(index: number): Promise<PostedLine[]> {
      return rowsOf(
        town.database,
        `SELECT l.fee_type AS feeType, l.area_no AS areaNo, l.amount_fen AS amountFen, l.payer_kind AS payerKind, l.steps
         FROM bill_lines l JOIN households h ON h.id = l.household_id WHERE h.household_no = :householdNo ORDER BY l.sequence`,
        { householdNo: householdNo(index) },
      ).then((rows) => (rows as PostedLine[]).map((row) => ({ ...row, steps: JSON.parse(row.steps) })))
    }
  })
}

function asPosted({ feeType, areaNo, amountFen, payer, steps }: TariffLine): object {
  return { feeType, areaNo, amountFen, payerKind: payer ?? 'resident', steps: JSON.parse(JSON.stringify(steps)) }
}

/** Meters are settled at the end of the season, which the server does not do yet. */
function served({ ruleSets }: Case): boolean {
  return ruleSets.every(({ rules }) => rules.every(({ kind }) => SERVED_KINDS.includes(kind)))
}

/** As a person can record it: no empty area, and the season's days are those of the calendar. */
function asRecorded({ facts, ruleSets }: Case): Case {
  const areas = facts.areas.map(({ metering: _, ...area }) => {
    const insideMilliM2 = Math.max(1, area.insideMilliM2 ?? 1)
    const grossMilliM2 = insideMilliM2 + (area.publicShareMilliM2 ?? 0)
    return { ...area, insideMilliM2, grossMilliM2, billedMilliM2: Math.max(1, area.billedMilliM2) }
  })
  return { facts: { ...facts, season: { ...facts.season, days: 151 }, areas }, ruleSets }
}

function asInput(area: HeatedAreaFacts): HeatedAreaInput {
  const { areaNo: _, insideMilliM2, usableMilliM2, heightMm, ...rest } = area
  const { name, grossMilliM2, billedMilliM2, customerClass, priceType, status, provenance, ...more } = rest
  return {
    ...{ name, grossMilliM2, billedMilliM2, customerClass, priceType, status, provenance },
    ...(insideMilliM2 === null ? {} : { insideMilliM2 }),
    ...(usableMilliM2 === null ? {} : { usableMilliM2 }),
    ...(heightMm === null ? {} : { heightMm }),
    more: more as HeatedAreaInput['more'],
  }
}

function householdNo(index: number): string {
  return String(83_000_001 + index)
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
