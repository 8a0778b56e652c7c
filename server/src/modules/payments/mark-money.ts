import type { MoneyTodoKind } from '../../../../shared/contracts/payments/refunds.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findMoneyTodo } from '../../reports/money-todos.ts'
import type { Audit } from '../audit/index.ts'
import { appendMoneyMark } from './suspense.repository.ts'

export type MarkDeps = { readonly database: Database; readonly audit: Audit }
export type Mark = { readonly kind: MoneyTodoKind; readonly no: string; readonly reason: string }

/** 标记已处理: a piece of the work list has been seen to otherwise; nothing moves, it says who did what. Throws NOT_FOUND. */
export function markMoney({ database, audit }: MarkDeps) {
  return async (caller: StaffCaller, { kind, no, reason }: Mark): Promise<void> => {
    const { tenantId } = caller.scope
    await writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const todo = await findMoneyTodo(unit, caller.scope, kind, no)
      if (!todo?.can.includes('handle')) throw notFound('这项待办')
      if (!(await appendMoneyMark(unit, { tenantId, kind, no, reason, actor: caller.actor.name }))) return null
      const detail = { kind, amountFen: todo.amountFen, reason }
      await audit.record(unit, caller, { action: 'payments.money.handle', subjectKind: kind, subjectNo: no, detail })
      return null
    })
  }
}
