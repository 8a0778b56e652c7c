import type { PaymentCertificate } from '../../../../shared/contracts/residents.ts'
import { maskAddress } from '../../../../shared/format/mask.ts'
import { feeTypeName } from '../../../../shared/format/names.ts'
import { inChineseCapitals } from '../../../../shared/money/chinese-capitals.ts'
import type { Database } from '../../database/database.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { type CertifiedPart, findCertifiedPayment, listCertifiedParts } from '../../reports/payment-certificate.ts'
import { type BoundHousehold, listBoundHouseholds } from '../residents/index.ts'

/**
 * 缴费凭证 of one payment: for who paid it, whole; for who has bound one of its homes, that home's part, the others as one sum. A payer who
 * did not pay it sees nothing. Throws NOT_FOUND, in the same words for a number nobody has.
 */
export function readCertificate({ database }: { readonly database: Database }) {
  return (caller: ResidentCaller, paymentNo: string): Promise<PaymentCertificate> =>
    database.read(async (unit) => {
      const payment = await findCertifiedPayment(unit, paymentNo)
      if (!payment) throw notFound('这笔缴费')
      const mine = payment.payerResidentId === caller.residentId
      const bound = await listBoundHouseholds(unit, caller)
      const all = await listCertifiedParts(unit, payment.id)
      const seen = all.filter(({ householdId }) => mine || bound.some((home) => home.householdId === householdId && home.role !== 'payer'))
      if (!mine && seen.length === 0) throw notFound('这笔缴费')
      const hidden = all.filter((part) => !seen.includes(part))
      return {
        paymentNo: payment.paymentNo,
        orderNo: mine ? payment.orderNo : null,
        company: payment.company,
        payee: payment.payee,
        payeeTaxNo: payment.payeeTaxNo,
        channel: payment.channel,
        transactionId: mine ? payment.transactionId : null,
        paidAt: new Date(payment.paidAt).toISOString(),
        payer: mine ? null : payment.payerResidentNo ? `居民 ${payment.payerResidentNo.slice(-4)}` : '—',
        amountFen: payment.amountFen,
        amountWords: inChineseCapitals(payment.amountFen),
        refundedFen: mine ? payment.refundedFen : null,
        parts: seen.map((part) => presentPart(part, bound)),
        otherHomes: new Set(hidden.map(({ householdId }) => householdId)).size,
        otherHomesFen: sumOf(hidden),
      }
    })
}

function presentPart(part: CertifiedPart, bound: readonly BoundHousehold[]): PaymentCertificate['parts'][number] {
  const home = bound.find(({ householdId }) => householdId === part.householdId)
  return {
    householdNo: part.householdNo,
    label: home?.label ?? null,
    address: home?.role === 'payer' ? null : maskAddress(part.address),
    seasonCode: part.seasonCode,
    title: part.feeType === null ? '留作余额' : feeTypeName(part.feeType),
    amountFen: part.amountFen,
  }
}

const sumOf = (parts: readonly CertifiedPart[]) => parts.reduce((sum, { amountFen }) => sum + amountFen, 0)
