import type { RouteCase, SignedInCase } from './route-cases.ts'
import type { Subject } from './route-town.ts'

/** Refunds, suspense and balance: rows of the route walk. */
export const refundRouteCases: Readonly<Record<string, RouteCase>> = {
  'GET /api/staff/refunds': { ...byName(() => '/refunds?pageSize=100'), finds: { shows: ({ refundNo }) => refundNo } },
  'GET /api/staff/refunds/:refundNo': byName(({ refundNo }) => `/refunds/${refundNo}`),
  'POST /api/staff/refunds/:refundNo/requery': byName(({ refundNo }) => `/refunds/${refundNo}/requery`),
  'POST /api/staff/refunds/:refundNo/withdraw': {
    ...byName(({ ownRefundNo }) => `/refunds/${ownRefundNo}/withdraw`),
    body: () => ({ reason: '不退了' }),
  },
  'POST /api/staff/refunds/:refundNo/refuse': {
    ...byName(({ refundNo }) => `/refunds/${refundNo}/refuse`),
    body: () => ({ reason: '材料不全' }),
  },
  'POST /api/staff/refunds/:refundNo/approve': byName(({ refundNo }) => `/refunds/${refundNo}/approve`),
  'GET /api/staff/payment-orders/:orderNo/refundable': {
    ...byName(({ paidOrderNo }) => `/payment-orders/${paidOrderNo}/refundable`),
    finds: { shows: ({ paymentNo }) => paymentNo },
  },
  'GET /api/staff/payments/:paymentNo/refund-preview': byName(
    ({ paymentNo }) => `/payments/${paymentNo}/refund-preview?householdNo=80010001&amountFen=100`,
  ),
  'POST /api/staff/payments/:paymentNo/refunds': {
    ...byName(({ paymentNo }) => `/payments/${paymentNo}/refunds`),
    body: () => ({ householdNo: '80010001', amountFen: 100, reason: '多缴退回' }),
  },
  'POST /api/staff/suspense-payments/:paymentNo/refunds': {
    ...byName(({ suspenseNo }) => `/suspense-payments/${suspenseNo}/refunds`),
    body: () => ({ amountFen: 100, reason: '付错了' }),
  },
  'POST /api/staff/suspense-payments/:paymentNo/attribute': {
    ...byName(({ suspenseNo }) => `/suspense-payments/${suspenseNo}/attribute`),
    body: ({ householdNo }) => ({ householdNo, amountFen: 100, reason: '付款人来电确认' }),
  },
  'POST /api/staff/platform-refunds/:caseNo/adopt': {
    ...byName(({ platformCaseNo }) => `/platform-refunds/${platformCaseNo}/adopt`),
    body: () => ({ householdNo: '80010001', reason: '平台误退，补记' }),
  },
  'GET /api/staff/money-todos': { ...byName(() => '/money-todos?pageSize=100'), finds: { shows: ({ suspenseNo }) => suspenseNo } },
  'GET /api/staff/money-todos/counts': { ...byName(() => '/money-todos/counts'), finds: { shows: () => '"suspense":1' } },
  'POST /api/staff/money-todos/:kind/:no/handle': {
    ...byName(({ suspenseNo }) => `/money-todos/suspense/${suspenseNo}/handle`),
    body: () => ({ reason: '已与付款人联系' }),
  },
  'POST /api/staff/households/:householdNo/use-balance': byName(({ householdNo }) => `/households/${householdNo}/use-balance`),
}

function byName(path: (subject: Subject) => string): SignedInCase {
  return { path: (subject) => `/api/staff${path(subject)}`, finds: 'by-name' }
}
