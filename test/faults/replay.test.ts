import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { adminSocketOf, serveAdminSocket } from '../../server/src/admin-socket.ts'
import { hashOf } from '../../server/src/platform/crypto.ts'
import { type ReplayDifference, type ReplayOptions, type ReplayTotals, replaySeason } from '../../server/src/reports/replay/index.ts'
import { canonicalJson } from '../../shared/canonical/canonical-json.ts'
import { add, fraction } from '../../shared/money/fraction.ts'
import { type RuleKinds, ruleKinds } from '../../shared/tariff/kinds/registry.ts'
import { type ChargeKind, isRefused } from '../../shared/tariff/kinds/rule-kind.ts'
import { rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { buildFaultTown, type FaultTown, HOLDER } from '../support/fault-town.ts'
import { plainRules, publishRules } from '../support/system.ts'
import { flat, SEASON } from '../support/world.ts'

const SCRIPT = fileURLToPath(new URL('../../scripts/replay.ts', import.meta.url))
/** Eight flats of 46.57 m² with the same facts, one of 60.00 m² of which 12.00 m² are stopped, one billed by two prices. */
const FLATS = 8
const TWO_AREAS = '82000001'
const TWO_PRICES = '82000002'
const ALL_BILLS = FLATS + 2 + 4

for (const engine of engines) {
  describe(`replay on ${engine}`, function () {
    this.timeout(120_000)
    let town: FaultTown
    /** A flat whose late fee has been paid, so that it has a late-fee line. */
    let paidLate: string
    before(async () => {
      town = await buildFaultTown({ flats: FLATS, engine })
      const payer = await town.payer('person-1')
      paidLate = await town.flatOf(payer)
      await payer.pay(await payer.order([paidLate]))
      await town.running.settle()
      await billMore()
    })
    after(() => town.close())
    afterEach(async () => assert.deepEqual((await replay()).differences, [], 'the test has not put everything back'))

    const database = () => town.world.database

    it('computes every posted line again, in chunks of any size', async () => {
      const { differences, totals } = await replay()
      assert.deepEqual(differences, [])
      // 14 bills; the shop of the world and 82000001 have two lines, 82000002 has two, one flat has a late fee.
      assert.deepEqual([totals.bills, totals.differingBills], [ALL_BILLS, 0])
      const [lines] = await rowsOf<{ total: number; sumFen: number }>(
        database(),
        'SELECT COUNT(*) AS total, SUM(amount_fen) AS sumFen FROM bill_lines',
      )
      assert.deepEqual([totals.lines, totals.totalFen], [lines?.total, lines?.sumFen])
      assert.deepEqual((await replay({ chunk: 3 })).totals, totals)
      const reads = await readsOf({ chunk: 3 })
      assert.ok(Math.max(...reads) <= 20, `never more than a chunk is held: ${reads}`)
    })

    it('of one unit or one company computes only its bills', async () => {
      const [one, other, none] = await Promise.all(
        [{ unitCode: 'EAST-2' }, { companyCode: 'DEMO' }, { companyCode: 'OTHER' }].map((wish) => replay({}, wish)),
      )
      assert.deepEqual([one?.totals.bills, other?.totals.bills, none?.totals.bills], [1, ALL_BILLS, 0])
    })

    it('names the bill, the line and the first step when one stored step has changed', async () => {
      const [line] = await linesOf(TWO_AREAS)
      const steps = JSON.parse(line?.steps ?? '[]') as { code: string; values: Record<string, number> }[]
      const at = steps.findIndex(({ code }) => code === 'area-price')
      assert.ok(at > 0, line?.steps)
      ;(steps[at] as { values: Record<string, number> }).values.priceE4 = 205_001
      const { differences } = await changed('bill_lines', line?.id ?? 0, { steps: canonicalJson(steps) })
      assert.deepEqual(named(differences), [[TWO_AREAS, 1]])
      assert.match(differences[0]?.message ?? '', new RegExp(`^第 ${at + 1} 步不同：账上“热价 20.5001 元.*”，重算“热价 20.50 元`))
    })

    it('names exactly the bill whose stored fact has changed, although nobody else noticed', async () => {
      const [line] = await linesOf(TWO_AREAS)
      const [row] = await rowsOf<{ id: number; facts: string }>(database(), 'SELECT id, facts FROM line_facts WHERE facts_hash = :hash', {
        hash: line?.factsHash ?? '',
      })
      const facts = JSON.parse(row?.facts ?? '{}') as { areas: { billedMilliM2: number }[] }
      for (const { billedMilliM2, ...rest } of facts.areas.splice(0, 1)) facts.areas.unshift({ ...rest, billedMilliM2: billedMilliM2 + 10 })
      const { differences } = await changed('line_facts', row?.id ?? 0, { facts: canonicalJson(facts) })
      assert.deepEqual(named(differences), [
        [TWO_AREAS, 1],
        [TWO_AREAS, 1],
      ])
      assert.match(differences[0]?.message ?? '', /指纹不符/)
      assert.match(differences[1]?.message ?? '', /步不同：账上“.*48\.00.*”，重算“.*48\.01/)
    })

    it('names it too when fact, hash and row hash were forged together', async () => {
      const [line] = await linesOf(TWO_AREAS)
      const [row] = await rowsOf<{ id: number; facts: string }>(database(), 'SELECT id, facts FROM line_facts WHERE facts_hash = :hash', {
        hash: line?.factsHash ?? '',
      })
      const facts = row?.facts.replace('48000', '48001') ?? ''
      const { differences } = await changed('line_facts', row?.id ?? 0, { facts, facts_hash: hashOf(JSON.parse(facts)) })
      assert.deepEqual(named(differences), [[TWO_AREAS, 1]])
      assert.match(differences[0]?.message ?? '', /没有存下计费所依据的资料/)
    })

    it('names the line whose facts hash, amount, payer, due day or rule set has changed', async () => {
      const [, stopped] = await linesOf(TWO_AREAS)
      const [late] = (await linesOf(paidLate)).filter(({ feeType }) => feeType === 'late-fee')
      const forgeries = [
        { amount_fen: (stopped?.amountFen ?? 0) + 1 },
        { payer_kind: 'government' },
        { due_on: '2026-11-01' },
        { fee_type: 'heat' },
        { rule_kind: 'area-price@1' },
        { steps: '[]' },
        { steps: 'not JSON' },
      ]
      for (const forgery of forgeries) {
        const { differences } = await changed('bill_lines', stopped?.id ?? 0, forgery)
        assert.deepEqual(named(differences), [[TWO_AREAS, 2]], JSON.stringify(forgery))
      }
      for (const forgery of [{ facts_hash: 'f'.repeat(64) }, { rule_set_id: 999_999 }, { posting_key: 'x' }]) {
        const { differences } = await changed('bill_lines', stopped?.id ?? 0, forgery)
        assert.deepEqual(new Set(differences.map(({ householdNo }) => householdNo)), new Set([TWO_AREAS]), JSON.stringify(forgery))
      }
      for (const forgery of [{ amount_fen: 1 }, { through_on: '2026-11-30' }, { steps: '[]' }, { rule_set_id: 999_999 }]) {
        const { differences } = await changed('bill_lines', late?.id ?? 0, forgery)
        assert.deepEqual(named(differences), [[paidLate, late?.sequence]], JSON.stringify(forgery))
      }
    })

    it('names exactly the bills a changed rule has priced', async () => {
      const rules = await rowsOf<{ id: number; kind: string; params: string; version: number }>(
        database(),
        'SELECT r.id, r.rule_kind AS kind, r.params, s.rule_version AS version FROM rules r JOIN rule_sets s ON s.id = r.rule_set_id',
      )
      const of = (kind: string, version: number) => rules.find((rule) => rule.kind === kind && rule.version === version)
      const newPrice = of('area-price@1', 2)
      const dearer = await changed('rules', newPrice?.id ?? 0, { params: newPrice?.params.replace('220000', '220100') ?? '' })
      assert.deepEqual(named(dearer.differences), [[TWO_PRICES, 2]])
      const share = of('stop-base-fee@1', 1)
      const stopped = await changed('rules', share?.id ?? 0, { params: share?.params.replace('30', '31') ?? '' })
      assert.deepEqual(named(stopped.differences), [[TWO_AREAS, 2]])
      const rate = of('late-fee@1', 1)
      const late = await changed('rules', rate?.id ?? 0, { params: rate?.params.replace('1000', '1100') ?? '' })
      assert.deepEqual([...new Set(late.differences.map(({ householdNo }) => householdNo))], [paidLate])
    })

    it('names exactly the bills of a rule kind whose code now answers something else', async () => {
      const changedKind = (name: string): RuleKinds => {
        const kind = ruleKinds[name] as ChargeKind
        const price: ChargeKind['price'] = (input) => {
          const priced = kind.price(input)
          return isRefused(priced) ? priced : { ...priced, exact: add(priced.exact, fraction(1)) }
        }
        return { ...ruleKinds, [name]: { ...kind, price } }
      }
      const stop = await replay({ kinds: changedKind('stop-base-fee@1') })
      assert.deepEqual(named(stop.differences), [[TWO_AREAS, 2]])
      const heat = await replay({ kinds: changedKind('area-price@1') })
      assert.deepEqual([heat.totals.differingBills, heat.totals.bills], [ALL_BILLS, ALL_BILLS])
    })

    it('as a command ends with 0, with 1 and the bill, or with 2 for a season without bills', async () => {
      const right = await command(['--season', SEASON])
      assert.equal(right.code, 0, right.out)
      assert.match(right.out, /重算 14 份账单[\s\S]*完全一致/)
      const [line] = await linesOf(TWO_AREAS)
      let wrong = right
      await changed('bill_lines', line?.id ?? 0, { amount_fen: 1 }, async () => {
        wrong = await command(['--season', SEASON, '--unit', 'EAST-1'])
      })
      assert.equal(wrong.code, 1, wrong.out)
      assert.match(
        wrong.out,
        new RegExp(`DEMO 用热户 ${TWO_AREAS} 账单 ${SEASON}-${TWO_AREAS} 明细 1：金额账上 0\\.01 元，重算 984\\.00 元`),
      )
      assert.equal((await command(['--season', '1999-2000'])).code, 2)
      assert.equal((await command(['--saison', SEASON])).code, 2)
    })

    if (engine === 'sqlite') {
      it('beside a living server asks it, and hears the same', async () => {
        const socket = adminSocketOf(town.world.url) ?? ''
        const stop = serveAdminSocket(socket, database())
        try {
          const [line] = await linesOf(TWO_AREAS)
          await changed('bill_lines', line?.id ?? 0, { amount_fen: 1 }, async () => {
            assert.ok(existsSync(socket))
            const { code, out } = await command(['--season', SEASON])
            assert.equal(code, 1, out)
            assert.match(out, new RegExp(`用热户 ${TWO_AREAS} .* 明细 1：`))
          })
        } finally {
          stop()
        }
      })
    }

    async function billMore(): Promise<void> {
      const { world, running } = town
      const { operator } = world.demo
      const area = { customerClass: 'residential', priceType: 'area', provenance: '房产证' }
      const homes = [
        [
          TWO_AREAS,
          [
            { ...area, name: '住宅', grossMilliM2: 48_000, billedMilliM2: 48_000 },
            { ...area, name: '阁楼', grossMilliM2: 12_000, billedMilliM2: 12_000, status: 'stopped' as const },
          ],
        ],
        [TWO_PRICES, [{ ...area, name: '住宅', grossMilliM2: 77_000, billedMilliM2: 77_000 }]],
      ] as const
      for (const [householdNo, areas] of homes) {
        if (householdNo === TWO_PRICES) {
          const old = plainRules(SEASON, '2026-10-31', '2026-10-01')
          const rules = old.rules.map((rule) =>
            rule.kind === 'area-price@1' ? { ...rule, params: { ...rule.params, priceE4: 220_000 } } : rule,
          )
          const notice = { ...old.notice, no: '示价〔2027〕1号' }
          await publishRules(running, world.demo, { ...old, version: 2, validFrom: '2027-01-15', notice, rules })
        }
        const home = flat(householdNo, 'EAST-1', HOLDER)
        await world.households.createHousehold(operator, { ...home, season: { seasonCode: SEASON, areas: [...areas] } })
        const runNo = await running.system.billing.startBillingRun(operator, { seasonCode: SEASON, orgUnit: 'DEMO', mode: 'post' })
        await running.system.worker.drain()
        assert.equal((await running.system.billing.readRun(operator, runNo)).run.postedCount, 1)
      }
    }

    async function replay(options: ReplayOptions = {}, wish: { readonly unitCode?: string; readonly companyCode?: string } = {}) {
      const differences: ReplayDifference[] = []
      const totals: ReplayTotals = await replaySeason(database(), { seasonCode: SEASON, ...wish }, (one) => differences.push(one), options)
      return { differences, totals }
    }

    /** Replays while these cells are other than they were. */
    async function changed(table: string, id: number, cells: Readonly<Record<string, string | number>>, during = async () => {}) {
      const names = Object.keys(cells)
      const [before] = await rowsOf<Record<string, string | number>>(
        database(),
        `SELECT ${names.join(', ')} FROM ${table} WHERE id = :id`,
        {
          id,
        },
      )
      const set = (values: Readonly<Record<string, string | number>>) =>
        database().write((unit) =>
          unit.execute(`UPDATE ${table} SET ${names.map((name) => `${name} = :${name}`).join(', ')} WHERE id = :id`, { ...values, id }),
        )
      assert.equal(await set(cells), 1)
      try {
        await during()
        return await replay()
      } finally {
        await set(before ?? {})
      }
    }

    function linesOf(householdNo: string) {
      return rowsOf<{ id: number; sequence: number; feeType: string; amountFen: number; steps: string; factsHash: string }>(
        database(),
        `SELECT l.id, l.sequence, l.fee_type AS feeType, l.amount_fen AS amountFen, l.steps, l.facts_hash AS factsHash
         FROM bill_lines l JOIN households h ON h.id = l.household_id JOIN tenants t ON t.id = h.tenant_id
         WHERE h.household_no = :householdNo AND t.code = 'DEMO' ORDER BY l.sequence`,
        { householdNo },
      )
    }

    /** How many rows each statement of a replay answers. */
    async function readsOf(options: ReplayOptions): Promise<number[]> {
      const counts: number[] = []
      const counting: typeof town.world.database = {
        ...database(),
        read: (work) =>
          database().read((unit) =>
            work({
              ...unit,
              async select<Row extends object>(sql: string, values?: Parameters<typeof unit.select>[1]) {
                const rows = await unit.select<Row>(sql, values)
                counts.push(rows.length)
                return rows
              },
            }),
          ),
      }
      await replaySeason(counting, { seasonCode: SEASON }, () => {}, options)
      return counts
    }

    function command(options: readonly string[]): Promise<{ readonly code: number | null; readonly out: string }> {
      const { PATH, HOME, NODE_OPTIONS } = process.env
      const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, ...options], {
        env: { PATH, HOME, NODE_OPTIONS, DATABASE_URL: town.world.url },
      })
      let out = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += String(chunk)))
      return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })))
    }
  })
}

function named(differences: readonly ReplayDifference[]): (readonly [string, number | null])[] {
  return differences.map(({ householdNo, lineNo }) => [householdNo, lineNo])
}
