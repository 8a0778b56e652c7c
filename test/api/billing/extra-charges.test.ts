import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ExtraCharge } from '../../../shared/contracts/billing/extra-charges.ts'
import type { HouseholdQuote } from '../../../shared/contracts/billing.ts'
import type { FeeTypeView } from '../../../shared/contracts/tariffs/fee-types.ts'
import type { RuleSet } from '../../../shared/tariff/rule-set.ts'
import { faultsOf, refused, type StaffApi } from '../../support/api.ts'
import { accountTotals, assertBooksClosed, assertReplays } from '../../support/books.ts'
import { engines } from '../../support/engines.ts'
import { plainRules } from '../../support/system.ts'
import { openTown, type Town } from '../../support/town.ts'

/* 46.57 m² × 20.50 = 954.69 of heat. Locks are changed at 30.00 a time, as the notice says: 2.5 times are 75.00. */
const SEASON = '2018-2019'
const HOME = '80010001'
const UNBILLED = '80010002'
const FEE = { pricing: 'quantity', incomeAccount: '其他业务收入', taxClass: '供热服务', receiptLine: '换锁费', allocationRank: 0 } as const

for (const engine of engines) {
  describe(`fee types and extra charges on ${engine}`, () => {
    let town: Town
    let clerk: StaffApi
    let editor: StaffApi
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-10-20T09:00:00+08:00')
      const { staff } = town.system
      const { operator } = town.company
      for (const [code, permissions, unit] of [
        ['clerk', ['billing.line.increase', 'billing.bill.view', 'tariffs.rule.view'], 'DEMO'],
        ['editor', ['tariffs.rule.view', 'tariffs.rule.edit'], 'DEMO'],
        ['branch', ['tariffs.rule.view', 'tariffs.rule.edit'], 'EAST-1'],
      ] as const) {
        await staff.createRole(operator, { code, name: code, permissions: [...permissions] })
        await staff.createStaff(operator, {
          ...{ name: code, displayName: code, password: 'Warm-Winter-2026' },
          posts: [{ orgUnitCode: unit, roleCode: code }],
        })
      }
      const as = (name: string) => town.staff(name as 'cashier')
      clerk = await as('clerk')
      editor = await as('editor')
      await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
      await town.addHome(HOME, '测试甲', SEASON, [{ billedMilliM2: 46_570 }])
      const rules = plainRules(SEASON, '2019-02-13', '2018-09-01')
      const locks = {
        kind: 'fixed-fee@1',
        customerClass: '*',
        priceType: '*',
        feeType: 'locks',
        params: { amountFen: 3_000, quantity: 'locks' },
      }
      await town.bill({ ...rules, rules: [...rules.rules, locks] } as RuleSet)
      await town.addHome(UNBILLED, '测试乙', SEASON, [{ billedMilliM2: 60_000 }])
    })
    after(() => town.close())

    const feeTypes = async (): Promise<FeeTypeView[]> => (await clerk.get('/fee-types')).body.items
    const preview = (body: object, householdNo = HOME) =>
      clerk.post(`/households/${householdNo}/extra-charges/preview`, { seasonCode: SEASON, ...body }, null)
    const charge = (body: object, key?: string) =>
      clerk.post(`/households/${HOME}/extra-charges`, { seasonCode: SEASON, reason: '用户申请', ...body }, key)
    const quoted = async () => ((await clerk.get(`/households/${HOME}/quote`)).body as HouseholdQuote).items
    const typed = (amountFen: number) => ({ kind: 'typed', amountFen })

    it('every company begins with the standard ones, adds its own, renames and closes them', async () => {
      assert.equal((await feeTypes()).find(({ code }) => code === 'handling')?.name, '手续费')
      const added = await editor.post('/fee-types', { code: 'locks', name: '换锁费', ...FEE })
      assert.equal(added.status, 201, JSON.stringify(added.body))
      assert.deepEqual(added.body.items.at(-1), { code: 'locks', name: '换锁费', ...FEE, state: 'open', standard: false, needed: false })
      refused(await editor.post('/fee-types', { code: 'locks', name: '换锁服务费', ...FEE }), 409, 'FEE_TYPE_TAKEN')
      refused(await editor.post('/fee-types', { code: 'keys', name: '手续费', ...FEE }), 409, 'FEE_TYPE_NAME_TAKEN')
      refused(await editor.post('/fee-types/heat', { name: '热费', ...FEE, state: 'closed' }), 409, 'FEE_TYPE_NEEDED')
      refused(await editor.post('/fee-types/nothing', { name: '没有', ...FEE, state: 'open' }), 404, 'NOT_FOUND')
      const wrong = await editor.post('/fee-types', { code: '换锁', name: '', pricing: 'often', allocationRank: 100 })
      assert.deepEqual(faultsOf(refused(wrong, 422, 'INVALID')), [
        ...['allocationRank', 'code', 'incomeAccount', 'name', 'pricing', 'receiptLine', 'taxClass'],
      ])
      refused(
        await (await town.staff('branch' as 'cashier')).post('/fee-types', { code: 'pipes', name: '管道费', ...FEE }),
        403,
        'FORBIDDEN',
      )
      refused(await clerk.post('/fee-types', { code: 'pipes', name: '管道费', ...FEE }), 403, 'FORBIDDEN')
      const closed = await editor.post('/fee-types/function', { name: '功能费', ...FEE, state: 'closed' })
      assert.equal((closed.body.items as FeeTypeView[]).find(({ code }) => code === 'function')?.state, 'closed')
    })

    it('a typed amount is rehearsed, then posted once, with its reason', async () => {
      const before = await accountTotals(town.database)
      const shown = (await preview({ feeType: 'handling', by: typed(5_000) })).body as ExtraCharge
      assert.deepEqual([shown.title, shown.amountFen, shown.chargedFen, shown.steps], ['手续费', 5_000, 0, []])
      assert.deepEqual(await accountTotals(town.database), before, 'a rehearsal leaves nothing')
      const key = randomUUID()
      const body = { feeType: 'handling', by: typed(5_000), seenFen: 5_000 }
      assert.equal((await charge(body, key)).status, 201)
      assert.equal((await charge(body, key)).status, 201)
      assert.equal((await accountTotals(town.database))['income:handling'], -5_000)
      assert.equal(((await preview({ feeType: 'handling', by: typed(5_000) })).body as ExtraCharge).chargedFen, 5_000)
      refused(await charge({ ...body, seenFen: 4_999 }), 409, 'PREVIEW_CHANGED')
      const wrong = await charge({ feeType: '', by: typed(0), reason: '', seenFen: 'x' })
      assert.deepEqual(faultsOf(refused(wrong, 422, 'INVALID')), ['by.amountFen', 'feeType', 'reason', 'seenFen'])
    })

    it('or it is what the published rule makes of a number: 2.5 × 30.00 = 75.00', async () => {
      refused(await preview({ feeType: 'locks', by: { kind: 'rule' } }), 422, 'QUANTITY_NEEDED')
      refused(await preview({ feeType: 'handling', by: { kind: 'rule' } }), 409, 'NO_RULE')
      const by = { kind: 'rule', milli: 2_500 }
      const shown = (await preview({ feeType: 'locks', by })).body as ExtraCharge
      assert.equal(shown.amountFen, 7_500)
      assert.match(shown.steps.join(), /换锁费定额 30.00 元.*数量 2\.50次.*75/)
      assert.equal((await charge({ feeType: 'locks', by, seenFen: 7_500 })).status, 201)
      const lines = (await clerk.get(`/households/${HOME}/bills`)).body.items[0].lines as {
        title: string
        steps: string[]
        reason: string
      }[]
      const line = lines.find(({ title }) => title === '换锁费')
      assert.equal(line?.reason, '用户申请')
      assert.deepEqual(line?.steps, shown.steps)
    })

    it('is paid in the order of the ranks, and called as the company calls it', async () => {
      assert.deepEqual(
        (await quoted()).map(({ title }) => title),
        ['热费 · 居民', '手续费', '换锁费'],
      )
      await editor.post('/fee-types/heat', { ...FEE, name: '采暖费', pricing: 'area', allocationRank: 9, state: 'open' })
      await editor.post('/fee-types/locks', { ...FEE, name: '换锁服务费', allocationRank: 2, state: 'open' })
      assert.deepEqual(
        (await quoted()).map(({ title }) => title),
        ['手续费', '换锁服务费', '采暖费 · 居民'],
      )
      const entries = (await (await town.staff('auditor')).get(`/journal-entries?householdNo=${HOME}`)).body.items
      assert.match(JSON.stringify(entries), /供热收入（换锁服务费）/)
    })

    it('is refused for what bills charge themselves, for a closed fee, and before there is a bill', async () => {
      refused(await preview({ feeType: 'heat', by: typed(100) }), 409, 'FEE_TYPE_REFUSED')
      refused(await preview({ feeType: 'function', by: typed(100) }), 409, 'FEE_TYPE_REFUSED')
      refused(await preview({ feeType: 'nothing', by: typed(100) }), 404, 'NOT_FOUND')
      refused(await preview({ feeType: 'handling', by: typed(100) }, UNBILLED), 409, 'NO_BILL')
      refused(await preview({ feeType: 'handling', by: typed(100) }, '80019999'), 404, 'NOT_FOUND')
    })

    it('leaves books that close, and replay to what the rules alone have made', async () => {
      await town.settle()
      await assertBooksClosed(town.database, town.simulator)
      assert.equal(await assertReplays(town.database, SEASON), 1)
    })
  })
}
