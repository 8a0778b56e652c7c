import assert from 'node:assert/strict'
import request from 'supertest'
import { demoPrices, ruleSetOf } from '../../../scripts/demo-town/prices.ts'
import { calendarOf } from '../../../scripts/demo-town/seasons.ts'
import { customersOf } from '../../../server/src/modules/tariffs/asked-facts.ts'
import { quoteCase } from '../../../server/src/modules/tariffs/price-publicly.ts'
import { findSeasonFor } from '../../../server/src/modules/tenancy/index.ts'
import type { PublicRuleSets } from '../../../shared/contracts/tariffs/public.ts'
import type { QuoteCase, QuoteResult } from '../../../shared/contracts/tariffs.ts'
import type { RuleSet } from '../../../shared/tariff/rule-set.ts'
import { faultsOf, refused } from '../../support/api.ts'
import { engines } from '../../support/engines.ts'
import { plainRules } from '../../support/system.ts'
import { buildWorld, SEASON, type World } from '../../support/world.ts'
import { flat, ruleSet } from '../../unit/shared/tariff/town.ts'

for (const engine of engines) {
  describe(`published prices for anybody, on ${engine}`, () => {
    let world: World
    before(async function () {
      this.timeout(60_000)
      world = await buildWorld({ engine })
      await publish(plainRules(SEASON, '2027-02-13', '2026-09-01'))
      await publish({ ...plainRules(SEASON, '2027-02-13', '2026-11-01'), version: 2 })
      await publish({ ...plainRules(SEASON, '2027-02-13', '2027-01-01'), version: 3 })
    })
    after(() => world.close())

    async function publish(rules: RuleSet): Promise<void> {
      const { tenantId, orgUnitId, operator } = world.demo
      await world.database.write(async (unit) => {
        const season = await findSeasonFor(unit, tenantId, orgUnitId, rules.seasonCode)
        await world.tariffs.publishRuleSet(unit, operator, { orgUnitId, seasonId: season?.id ?? 0, ruleSet: rules })
      })
    }
    const list = (company: string) => request(world.app).get('/api/public/rule-sets').query({ company })
    const file = (path: string) => request(world.app).get(`/api/public/rule-sets/${path}`)

    it('are found by the company’s code, newest version first, with the one in force named', async () => {
      const response = await list(' demo ')
      assert.equal(response.status, 200, response.text)
      const { company, ruleSets } = response.body as PublicRuleSets
      assert.deepEqual(company, { code: 'DEMO', name: '示例热力有限公司' })
      assert.deepEqual(
        ruleSets.map(({ version, validFrom, inForce }) => [version, validFrom, inForce]),
        [
          [3, '2027-01-01', true],
          [2, '2026-11-01', false],
          [1, '2026-09-01', false],
        ],
      )
      const [last, first] = ruleSets
      assert.deepEqual(
        last?.customers.map(({ price }) => price),
        [null, null],
        'two prices in one season are not one',
      )
      assert.deepEqual(first?.season, { code: SEASON, startsOn: '2026-11-15', endsOn: '2027-03-15', days: 121 })
      assert.deepEqual(first?.notice, { no: '示价〔2018〕12号', title: '关于居民供热价格的通知（样例）', issuedOn: '2018-09-01' })
      assert.deepEqual(
        first?.customers.map(({ className, price, mayStop, asks }) => [className, price, mayStop, asks.map((ask) => ask.fact)]),
        [
          ['居民', '20.50 元/㎡·采暖季', true, ['billedMilliM2']],
          ['非居民', '20.50 元/㎡·采暖季', true, ['billedMilliM2']],
        ],
      )
    })

    it('hold nothing but prices: no id, no household, no name of a person', async () => {
      for (const { text } of [await list('DEMO'), await file(`DEMO/${SEASON}/DEMO/2`)]) {
        assert.doesNotMatch(text, /"(id|tenantId|orgUnitId|authorName|publisherName|createdAt)"/)
        assert.doesNotMatch(text, /8001\d{4}|测试|青云里/)
      }
    })

    it('of an unknown company, a closed one and one without any are the same: not found', async () => {
      const answers = [
        await list('NOBODY'),
        await list('OTHER'),
        await file(`NOBODY/${SEASON}/DEMO/1`),
        await file(`DEMO/${SEASON}/DEMO/9`),
      ]
      const suspend = (state: string) =>
        world.database.write((unit) => unit.execute(`UPDATE tenants SET state = :state WHERE code = 'DEMO'`, { state }))
      await suspend('suspended')
      answers.push(await list('DEMO'), await file(`DEMO/${SEASON}/DEMO/1`))
      await suspend('active')
      const said = answers.map((answer) => refused(answer, 404, 'RULE_SETS_NOT_FOUND').detail)
      assert.equal(new Set(said).size, 1)
    })

    it('that are not published yet are not there', async () => {
      const drafted = (state: string) =>
        world.database.write((unit) => unit.execute('UPDATE rule_sets SET state = :state WHERE rule_version = 3', { state }))
      await drafted('draft')
      const { ruleSets } = (await list('DEMO')).body as PublicRuleSets
      assert.deepEqual(
        ruleSets.map(({ version }) => version),
        [2, 1],
      )
      refused(await file(`DEMO/${SEASON}/DEMO/3`), 404, 'RULE_SETS_NOT_FOUND')
      await drafted('published')
    })

    it('come as a file that can be worked out as it is', async () => {
      const response = await file(`demo/${SEASON}/DEMO/1`)
      assert.equal(response.status, 200, response.text)
      assert.match(response.headers['content-disposition'] ?? '', /attachment; filename="DEMO-2026-2027-1\.json"/)
      const answer = await request(world.app).post('/api/public/quote').send(response.body)
      // 100 m² × 20.50
      assert.equal((answer.body as QuoteResult).total, '2050.00')
    })

    it('that change within the season come together in one file, without those that never take effect', async () => {
      const { ruleSet: only } = (await file(`DEMO/${SEASON}/DEMO/2`)).body as QuoteCase
      assert.equal(only?.version, 2)
      const { ruleSet: none, ruleSets } = (await file(`DEMO/${SEASON}/DEMO/3`)).body as QuoteCase
      assert.deepEqual([none, ruleSets?.map(({ version }) => version)], [undefined, [2, 3]])
    })

    it('an address that names nothing finds nothing, and a code that is none is refused', async () => {
      for (const path of [`DEMO/${SEASON}/DEMO/0`, `DEMO/2026/DEMO/1`, `DEMO/${SEASON}/DEMO/x`]) refused(await file(path), 404, 'NOT_FOUND')
      for (const code of ['', '%', "DEMO' OR 1=1", 'x'.repeat(33), '公司'])
        assert.deepEqual(faultsOf(refused(await list(code), 422, 'INVALID')), ['company'], code)
    })
  })
}

describe('what a rule set asks of an area', () => {
  const everybody = { customerClass: '*', priceType: '*', feeType: 'heat' } as const
  const asksOf = (rules: RuleSet['rules']) => {
    const [customer] = customersOf(ruleSet({ rules }))
    return (customer?.asks ?? []).map(({ fact, kind, needed }) => [fact, kind, needed])
  }

  it('is its area alone where one price is for all', () => {
    const rules = ruleSet().rules
    assert.deepEqual(
      customersOf({ rules }).map(({ className, priceType, price, asks }) => [className, priceType, price, asks.map(({ name }) => name)]),
      [
        ['居民', '按面积', '20.50 元/㎡·采暖季', ['计费面积']],
        ['非居民', '按面积', '35.00 元/㎡·采暖季', ['建筑面积']],
      ],
    )
  })

  it('is little in the demo town, whose prices everybody can try out', () => {
    const { current } = calendarOf(Date.parse('2026-11-22T08:00:00+08:00'))
    const rules = ruleSetOf(current, demoPrices.current, demoPrices.notice(current))
    const [home, shop] = customersOf(rules)
    assert.deepEqual([home?.price, shop?.price], ['24.50 元/㎡·采暖季', '35.60 元/㎡·采暖季'])
    const { code, startsOn, endsOn } = current
    const area = flat({ billedMilliM2: 100_000, priceType: home?.priceType ?? '' })
    const result = quoteCase({ ruleSet: rules, facts: { season: { code, startsOn, endsOn, days: 121 }, areas: [area] } })
    assert.deepEqual([result.total, result.faults], ['2450.00', []])
  })

  it('is a height, a type of building, a kind of row where the rules look at them, and not for other classes', () => {
    const height = { height: 'storey', scales: 'area', overMm: 3_000, unrecorded: 'refuse' } as const
    const table = { entries: [{ value: 'high', name: '高层', factor: { num: 82, den: 100 } }], otherwise: { num: 1, den: 1 } }
    const price = { ...everybody, kind: 'area-price@1', params: { priceE4: 200_000, areaBasis: 'gross' } } as const
    assert.deepEqual(
      asksOf([
        price,
        { ...everybody, kind: 'height-ratio@1', params: { ...height, perMm: 3_000 } },
        { ...everybody, kind: 'building-coefficient@1', params: { by: 'buildingType', ...table } },
      ]),
      [
        ['grossMilliM2', 'square-metres', true],
        ['heightMm', 'metres', true],
        ['buildingType', 'choice', false],
      ],
    )
    const shops = { ...everybody, customerClass: 'non-residential', kind: 'height-ratio@1', params: { ...height, perMm: 3_000 } } as const
    const [home, shop] = customersOf({
      rules: [{ ...price, customerClass: 'residential' }, { ...price, customerClass: 'non-residential' }, shops],
    })
    assert.deepEqual([home?.asks.length, shop?.asks.length], [1, 2])
  })

  it('is asked for each price type the rules name', () => {
    const price = (priceType: string, priceE4: number) =>
      ({ ...everybody, priceType, customerClass: 'residential', kind: 'area-price@1', params: { priceE4, areaBasis: 'billed' } }) as const
    assert.deepEqual(
      customersOf({ rules: [price('普通', 205_000), price('低保', 102_500)] }).map(({ priceType, price: text }) => [priceType, text]),
      [
        ['普通', '20.50 元/㎡·采暖季'],
        ['低保', '10.25 元/㎡·采暖季'],
      ],
    )
  })
})
