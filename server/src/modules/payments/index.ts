import type { Bill, HouseholdQuote } from '../../../../shared/contracts/billing.ts'
import type { Page } from '../../../../shared/contracts/fields.ts'
import type { PaymentOrderFile, PaymentOrderQuery, PaymentOrderRow } from '../../../../shared/contracts/payments.ts'
import type { ResidentPayment, ResidentQuote } from '../../../../shared/contracts/residents.ts'
import type { JobHandler } from '../../jobs/handler.ts'
import { type ResidentCaller, type StaffCaller, withRight } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { listHouseholdPayments } from '../../reports/household-payments.ts'
import { readPaymentOrderFile } from '../../reports/payment-order-file.ts'
import { listPaymentOrders } from '../../reports/payment-orders.ts'
import { boundHousehold, homeOfFamily, listBoundHouseholds } from '../residents/index.ts'
import { findMerchantByNumber } from '../tenancy/index.ts'
import { closePaymentOrder } from './close-payment-order.ts'
import { type CreateOrderDeps, createPaymentOrder } from './create-payment-order.ts'
import { createRefunds, type RefundsDeps } from './create-refunds.ts'
import { createScanOrder } from './create-scan-order.ts'
import { findOut } from './find-out.ts'
import { householdInScope } from './household-in-scope.ts'
import { viewOrder } from './order-view.ts'
import { paymentsFor, quoteFor } from './payer-view.ts'
import type { ChannelCode } from './payment-channel.ts'
import { type PrepareDeps, prepareOrder } from './prepare-order.ts'
import { queryOrder } from './query-order.ts'
import { readBills } from './read-bills.ts'
import { readCertificate } from './read-certificate.ts'
import { readHomes } from './read-homes.ts'
import { readPayWays } from './read-pay-ways.ts'
import { type ReceiveDeps, readNoticePayload, receiveNotice } from './receive-notice.ts'
import { checkOrder, requeryOrder } from './requery-order.ts'
import { residentChannel } from './resident-channel.ts'
import { scanDesk } from './scan-desk.ts'
import { type SettleDeps, settleOrder } from './settle-order.ts'

export { frozenHash } from './order.repository.ts'
export { paymentChannels } from './payment-channel.ts'
export { frozenRefundHash } from './refund.repository.ts'
export { refundChannels } from './refund-channel.ts'
export type { RefundGuard } from './refund-guard.ts'
export { refuseWhilePaying } from './refuse-while-paying.ts'

export type PaymentsDeps = RefundsDeps & SettleDeps & ReceiveDeps & PrepareDeps & Omit<CreateOrderDeps, 'prepare'>

export type Payments = ReturnType<typeof createPayments>

/** The room of money in: orders, the channel's notices, settling, and what residents and staff see of it. */
export function createPayments(deps: PaymentsDeps) {
  const { database } = deps
  const settle = settleOrder(deps)
  const prepare = prepareOrder(deps)
  const ask = findOut({ ...deps, settle, prepare })
  const query = queryOrder({ ...deps, findOut: ask })
  const bills = readBills(deps)
  const refunds = createRefunds(deps)

  const jobs: readonly JobHandler[] = [
    ...refunds.jobs,
    { kind: 'payments.query-order', title: '查询支付结果', handle: query },
    {
      kind: 'payments.settle-notice',
      title: '支付通知入账',
      async handle(job) {
        const { channel, proof, refundNo } = readNoticePayload(job.payload)
        const merchant = await database.read((unit) => findMerchantByNumber(unit, channel, proof.mchId, proof.subMchId))
        if (!merchant) throw new Error(`merchant ${proof.mchId} is gone`)
        await settle(merchant, proof, 'notice')
        if (refundNo) await refunds.lookAtRefund(merchant, channel, proof, refundNo)
      },
    },
  ]

  return {
    createPaymentOrder: createPaymentOrder({ ...deps, prepare }),
    viewOrder: viewOrder(deps),
    closePaymentOrder: closePaymentOrder({ ...deps, findOut: ask }),
    checkOrder: checkOrder({ ...deps, findOut: ask }),
    requeryOrder: requeryOrder({ ...deps, findOut: ask }),
    receiveNotice: receiveNotice(deps),
    settleOrder: settle,
    findOut: ask,
    readHomes: readHomes(deps),
    payWays: readPayWays(deps),
    createScanOrder: createScanOrder({ ...deps, prepare }),
    scanDesk: scanDesk({ ...deps, findOut: ask }),
    residentQuote: (caller: ResidentCaller, householdNo: string, channel: ChannelCode | null): Promise<ResidentQuote> =>
      database.read(async (unit) => {
        const home = await boundHousehold(unit, caller, householdNo)
        return quoteFor(
          home.role,
          await bills.quote(unit, home, async (account) => channel ?? residentChannel(unit, caller.appId, [account])),
        )
      }),
    residentBills: (caller: ResidentCaller, householdNo: string): Promise<Bill[]> =>
      database.read(async (unit) => bills.bills(unit, (await homeOfFamily(unit, caller, householdNo)).householdId)),
    residentPayments: (caller: ResidentCaller): Promise<ResidentPayment[]> =>
      database.read(async (unit) => {
        const homes = await listBoundHouseholds(unit, caller)
        const ids = homes.map((home) => home.householdId)
        return paymentsFor(homes, await listHouseholdPayments(unit, ids, caller.residentId))
      }),
    readCertificate: readCertificate(deps),
    staffQuote: (caller: StaffCaller, householdNo: string): Promise<HouseholdQuote> =>
      database.read(async (unit) => bills.quote(unit, await householdInScope(unit, caller.scope, householdNo), async () => 'counter')),
    staffBills: (caller: StaffCaller, householdNo: string): Promise<Bill[]> =>
      database.read(async (unit) => bills.bills(unit, (await householdInScope(unit, caller.scope, householdNo)).householdId)),
    staffPayments: (caller: StaffCaller, householdNo: string): Promise<ResidentPayment[]> =>
      database.read(async (unit) =>
        listHouseholdPayments(unit, [(await householdInScope(unit, caller.scope, householdNo)).householdId], null),
      ),
    listOrders: (caller: StaffCaller, wanted: PaymentOrderQuery): Promise<Page<PaymentOrderRow>> =>
      database.read((unit) => listPaymentOrders(unit, caller.scope, wanted)),
    async readOrderFile(caller: StaffCaller, orderNo: string): Promise<PaymentOrderFile> {
      const insider = withRight(caller, 'payments.gateway.view')
      return database.read(async (unit) => {
        const file = await readPaymentOrderFile(unit, caller.scope, orderNo, false)
        if (!file) throw notFound('这个支付单')
        return (insider && (await readPaymentOrderFile(unit, insider.scope, orderNo, true))) ?? file
      })
    },
    refunds,
    jobs,
  }
}
