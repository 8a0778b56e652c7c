import type { Engine } from '../../server/src/database/connection.ts'
import type { MoneyTodo, Refundable, RefundFile } from '../../shared/contracts/payments/refunds.ts'
import { withToken } from './api.ts'
import { buildFaultTown, type FaultTown, HOLDER } from './fault-town.ts'
import { takeMoney } from './payer.ts'
import { MINI } from './resident-api.ts'
import { billSeason, plainRules } from './system.ts'
import { flat } from './world.ts'

const NEXT_SEASON = '2027-2028'

/**
 * Two days of a small company with a row in every money table: bills with late fee, money that came twice, balance kept and used,
 * money in suspense, orders in every state, money given back by us and by the platform itself. The first day is sealed and digested; of the second one payment is not sealed yet.
 */
export async function buildLittleWorld(engine: Engine): Promise<FaultTown> {
  const town = await buildFaultTown({ flats: 5, engine })
  const { world, running } = town
  const { control } = running.simulator
  const payer = await town.payer('person-1')

  const paid = await payer.order([await town.flatOf(payer)])
  await payer.pay(paid)
  await running.settle()
  const twice = { mchId: '1900000001', outTradeNo: paid.orderNo, transaction: { transaction_id: '4200000000000000000000000009' } }
  const nobodys = { mchId: '1900000001', appId: MINI.demo, transaction: { out_trade_no: 'NOBODYSORDER9', amount: { total: 500 } } }
  for (const craft of [twice, nobodys]) await control.craftAndSend(craft, { urls: [`${running.url}/callbacks/wechat-pay/1900000001`] })
  await running.settle()

  await giveBack(town, paid.orderNo)
  await openNextSeason(town, paid.households[0]?.householdNo ?? '')
  await billSeason(running, world.demo, plainRules(NEXT_SEASON, '2027-10-31', '2026-10-01'))

  const given = await payer.order([await town.flatOf(payer)])
  await payer.ask('POST', `/api/resident/payment-orders/${given.orderNo}/close`)
  const stranger = await town.payer('person-2', MINI.platform)
  const last = await town.flatOf()
  await stranger.bind(last, HOLDER, { companyCode: 'DEMO' })
  // The merchant is not bound to the platform's app: the gateway refuses.
  await stranger.order([last]).catch(() => {})
  await running.settle()

  await running.setTime('2026-11-23T08:00:00+08:00')
  await running.system.ledger.sealDigests('2026-11-22')
  const next = await town.payer('person-1')
  await next.bind('80010003', '测试丙')
  await takeMoney(control, await next.order(['80010003']))
  await control.settle()
  await running.system.worker.drain()
  await next.order([await town.flatOf(next)])
  await control.spoilAnswers('jsapi', 'drop')
  await next.order([await town.flatOf(next)])
  return town
}

async function openNextSeason({ world }: FaultTown, householdNo: string): Promise<void> {
  const { operator, code } = world.demo
  await world.tenancy.createSeason(operator, { orgUnitCode: code, code: NEXT_SEASON, startsOn: '2027-11-15', endsOn: '2028-03-15' })
  const { season } = flat(householdNo, 'EAST-1', HOLDER)
  await world.households.openHouseholdSeason(operator, { householdNo, seasonCode: NEXT_SEASON, areas: season?.areas ?? [] })
}

/** A refund that is done, one the platform made by itself and somebody has seen to, and money in suspense that is partly somebody's. */
async function giveBack({ world, running }: FaultTown, orderNo: string): Promise<void> {
  const api = async (name: string) => withToken({ app: running.url }, await world.tokenOf(name))
  const [cashier, director] = [await api('cashier'), await api('director')]
  const { items } = (await cashier.get(`/payment-orders/${orderNo}/refundable`)).body as Refundable
  const [source] = items
  const wish = { householdNo: source?.householdNo, amountFen: 1_000, reason: '多缴退回' }
  const { refundNo } = (await cashier.post(`/payments/${source?.paymentNo}/refunds`, wish)).body as RefundFile
  await director.post(`/refunds/${refundNo}/approve`, {})
  await running.simulator.control.refundByPortal({ mchId: '1900000001', outTradeNo: orderNo }, 300)
  await running.settle()
  const todosOf = async (kind: string) => (await director.get(`/money-todos?kind=${kind}`)).body.items as MoneyTodo[]
  const [unasked] = await todosOf('platform-refund')
  await director.post(`/money-todos/platform-refund/${unasked?.no}/handle`, { reason: '已与支付平台核对' })
  const [suspended] = await todosOf('suspense')
  const attribution = { householdNo: source?.householdNo, amountFen: 200, reason: '付款人来电确认' }
  await director.post(`/suspense-payments/${suspended?.no}/attribute`, attribution)
}
