import type { Difference, Statement } from '../../../../shared/contracts/reconciliation.ts'
import type { StatementRow } from '../../reports/statement-list.ts'
import type { DifferenceRecord } from './differences.repository.ts'

const iso = (at: number) => new Date(at).toISOString()

export function presentStatement(row: StatementRow): Statement {
  const { statementNo, channel, merchantName, day, state, feeE5, differences, open, askedBy, fault, fileSha256 } = row
  return {
    statementNo,
    channel,
    merchantNo: row.subMchId ?? row.mchId,
    merchantName,
    day,
    state,
    theirs:
      fileSha256 === null ? null : { payments: row.payments, paymentFen: row.paymentFen, refunds: row.refunds, refundFen: row.refundFen },
    ours: { payments: row.ourPayments, paymentFen: row.ourPaymentFen, refunds: row.ourRefunds, refundFen: row.ourRefundFen },
    feeE5,
    differences,
    open,
    askedAt: iso(row.askedAt),
    askedBy,
    fetchedAt: row.fetchedAt === null ? null : iso(row.fetchedAt),
    fault,
    fileSha256,
  }
}

export function presentDifference(record: DifferenceRecord, staffId: number): Difference {
  const {
    differenceNo,
    kind,
    trade,
    transactionId,
    orderNo,
    refundNo,
    theirFen,
    ourFen,
    state,
    reason,
    explainedBy,
    confirmedBy,
    revision,
  } = record
  return {
    ...{ differenceNo, kind, trade, transactionId, orderNo, refundNo, theirFen, ourFen, state, reason, explainedBy, confirmedBy, revision },
    foundAt: iso(record.foundAt),
    ownWork: record.explainedById === staffId,
  }
}
