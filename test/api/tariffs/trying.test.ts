import assert from 'node:assert/strict'
import type { RuleSetContent, TriedRuleSet } from '../../../shared/contracts/tariffs.ts'
import { asStaff, faultsOf, refused, type StaffApi } from '../../support/api.ts'
import { billSeason, plainRules, type Running, runSystem } from '../../support/system.ts'
import { buildWorld, SEASON, type World } from '../../support/world.ts'
import { hire, plainContent } from './rule-set-desk.ts'

const FLAT = {
  areaNo: 1,
  name: '住宅',
  grossMilliM2: 80_000,
  insideMilliM2: null,
  usableMilliM2: null,
  billedMilliM2: 80_000,
  heightMm: null,
  customerClass: 'residential',
  priceType: 'area',
  status: 'heating',
  provenance: '试算',
}

describe('trying rules out while they are written', () => {
  let world: World
  let running: Running
  let author: StaffApi
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    running = await runSystem(world)
    await running.setTime('2026-09-10T09:00:00+08:00')
    author = await asStaff(world, 'root')
  })
  after(async () => {
    await running.stop()
    await world.close()
  })

  const ask = (content: RuleSetContent, subject: object | null, more: object = {}) => ({
    orgUnit: 'DEMO',
    seasonCode: SEASON,
    version: 3,
    content,
    subject,
    ...more,
  })
  const home = (householdNo: string) => ({ kind: 'household', householdNo })
  async function tried(content: RuleSetContent, subject: object | null): Promise<TriedRuleSet> {
    const answer = await author.post('/rule-sets/try', ask(content, subject), null)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  const rows = async () =>
    world.database.read(async (unit) => {
      const counts = await Promise.all(
        ['rule_sets', 'rules', 'rule_set_acts', 'price_notices', 'audit_log', 'idempotency_keys'].map(async (table) => {
          const [row] = await unit.select<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`)
          return [table, row?.n]
        }),
      )
      return Object.fromEntries(counts)
    })

  it('shows a real household’s lines with every step, and writes nothing', async () => {
    const before = await rows()
    const { bill, today, faults } = await tried(plainContent(), home('80010003'))
    assert.deepEqual([faults, today], [[], null])
    // 46.57 m² × 22.00 yuan = 1024.54 yuan
    assert.equal(bill?.totalFen, 102_454)
    assert.equal(bill?.lines[0]?.title, '热费')
    assert.equal(bill?.lines[0]?.areaName, '住宅')
    assert.match(bill?.lines[0]?.steps.join('\n') ?? '', /46\.57.*\n.*22\.00.*价目第 3 版/s)
    assert.deepEqual(await rows(), before)
  })

  it('compares with the rules in force before the bill, with the bill after it', async function () {
    this.timeout(60_000)
    // 46.57 m² × 20.50 yuan = 954.685 yuan, rounded half up: 954.69
    await world.database.write(async (unit) => {
      const [season] = await unit.select<{ id: number }>('SELECT id FROM seasons WHERE tenant_id = :tenantId', {
        tenantId: world.demo.tenantId,
      })
      await world.tariffs.publishRuleSet(unit, world.demo.operator, {
        orgUnitId: world.demo.orgUnitId,
        seasonId: season?.id ?? 0,
        ruleSet: plainRules(SEASON, '2026-11-14', '2026-09-01'),
      })
    })
    assert.deepEqual((await tried(plainContent(), home('80010003'))).today, { by: 'rules', totalFen: 95_469 })
    await billSeason(running, world.demo, { ...plainRules(SEASON, '2026-11-14', '2026-09-01'), version: 2 })
    assert.deepEqual((await tried(plainContent(), home('80010003'))).today, { by: 'bill', totalFen: 95_469 })
  })

  it('computes facts that were typed in', async () => {
    const { bill, today } = await tried(plainContent(), {
      kind: 'facts',
      areas: [FLAT, { ...FLAT, areaNo: 2, name: '车库', status: 'stopped' }],
    })
    // 80 × 22.00 = 1760.00, and 30 % of the same for the stopped row = 528.00
    assert.deepEqual(
      bill?.lines.map(({ areaName, title, amountFen }) => [areaName, title, amountFen]),
      [
        ['住宅', '热费', 176_000],
        ['车库', '停热基础费', 52_800],
      ],
    )
    assert.deepEqual([bill?.totalFen, today], [228_800, null])
  })

  it('says every fault at its field and computes nothing; says what is odd and computes', async () => {
    const [price, stop, late] = plainContent().rules
    assert.ok(price && stop && late)
    const wrong = await tried(
      plainContent({
        validFrom: '',
        rules: [
          { ...price, params: { priceE4: 'x', areaBasis: 'billed' } },
          { ...late, params: {} },
        ],
      }),
      home('80010003'),
    )
    assert.equal(wrong.bill, null)
    const paths = wrong.faults.map(({ path }) => path)
    for (const path of ['validFrom', 'rules[0].params.priceE4', 'rules[1].params.dueOn']) assert.ok(paths.includes(path), path)
    const odd = await tried(plainContent({ rules: [price, late] }), home('80010003'))
    assert.deepEqual(
      odd.questions.map(({ code }) => code).filter((code) => code === 'NO_STOP_RULE'),
      ['NO_STOP_RULE'],
    )
    assert.equal(odd.bill?.totalFen, 102_454)
  })

  it('says why a household cannot be priced', async () => {
    const [price] = plainContent().rules
    assert.ok(price)
    const onlyShops = plainContent({ rules: [{ ...price, customerClass: 'non-residential' }] })
    const { bill } = await tried(onlyShops, home('80010003'))
    assert.equal(bill?.lines.length, 0)
    assert.ok((bill?.refusals.length ?? 0) > 0)
    assert.equal((await tried(plainContent(), null)).bill, null)
  })

  it('is closed to those without the right, to siblings and to other companies', async () => {
    const body = ask(plainContent(), home('80010003'))
    refused(await (await asStaff(world, 'cashier')).post('/rule-sets/try', body, null), 403, 'FORBIDDEN')
    refused(await (await asStaff(world, 'auditor')).post('/rule-sets/try', body, null), 403, 'FORBIDDEN')
    const west = await hire(world, 'west-tries', 'WEST')
    refused(await west.post('/rule-sets/try', body, null), 404, 'NOT_FOUND')
    refused(await west.post('/rule-sets/try', ask(plainContent(), home('80010003'), { orgUnit: 'WEST' }), null), 404, 'NOT_FOUND')
    const abroad = await asStaff(world, 'root', world.other)
    refused(await abroad.post('/rule-sets/try', ask(plainContent(), home('80010003'), { orgUnit: 'OTHER' }), null), 404, 'NOT_FOUND')
    const shape = refused(
      await author.post('/rule-sets/try', { ...body, subject: { kind: 'facts', areas: [] }, orgUnit: '' }, null),
      422,
      'INVALID',
    )
    assert.deepEqual(faultsOf(shape), ['orgUnit', 'subject.areas'])
  })
})
