import type { LinkHousehold } from '../../../../shared/contracts/households/marks.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { HouseholdsDeps } from './create-household.ts'
import { householdInScope } from './find-or-refuse.ts'
import { appendChanges, type HouseholdRecord } from './households.repository.ts'
import { deleteLink, insertLink } from './marks.repository.ts'

/** 关联客户: two households of the caller's units lead to each other. Throws NOT_FOUND, LINKED_TO_ITSELF, ALREADY_LINKED. */
export function linkHouseholds(deps: HouseholdsDeps) {
  return (caller: Caller, householdNo: string, { householdNo: otherNo, relation }: LinkHousehold): Promise<null> => {
    const { tenantId } = caller.scope
    return unlessTaken(
      () =>
        writeOnce(deps.database, { key: caller.key, tenantId }, async (unit) => {
          const [one, other] = await pair(unit, caller, householdNo, otherNo)
          await insertLink(unit, { tenantId, householdId: one.id }, { otherId: other.id, relation, by: caller.actor.name })
          await tell(deps, unit, caller, { one, other, what: 'link.added', relation })
          return null
        }),
      () => new DomainError(409, 'ALREADY_LINKED', `已经与 ${otherNo} 关联`),
    )
  }
}

/** Throws NOT_FOUND, NOT_LINKED. */
export function unlinkHouseholds(deps: HouseholdsDeps) {
  return (caller: Caller, householdNo: string, { householdNo: otherNo }: { readonly householdNo: string }): Promise<null> => {
    const { tenantId } = caller.scope
    return writeOnce(deps.database, { key: caller.key, tenantId }, async (unit) => {
      const [one, other] = await pair(unit, caller, householdNo, otherNo)
      if (!(await deleteLink(unit, { tenantId, householdId: one.id }, other.id)))
        throw new DomainError(409, 'NOT_LINKED', `没有与 ${otherNo} 关联`)
      await tell(deps, unit, caller, { one, other, what: 'link.ended', relation: null })
      return null
    })
  }
}

async function pair(unit: Unit, caller: Caller, householdNo: string, otherNo: string) {
  const one = await householdInScope(unit, caller.scope, householdNo)
  const other = await householdInScope(unit, caller.scope, otherNo)
  if (one.id === other.id) throw new DomainError(422, 'LINKED_TO_ITSELF', '不能与自己关联')
  return [one, other] as const
}

type Told = {
  readonly one: HouseholdRecord
  readonly other: HouseholdRecord
  readonly what: 'link.added' | 'link.ended'
  readonly relation: string | null
}

/** Both households' histories say it. */
async function tell({ audit }: HouseholdsDeps, unit: Unit, caller: Caller, { one, other, what, relation }: Told): Promise<void> {
  const { tenantId } = caller.scope
  const change = (of: HouseholdRecord, to: HouseholdRecord) => {
    const link = { linked: to.householdNo, ...(relation ? { relation } : {}) }
    const [before, after] = what === 'link.added' ? [null, link] : [link, null]
    return { tenantId, householdId: of.id, what, before, after, reason: null, actorName: caller.actor.name }
  }
  await appendChanges(unit, [change(one, other), change(other, one)])
  await audit.record(unit, caller, {
    action: what === 'link.added' ? 'households.link.add' : 'households.link.end',
    subjectKind: 'household',
    subjectNo: one.householdNo,
    detail: { linked: other.householdNo, relation },
    orgUnitId: one.orgUnitId,
  })
}
