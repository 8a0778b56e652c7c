import type { SetTags } from '../../../../shared/contracts/households/marks.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import type { HouseholdsDeps } from './create-household.ts'
import { householdInScope } from './find-or-refuse.ts'
import { lockRecords } from './household-record.repository.ts'
import { appendChange } from './households.repository.ts'
import { addTag, removeTag, tagNamesOf } from './marks.repository.ts'

/** 客户标签: the tags a household has from now on; the same ones again are no change. Throws NOT_FOUND. */
export function setTags({ database, audit }: HouseholdsDeps) {
  return (caller: Caller, householdNo: string, { tags: wanted }: SetTags): Promise<null> => {
    const { tenantId } = caller.scope
    const by = caller.actor.name
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const { id: householdId, orgUnitId } = await householdInScope(unit, caller.scope, householdNo)
      await lockRecords(unit, tenantId, [householdId])
      const had = await tagNamesOf(unit, { tenantId, householdId })
      const added = [...new Set(wanted)].filter((tag) => !had.includes(tag))
      const removed = had.filter((tag) => !wanted.includes(tag))
      if (added.length + removed.length === 0) return null
      for (const tag of added) await addTag(unit, { tenantId, by }, tag, [householdId])
      for (const tag of removed) await removeTag(unit, tenantId, tag, [householdId])
      const tags = (of: readonly string[]) => (of.length === 0 ? null : { tags: of.toSorted().join('、') })
      const [before, after] = [tags(had), tags([...new Set(wanted)])]
      await appendChange(unit, { tenantId, householdId, what: 'tags.set', before, after, reason: null, actorName: by })
      await audit.record(unit, caller, {
        action: 'households.tags.set',
        subjectKind: 'household',
        subjectNo: householdNo,
        detail: { tagsAdded: added, tagsRemoved: removed },
        orgUnitId,
      })
      return null
    })
  }
}
