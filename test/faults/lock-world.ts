import type { System } from '../../server/src/compose.ts'
import type { Database } from '../../server/src/database/database.ts'
import { lockHouseholds } from '../../server/src/database/locks.ts'
import { findHousehold } from '../../server/src/modules/households/index.ts'
import { findMerchantByNumber, findSeasonFor } from '../../server/src/modules/tenancy/index.ts'
import type { ResidentCaller } from '../../server/src/platform/caller.ts'
import type { Rule } from '../../shared/tariff/rule-set.ts'
import { balanceOf, rowsOf } from '../support/database-rows.ts'
import { buildFaultTown, type FaultTown, HOLDER } from '../support/fault-town.ts'
import { type Payer, takeMoney } from '../support/payer.ts'
import { plainRules, publishRules } from '../support/system.ts'
import { flat, SEASON, systemOn } from '../support/world.ts'

/** A whole day's heat for an outage of a day. */
const OUTAGE_RULE: Rule = {
  ...{ customerClass: '*', priceType: '*', kind: 'outage-refund@1', feeType: 'heat' },
  params: { hours: 24, atLeast: 'this', count: 'full-days', share: { num: 1, den: 1 } },
}
const OUTAGE = { kind: 'outage', startedAt: Date.parse('2026-11-16T00:00:00Z'), endedAt: Date.parse('2026-11-17T00:00:00Z') } as const

/** One thing a system is asked to do; what it throws is its answer too. */
export type Act = (system: System) => Promise<unknown>

/** A town in which two systems on connections of their own do one thing each to the same flat. */
export type LockWorld = {
  readonly town: FaultTown
  readonly payers: readonly [Payer, Payer]
  /** A system on this view of the data, as a process of its own would be. */
  systemOf(database: Database): System
  /** Posts money the platform has taken for a new order of this payer. */
  settle(payer: Payer, ...householdNos: readonly string[]): Promise<Act>
  /** Orders what is owed now, at the moment the act runs. */
  order(payer: Payer, householdNo: string): Promise<Act>
  close(payer: Payer, orderNo: string): Promise<Act>
  /** The payment of this payer for a flat, asked back in this amount by a cashier. */
  refund(payer: Payer, householdNo: string, amountFen: number): Promise<Act>
  /** Bills one more season of a flat; a balance it has is used. */
  bill(householdNo: string): Promise<Act>
  /** Corrects the area of a flat's bill as a clerk does who saw what it comes to. */
  correct(householdNo: string, billedMilliM2: number, seenOwedFen: number): Act
  /** Gives a flat back what the outage of this number is worth: a day's heat. */
  refundHeat(householdNo: string, outageNo: string): Act
  /** Bills one flat alone, in the season of the last `bill`. */
  billAlone(householdNo: string): Act
  /** The run of the last `bill`, as the console shows it. */
  lastRun(): Promise<{ readonly state: string; readonly doneCount: number; readonly postedCount: number; readonly skippedCount: number }>
  /** What stands in the books of a flat. */
  account(householdNo: string): Promise<{ readonly owedFen: number; readonly balanceFen: number; readonly allocatedFen: number }>
  /** How many units of this database wait for a lock at this moment. */
  waiting(): Promise<number>
  end(): Promise<void>
}

export async function openLockWorld(flats: number): Promise<LockWorld> {
  const town = await buildFaultTown({ flats, engine: 'mysql', rules: [OUTAGE_RULE] })
  const { world, running } = town
  const { simulator } = running
  const systems: System[] = []
  const payers = [await town.payer('person-1'), await town.payer('person-2')] as const
  const merchant = await world.database.read((unit) => findMerchantByNumber(unit, 'wechat-pay', '1900000001', null))
  if (!merchant) throw new Error('no merchant')
  // Money is told to the systems by hand, never by a notice.
  await simulator.control.hold()
  let year = 2027
  let lastRunNo = ''

  const callerOf = async (system: System, { token }: Payer): Promise<ResidentCaller> =>
    system.residents.identifyResident('mini', token, { requestId: null, ip: null })

  return {
    town,
    payers,
    systemOf(database) {
      const system = systemOn({ database, clock: world.clock }, { wechatPay: simulator.paySettings() })
      systems.push(system)
      return system
    },
    async settle(payer, ...householdNos) {
      const { orderNo } = await payer.order(householdNos)
      const { trade } = await takeMoney(simulator.control, { orderNo })
      const proof = {
        mchId: trade.mchId,
        subMchId: null,
        appId: trade.appId,
        orderNo,
        transactionId: trade.transactionId ?? '',
        totalFen: trade.totalFen,
        payerOpenid: trade.openid,
        succeededAt: Date.parse(trade.paidAt ?? ''),
      }
      return (system) => system.payments.settleOrder(merchant, proof, 'notice')
    },
    async order(payer, householdNo) {
      const { totalFen } = await payer.owes(householdNo)
      return async (system) =>
        system.payments.createPaymentOrder(await callerOf(system, payer), { householdNos: [householdNo], totalFen, channel: 'wechat-pay' })
    },
    close: async (payer, orderNo) => async (system) => system.payments.closePaymentOrder(await callerOf(system, payer), orderNo),
    async refund(payer, householdNo, amountFen) {
      const resident = await callerOf(world, payer)
      const [paid] = await rowsOf<{ paymentNo: string }>(
        world.database,
        `SELECT p.payment_no AS paymentNo FROM payments p JOIN payment_orders o ON o.id = p.order_id JOIN order_households x ON x.order_id = o.id
           JOIN households h ON h.id = x.household_id WHERE o.payer_resident_id = :residentId AND h.household_no = :householdNo`,
        { residentId: resident.residentId, householdNo },
      )
      const caller = await world.staff.identifyStaff(await world.tokenOf('cashier'), { requestId: null, ip: null })
      const wish = { paymentNo: paid?.paymentNo ?? '', householdNo, amountFen, reason: '住户要求退回' }
      return (system) => system.payments.refunds.requestRefund(caller, wish)
    },
    async bill(householdNo) {
      const seasonCode = `${year}-${year + 1}`
      const { operator, code, tenantId } = world.demo
      await world.tenancy.createSeason(operator, {
        orgUnitCode: code,
        code: seasonCode,
        startsOn: `${year}-11-15`,
        endsOn: `${year + 1}-03-15`,
      })
      const areas = flat(householdNo, 'EAST-1', HOLDER).season?.areas ?? []
      await world.households.openHouseholdSeason(operator, { householdNo, seasonCode, areas })
      await publishRules(running, world.demo, plainRules(seasonCode, `${year}-10-31`, '2026-10-01'))
      const runNo = await world.billing.startBillingRun(operator, { seasonCode, orgUnit: code, mode: 'post' })
      year += 1
      lastRunNo = runNo
      return (system) => {
        const [job] = system.billing.jobs
        return job?.handle({ tenantId, payload: { runNo } } as Parameters<typeof job.handle>[0]) ?? Promise.resolve()
      }
    },
    correct: (householdNo, billedMilliM2, seenOwedFen) => (system) =>
      system.billing.corrections.changeAreas(
        {
          householdNo,
          seasonCode: SEASON,
          areas: [{ areaNo: 1, billedMilliM2 }],
          reason: '实测面积与登记不符',
          seen: { seenOwedFen, seenBalanceFen: 0 },
        },
        world.demo.operator,
      ),
    refundHeat: (householdNo, outageNo) => (system) =>
      system.database.write(async (unit) => {
        const { tenantId, operator } = world.demo
        const found = await findHousehold(unit, operator.scope, householdNo)
        const [household] = await lockHouseholds(unit, tenantId, found ? [found.id] : [])
        const season = household && (await findSeasonFor(unit, tenantId, household.orgUnitId, SEASON))
        if (!household || !season) throw new Error(`no flat ${householdNo}`)
        return system.billing.creditHeat(unit, { tenantId, household, season, cause: OUTAGE, refundNo: outageNo, reason: '一次网抢修' })
      }),
    billAlone: (householdNo) => (system) =>
      system.billing.corrections.billHousehold({ householdNo, seasonCode: `${year - 1}-${year}`, seen: 'unseen' }, world.demo.operator),
    async lastRun() {
      const { run } = await world.billing.readRun(world.demo.operator, lastRunNo)
      const { state, doneCount, postedCount, skippedCount } = run
      return { state, doneCount, postedCount, skippedCount }
    },
    async account(householdNo) {
      const [row] = await rowsOf<{ owedFen: number; allocatedFen: number }>(
        world.database,
        `SELECT COALESCE((SELECT SUM(b.open_fen) FROM line_balances b WHERE b.household_id = h.id), 0) AS owedFen,
           COALESCE((SELECT SUM(a.amount_fen) FROM allocations a WHERE a.household_id = h.id), 0) AS allocatedFen
         FROM households h JOIN tenants t ON t.id = h.tenant_id WHERE h.household_no = :householdNo AND t.code = 'DEMO'`,
        { householdNo },
      )
      return { owedFen: row?.owedFen ?? 0, allocatedFen: row?.allocatedFen ?? 0, balanceFen: await balanceOf(world.database, householdNo) }
    },
    async waiting() {
      const [row] = await rowsOf<{ total: number }>(
        world.database,
        `SELECT COUNT(*) AS total FROM information_schema.innodb_trx t JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
         WHERE t.trx_state = 'LOCK WAIT' AND p.db = DATABASE()`,
      )
      return row?.total ?? 0
    },
    async end() {
      for (const system of systems) await system.billing.stop()
      await town.close()
    },
  }
}
