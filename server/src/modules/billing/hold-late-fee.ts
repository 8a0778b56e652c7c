import { addDays, type LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { findHousehold } from '../households/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { findSeasonFor } from '../tenancy/index.ts'
import { type Account, quoteAccount, type readAccounts } from './account.ts'
import { chargeLateFee } from './apply-settlement.ts'
import { endHold, type HoldRow, insertHold, listHolds } from './late-fee-hold.repository.ts'
import { PostingBatch } from './posting-batch.ts'

export type HoldDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly ledger: Ledger
  readonly accounts: ReturnType<typeof readAccounts>
}
export type Hold = { readonly householdNo: string; readonly seasonCode: string; readonly from: LocalDay; readonly reason: string }
export type EndOfHold = { readonly householdNo: string; readonly seasonCode: string; readonly to: LocalDay }

/**
 * 暂停计收违约金 (valve closed, dispute, litigation): what has accrued by the day before becomes a line first, then no day counts until
 * the hold ends. Throws NOT_FOUND, HOLD_IN_FUTURE, HOLD_OPEN.
 */
export function holdLateFee({ database, clock, audit, ledger, accounts }: HoldDeps) {
  return async (caller: Caller, { householdNo, seasonCode, from, reason }: Hold): Promise<null> => {
    if (from > clock.today()) throw new DomainError(422, 'HOLD_IN_FUTURE', '暂停日期不能晚于今天')
    const { householdId, seasonId } = await database.read((unit) => subjectOf(unit, caller, { householdNo, seasonCode }))
    return writeOnce(database, { key: caller.key, tenantId: caller.scope.tenantId }, async (unit) => {
      const locked = await lockHouseholds(unit, caller.scope.tenantId, [householdId])
      const open = await openHold(unit, householdId, seasonCode)
      if (open) throw new DomainError(409, 'HOLD_OPEN', `该采暖季的违约金自 ${open.startsOn} 起已暂停`)
      const account = (await accounts(unit, [householdId])).get(householdId)
      const entryId = ledger.newEntryId(unit)
      if (account) await postAccrued(unit, account)
      const placed = { tenantId: caller.scope.tenantId, householdId, seasonId, from, reason, placedBy: caller.actor.name }
      await insertHold(unit, placed)
      const detail = { seasonCode, from, reason }
      await audit.record(unit, caller, { action: 'billing.latefee.hold', subjectKind: 'household', subjectNo: householdNo, detail })
      return null

      async function postAccrued(unit: Unit, account: Account): Promise<void> {
        const valueOn = addDays(from, -1)
        const due = quoteAccount(account, valueOn, null).items.find((item) => item.kind === 'late-fee' && item.seasonCode === seasonCode)
        const legalEntityId = account.lines[0]?.legalEntityId
        if (due?.kind !== 'late-fee' || legalEntityId === undefined) return
        const head = { entryId, tenantId: caller.scope.tenantId, legalEntityId, postedOn: clock.today(), valueOn }
        const batch = new PostingBatch(unit, head, locked, new Map([[householdId, account]]))
        chargeLateFee(batch, account, due)
        await batch.flush()
        await ledger.post(unit, { ...head, kind: 'late-fee', sourceNo: businessNumber('F', clock), movements: batch.movements })
      }
    })
  }
}

/** The last day of a hold; the day after it counts again. Throws NOT_FOUND, NO_HOLD, HOLD_ENDS_EARLY. */
export function endLateFeeHold({ database, audit }: HoldDeps) {
  return async (caller: Caller, { householdNo, seasonCode, to }: EndOfHold): Promise<null> => {
    const { householdId } = await database.read((unit) => subjectOf(unit, caller, { householdNo, seasonCode }))
    return writeOnce(database, { key: caller.key, tenantId: caller.scope.tenantId }, async (unit) => {
      await lockHouseholds(unit, caller.scope.tenantId, [householdId])
      const open = await openHold(unit, householdId, seasonCode)
      if (!open) throw new DomainError(409, 'NO_HOLD', '该采暖季的违约金没有暂停')
      if (to < open.startsOn) throw new DomainError(422, 'HOLD_ENDS_EARLY', `恢复前一日不能早于暂停日 ${open.startsOn}`)
      await endHold(unit, open.id, to, caller.actor.name)
      const detail = { seasonCode, from: open.startsOn, to }
      await audit.record(unit, caller, { action: 'billing.latefee.hold-end', subjectKind: 'household', subjectNo: householdNo, detail })
      return null
    })
  }
}

/** Every hold there has been. Throws NOT_FOUND. */
export function readLateFeeHolds({ database }: Pick<HoldDeps, 'database'>) {
  return (caller: Caller, householdNo: string): Promise<readonly HoldRow[]> =>
    database.read(async (unit) => {
      const household = await findHousehold(unit, caller.scope, householdNo)
      if (!household) throw notFound('这个用热户')
      return listHolds(unit, [household.id])
    })
}

async function subjectOf(unit: ReadUnit, caller: Caller, { householdNo, seasonCode }: Pick<Hold, 'householdNo' | 'seasonCode'>) {
  const household = await findHousehold(unit, caller.scope, householdNo)
  if (!household) throw notFound('这个用热户')
  const season = await findSeasonFor(unit, caller.scope.tenantId, household.orgUnitId, seasonCode)
  if (!season) throw notFound('该采暖季')
  return { householdId: household.id, seasonId: season.id }
}

async function openHold(unit: ReadUnit, householdId: number, ofSeason: string): Promise<HoldRow | undefined> {
  return (await listHolds(unit, [householdId])).find(({ seasonCode, endsOn }) => seasonCode === ofSeason && endsOn === null)
}
