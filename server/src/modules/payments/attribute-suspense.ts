import type { Fen } from '../../../../shared/money/fen.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { applyReleased, type Billing, PostingBatch } from '../billing/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { householdInScope } from './household-in-scope.ts'
import { tooMuch } from './refund-holdings.ts'
import { suspenseInScope } from './refund-in-scope.ts'
import { legalEntityOfUnit, lockPaidMoney, suspendedOf } from './refund-source.repository.ts'
import { appendSuspenseMove } from './suspense.repository.ts'

export type AttributeDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly ledger: Ledger
  readonly billing: Billing
}
export type Attribution = {
  readonly paymentNo: string
  readonly householdNo: string
  readonly amountFen: Fen
  readonly reason: string
}

/**
 * 待查款项归户: money that fits no order turns out to be a household's. It becomes that household's balance at the day it was paid and pays its open
 * lines at once, as if it had come in order. Throws NOT_FOUND, REFUND_TOO_MUCH (facts.availableFen), OTHER_LEGAL_ENTITY.
 */
export function attributeSuspense(deps: AttributeDeps) {
  return async (caller: StaffCaller, wish: Attribution): Promise<void> => {
    const { database } = deps
    const { tenantId } = caller.scope
    const householdId = await database.read(async (unit) => {
      await suspenseInScope(unit, caller.scope, wish.paymentNo)
      return (await householdInScope(unit, caller.scope, wish.householdNo)).householdId
    })
    await writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      await attribute(deps, unit, caller, { ...wish, householdId })
      return null
    })
  }
}

async function attribute(
  { clock, audit, ledger, billing }: AttributeDeps,
  unit: Unit,
  caller: StaffCaller,
  wish: Attribution & { readonly householdId: number },
): Promise<void> {
  const { paymentNo, householdNo, householdId, amountFen, reason } = wish
  const { tenantId } = caller.scope
  const [household] = await lockHouseholds(unit, tenantId, [householdId])
  const payment = await lockPaidMoney(unit, tenantId, paymentNo)
  const { legalEntityId } = payment
  const availableFen = await suspendedOf(unit, payment)
  if (amountFen > availableFen) throw tooMuch(availableFen)
  if (!household || (await legalEntityOfUnit(unit, household.orgUnitId)) !== legalEntityId)
    throw new DomainError(409, 'OTHER_LEGAL_ENTITY', '这笔款收在另一个收费单位名下，不能记到这个用热户')

  const today = clock.today()
  const head = { entryId: ledger.newEntryId(unit), tenantId, legalEntityId, postedOn: today, valueOn: today }
  const accounts = await billing.readAccounts(unit, [householdId])
  const batch = new PostingBatch(unit, head, [household], accounts)
  batch.moveBalance(householdId, 'attributed', amountFen, { paymentId: payment.id, valueOn: payment.valueOn })
  await appendSuspenseMove(unit, {
    ...{ payment, kind: 'attributed', amountFen: -amountFen, householdId, actor: caller.actor.name, reason },
    ...{ entryId: head.entryId, valueOn: today },
  })
  const discountSeasons = Object.keys(accounts.get(householdId)?.discountRules ?? {})
  const movements = await applyReleased({ unit, head, batch, accounts: billing.readAccounts, discountSeasons })
  await ledger.post(unit, { ...head, kind: 'suspense-attributed', sourceNo: businessNumber('S', clock), movements })
  await audit.record(unit, caller, {
    ...{ action: 'payments.money.attribute', subjectKind: 'payment', subjectNo: paymentNo },
    detail: { householdNo, amountFen, reason },
  })
}
