import type { Fen } from '../../../../shared/money/fen.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { type Billing, PostingBatch, useBalance } from '../billing/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { householdInScope } from './household-in-scope.ts'
import { legalEntityOfUnit } from './refund-source.repository.ts'

export type UseBalanceDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly ledger: Ledger
  readonly billing: Billing
}

/** 余额抵缴 on demand: the household's balance pays what is open now. Answers the fen used. Throws NOT_FOUND, NOTHING_TO_USE. */
export function useBalanceNow({ database, clock, audit, ledger, billing }: UseBalanceDeps) {
  return async (caller: StaffCaller, householdNo: string): Promise<{ readonly usedFen: Fen }> => {
    const { tenantId } = caller.scope
    const { householdId } = await database.read((unit) => householdInScope(unit, caller.scope, householdNo))
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const [household] = await lockHouseholds(unit, tenantId, [householdId])
      const accounts = await billing.readAccounts(unit, [householdId])
      const account = accounts.get(householdId)
      const legalEntityId = household && (await legalEntityOfUnit(unit, household.orgUnitId))
      if (!household || !account || legalEntityId === undefined) throw new Error(`household ${householdNo} has no account`)
      const today = clock.today()
      const head = { entryId: ledger.newEntryId(unit), tenantId, legalEntityId, postedOn: today, valueOn: today }
      const batch = new PostingBatch(unit, head, [household], accounts)
      const usedFen = await useBalance(unit, batch, account)
      if (usedFen === 0) throw new DomainError(409, 'NOTHING_TO_USE', '没有可以抵缴的：余额为零，或没有欠费')
      await batch.flush()
      await ledger.post(unit, { ...head, kind: 'balance-used', sourceNo: businessNumber('B', clock), movements: batch.movements })
      const detail = { usedFen }
      await audit.record(unit, caller, { action: 'payments.balance.use', subjectKind: 'household', subjectNo: householdNo, detail })
      return { usedFen }
    })
  }
}
