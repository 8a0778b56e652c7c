import type { MarkList } from '../../../../shared/contracts/households/marks.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { HouseholdsDeps } from './create-household.ts'
import { householdInScope } from './find-or-refuse.ts'
import { lockRecords } from './household-record.repository.ts'
import { appendChange } from './households.repository.ts'
import { endListed, householdsListed, markListed } from './marks.repository.ts'

/**
 * 黑白名单: a household onto a list from today, or off it, with the reason. Throws NOT_FOUND, ALREADY_LISTED, NOT_LISTED, INVALID for a last day
 * before today.
 */
export function markList({ database, audit, clock }: HouseholdsDeps) {
  return (caller: Caller, householdNo: string, mark: MarkList): Promise<null> => {
    const { tenantId } = caller.scope
    const by = caller.actor.name
    const { list, reason } = mark
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const { id, orgUnitId } = await householdInScope(unit, caller.scope, householdNo)
      const today = clock.today()
      assertLastDay(mark, today)
      await lockRecords(unit, tenantId, [id])
      const listed = (await householdsListed(unit, { tenantId, today, list }, [id])).has(id)
      if (mark.act === 'mark') {
        if (listed) throw new DomainError(409, 'ALREADY_LISTED', '这一户已经在名单上')
        await markListed(unit, { tenantId, by }, { ...mark, fromOn: today }, [id])
      } else {
        if (!listed) throw new DomainError(409, 'NOT_LISTED', '这一户不在名单上')
        await endListed(unit, { tenantId, by }, { list, today }, [id])
      }
      await appendChange(unit, { tenantId, householdId: id, ...listChange(mark), reason, actorName: by })
      await audit.record(unit, caller, {
        action: 'households.list.mark',
        subjectKind: 'household',
        subjectNo: householdNo,
        detail: mark,
        orgUnitId,
      })
      return null
    })
  }
}

/** A list that ends before it begins would warn nobody. Throws INVALID. */
export function assertLastDay(mark: { readonly toOn?: string | undefined } | { readonly act: 'end' }, today: string): void {
  if ('toOn' in mark && mark.toOn !== undefined && mark.toOn < today)
    throw invalid('名单有误', [{ path: 'toOn', message: '截止日期不能早于今天' }])
}

/** How history tells it. */
export function listChange(mark: Pick<MarkList, 'act' | 'list'> & { readonly toOn?: string | undefined }) {
  const entry = { list: mark.list, ...(mark.toOn ? { toOn: mark.toOn } : {}) }
  return mark.act === 'mark'
    ? ({ what: 'list.marked', before: null, after: entry } as const)
    : ({ what: 'list.ended', before: entry, after: null } as const)
}
