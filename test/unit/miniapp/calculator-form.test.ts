import assert from 'node:assert/strict'
import { areasOf, type Calculation, linkOf } from '../../../miniapp/src/packages/calculator/quote/calculation-link.ts'
import { areaOf, choosable, customerName, faultsOfArea, wholeOf } from '../../../miniapp/src/packages/calculator/quote/calculator-form.ts'
import { type AskedFact, PublicCustomer, type PublicRuleSet } from '../../../shared/contracts/tariffs/public.ts'
import { QuoteArea } from '../../../shared/contracts/tariffs.ts'

const ask = (fact: string, kind: AskedFact['kind'], name: string, needed = true): AskedFact => ({
  fact,
  kind,
  name,
  hint: '',
  needed,
  options: [],
})
const customer: PublicCustomer = {
  customerClass: 'residential',
  className: '居民',
  priceType: '按面积',
  price: null,
  mayStop: true,
  asks: [
    ask('billedMilliM2', 'square-metres', '计费面积'),
    ask('heightMm', 'metres', '层高'),
    ask('buildingType', 'choice', '建筑类型'),
    ask('singleStorey', 'yes-no', '是单层建筑吗', false),
    ask('occupancyPpm', 'percent', '本楼用热比例', false),
  ],
}
const filled = { billedMilliM2: ' 46.57 ', heightMm: '3', buildingType: 'high', singleStorey: 'yes', occupancyPpm: '37.5' }

describe('the form of the calculator', () => {
  it('reads what people type without losing a digit', () => {
    const read: readonly (readonly [string, number, number | null])[] = [
      ['46.57', 3, 46_570],
      ['100', 3, 100_000],
      ['0.001', 3, 1],
      ['46.575', 3, 46_575],
      ['４６．５７', 3, 46_570],
      ['46。57', 3, 46_570],
      ['9999999.999', 3, 9_999_999_999],
      ['30', 4, 300_000],
      ['46.5755', 3, null],
      ['46,57', 3, null],
      ['-1', 3, null],
      ['1e3', 3, null],
      ['.5', 3, null],
      ['5.', 3, null],
      ['10000000', 3, null],
      ['', 3, null],
    ]
    for (const [typed, scale, whole] of read) assert.equal(wholeOf(typed, scale), whole, typed)
  })

  it('names every fault at its field, and nothing that may be left out', () => {
    PublicCustomer.parse(customer)
    assert.deepEqual(faultsOfArea(customer, {}), {
      billedMilliM2: '请填写计费面积',
      heightMm: '请填写层高',
      buildingType: '请选择建筑类型',
    })
    assert.deepEqual(faultsOfArea(customer, { ...filled, billedMilliM2: '0.000', heightMm: '三米', occupancyPpm: '1%' }), {
      billedMilliM2: '计费面积不能是 0',
      heightMm: '层高应为数字，最多 3 位小数',
      occupancyPpm: '本楼用热比例应为数字，最多 4 位小数',
    })
    assert.deepEqual(faultsOfArea(customer, filled), {})
  })

  it('makes facts the server takes', () => {
    const area = areaOf(customer, filled, 2)
    assert.deepEqual(QuoteArea.parse(area), {
      areaNo: 2,
      name: '房屋',
      grossMilliM2: 46_570,
      insideMilliM2: null,
      usableMilliM2: null,
      billedMilliM2: 46_570,
      heightMm: 3_000,
      customerClass: 'residential',
      priceType: '按面积',
      status: 'heating',
      provenance: '自己填写',
      buildingType: 'high',
      singleStorey: true,
      occupancyPpm: 375_000,
    })
    const bare = areaOf(
      { ...customer, asks: [ask('insideMilliM2', 'square-metres', '套内面积')] },
      { insideMilliM2: '40', status: 'stopped' },
      1,
    )
    assert.deepEqual([bare.insideMilliM2, bare.billedMilliM2, bare.grossMilliM2, bare.status], [40_000, 40_000, 40_000, 'stopped'])
  })

  it('offers of each season and unit the version in force, the newest where none is yet', () => {
    const set = (code: string, orgUnit: string, version: number, inForce: boolean) =>
      ({ season: { code }, orgUnit, version, inForce }) as PublicRuleSet
    const all = [
      set('2027-2028', 'A', 2, false),
      set('2027-2028', 'A', 1, false),
      set('2026-2027', 'A', 3, false),
      set('2026-2027', 'A', 2, true),
      set('2026-2027', 'B', 1, true),
    ]
    assert.deepEqual(
      choosable(all).map(({ season, orgUnit, version }) => [season.code, orgUnit, version]),
      [
        ['2027-2028', 'A', 2],
        ['2026-2027', 'A', 2],
        ['2026-2027', 'B', 1],
      ],
    )
  })

  it('names the price type only where a class has several', () => {
    const low = { ...customer, priceType: '低保' }
    assert.equal(customerName(customer, [customer]), '居民')
    assert.equal(customerName(low, [customer, low]), '居民，低保')
  })
})

describe('the link to a calculation', () => {
  const calculation: Calculation = {
    company: 'DEMO',
    season: '2026-2027',
    orgUnit: 'DEMO',
    customerClass: 'residential',
    priceType: '按面积',
    areas: [{ billedMilliM2: '46.57' }, { billedMilliM2: '10', status: 'stopped' }],
  }

  it('brings back what was typed, and holds nothing else', () => {
    const { pathname, searchParams } = new URL(linkOf('https://heat.example.com', calculation))
    assert.equal(pathname, '/h5/calculator')
    assert.equal(searchParams.get('priceType'), '按面积')
    assert.deepEqual(areasOf(searchParams.get('areas') ?? ''), calculation.areas)
    assert.deepEqual([...searchParams.keys()], ['company', 'season', 'orgUnit', 'customerClass', 'priceType', 'areas'])
  })

  it('with anything odd in it is an empty form', () => {
    for (const odd of ['', '{', 'null', '1', '[]', '[1]', '[[]]', '[{"billedMilliM2":1}]', `[{"a":"${'x'.repeat(99)}"}]`])
      assert.deepEqual(areasOf(odd), [{}], odd)
    assert.equal(areasOf(JSON.stringify(Array.from({ length: 50 }, () => ({ a: '1' })))).length, 5)
  })
})
