import type { System } from '../../server/src/compose.ts'
import type { ResidentCaller } from '../../server/src/platform/caller.ts'
import type { MovableClock } from '../../server/src/platform/clock.ts'
import type { Instant } from '../../shared/calendar/instant.ts'
import type { PastPayment } from './people.ts'
import type { SimulatedPlatform } from './platform.ts'
import { MINI_PROGRAM } from './story.ts'

export type Past = {
  readonly system: System
  readonly clock: MovableClock
  readonly platform: SimulatedPlatform
  /** Who binds a home knows its holder. */
  readonly holderOf: (householdNo: string) => string
}

/**
 * One payment as it would have been made: sign-in, binding, order, money taken by the simulated platform, signed notice, ledger. So
 * the money is in the platform's own book too. `at` is when; our clock and the platform's stand there meanwhile.
 */
export async function payInThePast({ system, clock, platform, holderOf }: Past, payment: PastPayment, at: Instant): Promise<void> {
  clock.set(at)
  await platform.standAt(at)
  const caller = await signIn(system, platform, payment.personId)
  const bound = new Set((await system.payments.readHomes(caller)).map((home) => home.householdNo))
  for (const householdNo of payment.householdNos.filter((no) => !bound.has(no))) {
    const check = { kind: 'name' as const, name: holderOf(householdNo) }
    await system.residents.bindHousehold(caller, { householdNo, check, role: payment.role, consent: true })
  }
  const homes = (await system.payments.readHomes(caller)).filter((home) => payment.householdNos.includes(home.householdNo))
  const totalFen = homes.reduce((sum, home) => sum + home.owedFen, 0)
  const wish = { householdNos: payment.householdNos, totalFen, channel: 'wechat-pay' as const }
  const orderNo = await system.payments.createPaymentOrder(caller, wish)
  if (payment.act === 'give-up') {
    await system.payments.closePaymentOrder(caller, orderNo)
    return
  }
  const { wechatPay } = await system.payments.viewOrder(caller, orderNo)
  if (!wechatPay) throw new Error(`支付单 ${orderNo} 没有支付参数`)
  await platform.pay(wechatPay)
  await platform.sendNotices()
  await system.worker.drain()
  const { state } = await system.payments.viewOrder(caller, orderNo)
  if (state !== 'paid') throw new Error(`支付单 ${orderNo} 付款后的状态是 ${state}`)
}

async function signIn({ residents }: System, platform: SimulatedPlatform, personId: string): Promise<ResidentCaller> {
  const code = await platform.loginCode(MINI_PROGRAM, personId)
  const from = { requestId: null, ip: null }
  const { token } = await residents.signInWithCode({ platform: 'wechat-mini', appId: MINI_PROGRAM, code }, { ...from, agent: 'demo town' })
  return residents.identifyResident('mini', token, from)
}
