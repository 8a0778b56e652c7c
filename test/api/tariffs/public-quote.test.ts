import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import request from 'supertest'
import { WORK_AT_MOST } from '../../../server/src/modules/tariffs/price-publicly.ts'
import type { Bill } from '../../../shared/contracts/billing.ts'
import type { QuoteCase, QuoteResult } from '../../../shared/contracts/tariffs.ts'
import { priceSeason } from '../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../shared/tariff/explain.ts'
import type { TariffFacts } from '../../../shared/tariff/facts.ts'
import type { RuleSet } from '../../../shared/tariff/rule-set.ts'
import { asStaff, faultsOf, refused } from '../../support/api.ts'
import { billSeason, plainRules, publishRules, type Running, runSystem } from '../../support/system.ts'
import { buildWorld, SEASON, type World } from '../../support/world.ts'
import { facts, flat, heatRule, ruleSet } from '../../unit/shared/tariff/town.ts'

const script = fileURLToPath(new URL('../../../scripts/quote.ts', import.meta.url))
const golden = () => ({ name: 'golden', ruleSet: ruleSet(), facts: facts(flat()) })

describe('a bill worked out for anybody', () => {
  let world: World
  let running: Running
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    running = await runSystem(world)
    await billSeason(running, world.demo, plainRules(SEASON, '2027-02-13', '2026-09-01'))
  })
  after(async () => {
    await running.stop()
    await world.close()
  })

  const quote = (body: unknown) =>
    request(running.url)
      .post('/api/public/quote')
      .send(body as object)

  it('has lines, steps and total, without a sign-in', async () => {
    const response = await quote(golden())
    assert.equal(response.status, 200, response.text)
    const result = response.body as QuoteResult
    // 46.57 × 20.50 = 954.685 → 954.69
    assert.deepEqual([result.name, result.total, result.totalFen, result.faults], ['golden', '954.69', 95_469, []])
    assert.equal(result.lines[0]?.steps.at(-1), '46.57 × 20.50 = 954.685，四舍五入到分 = 954.69 元')
  })

  it('is the same from the route, from npm run quote and from the engine', async function () {
    this.timeout(60_000)
    const cases = [
      golden(),
      { ruleSet: ruleSet(), facts: facts(flat({ status: 'stopped' }), flat({ areaNo: 2, customerClass: 'non-residential' })) },
      {
        ruleSets: [
          ruleSet(),
          ruleSet({ version: 4, validFrom: '2019-01-01', rules: [{ ...heatRule, params: { priceE4: 220_000, areaBasis: 'billed' } }] }),
        ],
        facts: facts(flat()),
      },
      { ruleSet: ruleSet({ rules: [] }), facts: facts(flat()) },
      { facts: 1 },
    ]
    const { body } = await quote(cases)
    const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', script, '-'], { input: JSON.stringify(cases), encoding: 'utf8' })
    assert.deepEqual(body, JSON.parse(stdout))
    for (const [index, one] of cases.slice(0, 2).entries()) {
      const { lines, totalFen } = priceSeason(one.facts as TariffFacts, one.ruleSet as RuleSet)
      const result = (body as QuoteResult[])[index]
      assert.equal(result?.totalFen, totalFen)
      assert.deepEqual(
        result?.lines.map(({ amountFen, steps }) => [amountFen, steps]),
        lines.map(({ amountFen, steps }) => [amountFen, renderSteps(steps)]),
      )
    }
  })

  it('from the published file and the facts of a home is the bill that was posted, word for word', async () => {
    const { body: file } = await request(running.url).get(`/api/public/rule-sets/DEMO/${SEASON}/DEMO/1`)
    const staff = await asStaff(world, 'accountant')
    for (const [householdNo, change] of [
      ['80010001', { billedMilliM2: 46_570, customerClass: 'residential', priceType: 'area', name: '住宅', provenance: '房产证' }],
    ] as const) {
      const posted = (await staff.get(`/households/${householdNo}/bills`)).body.items[0] as Bill
      const given = file as QuoteCase
      const areas = given.facts.areas.map((area) => ({
        ...area,
        grossMilliM2: 46_570,
        insideMilliM2: null,
        usableMilliM2: null,
        heightMm: null,
        ...change,
      }))
      const result = (await quote({ ...given, facts: { ...given.facts, areas } })).body as QuoteResult
      assert.equal(result.totalFen, 95_469)
      assert.deepEqual(
        result.lines.map(({ amountFen, steps }) => [amountFen, steps]),
        posted.lines.map(({ amountFen, steps }) => [amountFen, steps]),
      )
    }
  })

  it('is the posted bill also where the price has changed within the season', async () => {
    const dearer = plainRules(SEASON, '2027-02-13', '2027-01-01')
    const price = {
      kind: 'area-price@1',
      customerClass: '*',
      priceType: '*',
      feeType: 'heat',
      params: { priceE4: 220_000, areaBasis: 'billed' },
    } as const
    await publishRules(running, world.other, { ...dearer, version: 2, rules: [price, ...dearer.rules.slice(1)] })
    await billSeason(running, world.other, plainRules(SEASON, '2027-02-13', '2026-09-01'))
    const { body: file } = await request(running.url).get(`/api/public/rule-sets/OTHER/${SEASON}/OTHER/2`)
    const posted = (await (await asStaff(world, 'cashier', world.other)).get('/households/80010001/bills')).body.items[0] as Bill
    const given = file as QuoteCase
    const home = { billedMilliM2: 46_570, grossMilliM2: 46_570, priceType: 'area', name: '住宅', provenance: '房产证' }
    const areas = given.facts.areas.map((area) => ({ ...area, insideMilliM2: null, usableMilliM2: null, heightMm: null, ...home }))
    const result = (await quote({ ...given, facts: { ...given.facts, areas } })).body as QuoteResult
    // 46.57 × 20.50 × 47/121 = 370.83, 46.57 × 22.00 × 74/121 = 626.58
    assert.equal(result.totalFen, 99_741)
    assert.deepEqual(
      result.lines.map(({ amountFen, steps }) => [amountFen, steps]),
      posted.lines.map(({ amountFen, steps }) => [amountFen, steps]),
    )
  })

  it('names every fault at once, and the others of the array are worked out all the same', async () => {
    const bad = facts(flat({ billedMilliM2: -1, heightMm: 1_000_000 }), flat({ grossMilliM2: -5 }))
    const { body } = await quote([{ ruleSet: ruleSet(), facts: bad }, golden()])
    const [first, second] = body as QuoteResult[]
    assert.deepEqual(first?.faults.map(({ path }) => path).sort(), [
      'areas[0].billedMilliM2',
      'areas[0].heightMm',
      'areas[1].areaNo',
      'areas[1].grossMilliM2',
    ])
    for (const { message } of first?.faults ?? []) assert.match(message, /[一-龥]/)
    assert.equal(second?.totalFen, 95_469)
  })

  it('is limited in what may be asked at once: cases, bytes, work', async () => {
    assert.equal((await quote(Array.from({ length: 20 }, golden))).status, 200)
    const many = refused(await quote(Array.from({ length: 21 }, golden)), 422, 'INVALID')
    assert.match(many.detail, /一次试算 1 到 20 份/)
    refused(await quote([]), 422, 'INVALID')
    refused(await quote({ ...golden(), name: 'x'.repeat(140_000) }), 413, 'BODY_TOO_LARGE')
    // 4 rules × 151 areas
    const homes = Array.from({ length: 151 }, (_, index) => flat({ areaNo: index + 1 }))
    refused(await quote({ ruleSet: ruleSet(), facts: facts(...homes) }), 422, 'QUOTE_TOO_LARGE')
    assert.equal((await quote({ ruleSet: ruleSet(), facts: facts(...homes.slice(0, 150)) })).status, 200)
  })

  it('the most work that is let through takes a fraction of a second', async function () {
    this.timeout(20_000)
    const fee = (index: number) => ({
      kind: 'percent-fee@1',
      customerClass: '*',
      priceType: '*',
      feeType: `fee-${index}`,
      params: { ofFeeType: 'heat', share: { num: 1, den: 3 } },
    })
    const days = Array.from({ length: 15 }, (_, index) => `2018-11-${String(2 * index + 1).padStart(2, '0')}`)
    const periods = days.map((day) => ({ fromOn: day, toOn: day, status: 'stopped' as const }))
    const rules = [...ruleSet().rules, ...Array.from({ length: 15 }, (_, index) => fee(index))]
    const body = { ruleSet: { ...ruleSet(), rules }, facts: facts(flat({ periods })) }
    assert.ok(19 * 31 <= WORK_AT_MOST && 20 * 31 > WORK_AT_MOST, 'the request is as large as it may be')
    const started = performance.now()
    const response = await quote(body)
    assert.equal(response.status, 200, response.text)
    const { lines, faults } = response.body as QuoteResult
    assert.ok(lines.length > 100, JSON.stringify([lines.length, faults]))
    assert.ok(performance.now() - started < 1_000)
  })

  it('what is no case of any kind is refused or named, never a fault of the server', async () => {
    for (const text of ['1', '"text"', 'null', 'true']) {
      const response = await request(running.url).post('/api/public/quote').set('Content-Type', 'application/json').send(text)
      refused(response, 422, 'INVALID')
    }
    for (const odd of [
      {},
      [1],
      [null],
      [[]],
      { ruleSet: 1, facts: [] },
      { ruleSet: { rules: 'x' }, facts: { areas: {} } },
      { __proto__: null },
    ]) {
      const response = await quote(odd)
      assert.equal(response.status, 200, JSON.stringify(odd))
      const [result] = [response.body].flat() as QuoteResult[]
      assert.equal(result?.faults[0]?.code, 'WRONG_SHAPE')
    }
    refused(await request(running.url).post('/api/public/quote').send('ruleSet=1'), 415, 'NOT_JSON')
    assert.deepEqual(faultsOf(refused(await quote({ ...golden(), name: 'a\u0000b' }), 422, 'INVALID')), ['name'])
  })
})
