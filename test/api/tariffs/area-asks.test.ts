import assert from 'node:assert/strict'
import type { AreaAsks } from '../../../shared/contracts/tariffs/area-asks.ts'
import type { RuleSet } from '../../../shared/tariff/rule-set.ts'
import { refused } from '../../support/api.ts'
import { engines } from '../../support/engines.ts'
import { plainRules } from '../../support/system.ts'
import { openTown, type Town } from '../../support/town.ts'

const SEASON = '2018-2019'
const HOME = '80010001'

describe('what published rules ask of an area', () => {
  let town: Town
  before(async function () {
    this.timeout(60_000)
    town = await openTown(engines[0] ?? 'sqlite', '2018-10-20T09:00:00+08:00')
    await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
    await town.addHome(HOME, '测试甲', SEASON, [
      { billedMilliM2: 40_000 },
      { billedMilliM2: 10_000, name: '阁楼', more: { rowKind: 'attic', occupancyPpm: 400_000 } },
    ])
    const plain = plainRules(SEASON, '2019-02-13', '2018-09-01')
    const attic = {
      ...{ kind: 'row-factor@1', customerClass: 'residential', priceType: '*', feeType: 'heat' },
      params: { by: 'rowKind', entries: [{ value: 'attic', name: '阁楼', factor: { num: 1, den: 2 } }], otherwise: { num: 1, den: 1 } },
    }
    await town.bill({ ...plain, rules: [...plain.rules, attic] } as RuleSet)
  })
  after(() => town.close())

  it('is told for each area with what is recorded, to those who change areas', async () => {
    const api = await town.staff('cashier')
    const path = `/households/${HOME}/seasons/${SEASON}/area-asks`
    const mayNot = await api.get(path)
    if (mayNot.status === 200) assert.fail('a cashier changes no areas')
    refused(mayNot, 403, 'FORBIDDEN')
    const caller = town.company.operator
    const asks: AreaAsks = await town.system.tariffs.readAreaAsks(caller, { householdNo: HOME, seasonCode: SEASON })
    assert.deepEqual(
      asks.areas.map(({ areaNo, name, asks: asked, more }) => [areaNo, name, asked.map(({ fact, kind }) => [fact, kind]), more]),
      [
        [1, '住宅', [['rowKind', 'choice']], {}],
        [2, '阁楼', [['rowKind', 'choice']], { occupancyPpm: 400_000, rowKind: 'attic' }],
      ],
    )
    assert.deepEqual(asks.areas[0]?.asks[0]?.options, [{ value: 'attic', name: '阁楼' }])
    await assert.rejects(town.system.tariffs.readAreaAsks(caller, { householdNo: '80019999', seasonCode: SEASON }), /没有找到/)
  })

  it('comes by the change of areas to the bill: an attic counts half, 10.00 m² × 20.50 ÷ 2 = 102.50 less', async () => {
    const wish = { householdNo: HOME, seasonCode: SEASON, reason: '试算', seen: null }
    const before = await town.system.billing.corrections.changeAreas(
      { ...wish, areas: [{ areaNo: 2, more: { occupancyPpm: 400_000 } }] },
      town.company.operator,
    )
    // 40 × 20.50 + 10 × 20.50 ÷ 2 = 922.50 as billed; without the mark the attic is an ordinary room: 1025.00.
    assert.deepEqual([before.before.chargedFen, before.after.chargedFen], [92_250, 102_500])
  })
})
