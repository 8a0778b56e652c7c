import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { StatementState } from '../../../../shared/states/statement.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { BillRow } from '../../gateways/payment/port.ts'
import { statementRows, statements } from './statement.model.ts'

export type StatementRecord = {
  readonly id: number
  readonly tenantId: number
  readonly statementNo: string
  readonly merchantId: number
  readonly channel: string
  readonly day: LocalDay
  readonly fileSha256: string | null
}

const STATEMENT = `SELECT s.id, s.tenant_id AS tenantId, s.statement_no AS statementNo, s.merchant_id AS merchantId, s.channel,
  s.value_on AS day, s.file_sha256 AS fileSha256 FROM statements s`

export async function findStatementOfDay(unit: ReadUnit, merchantId: number, day: LocalDay): Promise<StatementRecord | null> {
  const [row] = await unit.select<StatementRecord>(`${STATEMENT} WHERE s.merchant_id = :merchantId AND s.value_on = :day`, {
    merchantId,
    day,
  })
  return row ?? null
}

/** The day's row, locked: one compares at a time. */
export async function lockStatement(unit: Unit, id: number): Promise<StatementRecord> {
  const [row] = await unit.selectForUpdate<StatementRecord>(`${STATEMENT} WHERE s.id = :id`, { id })
  if (!row) throw new Error(`statement ${id} is gone`)
  return row
}

export type NewStatement = Omit<StatementRecord, 'id' | 'fileSha256'> & {
  readonly legalEntityId: number
  readonly askedAt: number
  readonly askedBy: string
}

export async function insertStatement(unit: Unit, given: NewStatement): Promise<void> {
  await unit.insert(statements, [
    {
      id: unit.newId(statements),
      tenant_id: given.tenantId,
      statement_no: given.statementNo,
      legal_entity_id: given.legalEntityId,
      merchant_id: given.merchantId,
      channel: given.channel,
      value_on: given.day,
      state: 'waiting',
      asked_at: given.askedAt,
      asked_by: given.askedBy.slice(0, 100),
      payment_count: 0,
      payment_fen: 0,
      refund_count: 0,
      refund_fen: 0,
      fee_e5: 0,
      our_payment_count: 0,
      our_payment_fen: 0,
      our_refund_count: 0,
      our_refund_fen: 0,
      difference_count: 0,
      open_count: 0,
    },
  ])
}

export async function askAgain(unit: Unit, id: number, by: { readonly askedAt: number; readonly askedBy: string }): Promise<void> {
  await unit.execute('UPDATE statements SET asked_at = :askedAt, asked_by = :askedBy, version = version + 1 WHERE id = :id', {
    id,
    askedAt: by.askedAt,
    askedBy: by.askedBy.slice(0, 100),
  })
}

/** The platform's answer brought nothing, or no bill; what came before stays. */
export async function keepAnswer(unit: Unit, id: number, at: number, fault: string | null): Promise<void> {
  await unit.execute('UPDATE statements SET fetched_at = :at, fault = :fault, version = version + 1 WHERE id = :id', {
    id,
    at,
    fault: fault?.slice(0, 200) ?? null,
  })
}

/** The rows of a file not seen before, and its sums; from now on they are the statement. */
export async function keepBill(
  unit: Unit,
  statement: Pick<StatementRecord, 'id' | 'tenantId'>,
  bill: { readonly fileSha256: string; readonly rows: readonly BillRow[]; readonly at: number },
): Promise<void> {
  const { fileSha256, rows, at } = bill
  await unit.insert(
    statementRows,
    rows.map((row, index) => ({
      id: unit.newId(statementRows),
      tenant_id: statement.tenantId,
      statement_id: statement.id,
      file_sha256: fileSha256,
      row_no: index + 1,
      trade_kind: row.kind,
      transaction_id: row.transactionId,
      order_no: row.orderNo,
      refund_no: row.refundNo,
      amount_fen: row.amountFen,
      fee_e5: row.feeE5,
      completed_at: row.completedAt,
    })),
  )
  const of = (kind: BillRow['kind']) => rows.filter((row) => row.kind === kind)
  await unit.execute(
    `UPDATE statements SET file_sha256 = :fileSha256, fetched_at = :at, fault = NULL, payment_count = :payments, payment_fen = :paymentFen,
       refund_count = :refunds, refund_fen = :refundFen, fee_e5 = :feeE5, version = version + 1 WHERE id = :id`,
    {
      id: statement.id,
      fileSha256,
      at,
      payments: of('payment').length,
      paymentFen: sumFen(of('payment')),
      refunds: of('refund').length,
      refundFen: sumFen(of('refund')),
      feeE5: rows.reduce((sum, { feeE5 }) => sum + feeE5, 0),
    },
  )
}

/** The rows of the statement's file, as the platform wrote them. */
export function listBillRows(unit: ReadUnit, { id, fileSha256 }: Pick<StatementRecord, 'id' | 'fileSha256'>): Promise<BillRow[]> {
  if (fileSha256 === null) return Promise.resolve([])
  return unit.select<BillRow>(
    `SELECT r.trade_kind AS kind, r.transaction_id AS transactionId, r.order_no AS orderNo, r.refund_no AS refundNo, r.amount_fen AS amountFen,
       r.fee_e5 AS feeE5, r.completed_at AS completedAt
     FROM statement_rows r WHERE r.statement_id = :id AND r.file_sha256 = :fileSha256 ORDER BY r.row_no`,
    { id, fileSha256 },
  )
}

/** Those of these numbers that stand in another day's bill of the merchant. */
export async function findElsewhere(
  unit: ReadUnit,
  wanted: {
    readonly tenantId: number
    readonly merchantId: number
    readonly transactionIds: readonly string[]
    readonly refundNos: readonly string[]
  },
): Promise<{ readonly payments: ReadonlySet<string>; readonly refunds: ReadonlySet<string> }> {
  const { tenantId, merchantId, transactionIds, refundNos } = wanted
  const seen = async (column: 'transaction_id' | 'refund_no', kind: BillRow['kind'], nos: readonly string[]) => {
    if (nos.length === 0) return new Set<string>()
    const rows = await unit.select<{ no: string }>(
      `SELECT r.${column} AS no FROM statement_rows r JOIN statements s ON s.id = r.statement_id AND s.file_sha256 = r.file_sha256
       WHERE r.tenant_id = :tenantId AND s.merchant_id = :merchantId AND r.trade_kind = :kind AND r.${column} IN (:nos)`,
      { tenantId, merchantId, kind, nos },
    )
    return new Set(rows.map(({ no }) => no))
  }
  return { payments: await seen('transaction_id', 'payment', transactionIds), refunds: await seen('refund_no', 'refund', refundNos) }
}

export async function keepComparison(
  unit: Unit,
  id: number,
  outcome: {
    readonly state: StatementState
    readonly ours: readonly { readonly kind: 'payment' | 'refund'; readonly amountFen: number }[]
    readonly differences: number
    readonly open: number
  },
): Promise<void> {
  const of = (kind: 'payment' | 'refund') => outcome.ours.filter((trade) => trade.kind === kind)
  await unit.execute(
    `UPDATE statements SET state = :state, our_payment_count = :payments, our_payment_fen = :paymentFen, our_refund_count = :refunds,
       our_refund_fen = :refundFen, difference_count = :differences, open_count = :open, version = version + 1 WHERE id = :id`,
    {
      id,
      state: outcome.state,
      payments: of('payment').length,
      paymentFen: sumFen(of('payment')),
      refunds: of('refund').length,
      refundFen: sumFen(of('refund')),
      differences: outcome.differences,
      open: outcome.open,
    },
  )
}

/** After a word on one of its differences: our side and their side are what they were. */
export async function keepState(
  unit: Unit,
  id: number,
  outcome: { readonly state: StatementState; readonly differences: number; readonly open: number },
): Promise<void> {
  await unit.execute(
    'UPDATE statements SET state = :state, difference_count = :differences, open_count = :open, version = version + 1 WHERE id = :id',
    { id, state: outcome.state, differences: outcome.differences, open: outcome.open },
  )
}

function sumFen(rows: readonly { readonly amountFen: number }[]): number {
  return rows.reduce((sum, { amountFen }) => sum + amountFen, 0)
}
