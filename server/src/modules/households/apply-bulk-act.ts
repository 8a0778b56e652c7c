import type { BulkAct } from '../../../../shared/contracts/households/edits.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { findEditable, lockRecords, recordCells, updateRecords } from './household-record.repository.ts'
import { appendChanges, type NewChange } from './households.repository.ts'
import { listChange } from './mark-list.ts'
import { addTag, endListed, householdsListed, householdsTagged, markListed, removeTag } from './marks.repository.ts'
import { recordDifference } from './record-difference.ts'

export type ActContext = { readonly tenantId: number; readonly by: string; readonly reason: string; readonly today: string }
type Told = Pick<NewChange, 'householdId' | 'what' | 'before' | 'after'>

/** One act on a chunk of households, with each one's history; answers how many it made different. The same act again changes nothing. */
export async function applyBulkAct(unit: Unit, context: ActContext, act: BulkAct, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0
  const { tenantId, by, reason } = context
  await lockRecords(unit, tenantId, ids)
  const told = await changesOf(unit, context, act, ids)
  await appendChanges(
    unit,
    told.map((change) => ({ ...change, tenantId, reason, actorName: by })),
  )
  return told.length
}

async function changesOf(unit: Unit, context: ActContext, act: BulkAct, ids: readonly number[]): Promise<readonly Told[]> {
  const { tenantId, by, reason, today } = context
  if (act.kind === 'set') return setFields(unit, context, act.fields, ids)
  if (act.kind === 'tag-add' || act.kind === 'tag-remove') {
    const tagged = await householdsTagged(unit, tenantId, act.tag, ids)
    const adding = act.kind === 'tag-add'
    const meant = ids.filter((id) => tagged.has(id) !== adding)
    if (adding) await addTag(unit, { tenantId, by }, act.tag, meant)
    else await removeTag(unit, tenantId, act.tag, meant)
    const tag = { tags: act.tag }
    return meant.map((householdId) =>
      adding
        ? { householdId, what: 'tag.added', before: null, after: tag }
        : { householdId, what: 'tag.removed', before: tag, after: null },
    )
  }
  const { list } = act
  const listed = await householdsListed(unit, { tenantId, today, list }, ids)
  const marking = act.kind === 'list-mark'
  const meant = ids.filter((id) => listed.has(id) !== marking)
  if (marking) await markListed(unit, { tenantId, by }, { list, reason, fromOn: today, toOn: act.toOn }, meant)
  else await endListed(unit, { tenantId, by }, { list, today }, meant)
  const change = listChange(marking ? { act: 'mark', list, toOn: act.toOn } : { act: 'end', list })
  return meant.map((householdId) => ({ householdId, ...change }))
}

/** One UPDATE per org unit: a substation belongs to its unit, everything else is the same for all. */
async function setFields(
  unit: Unit,
  { tenantId }: ActContext,
  fields: Extract<BulkAct, { kind: 'set' }>['fields'],
  ids: readonly number[],
): Promise<readonly Told[]> {
  const differing = (await findEditable(unit, tenantId, ids))
    .map((household) => ({ household, ...recordDifference(household, fields) }))
    .filter(({ after }) => Object.keys(after).length > 0)
  for (const orgUnitId of new Set(differing.map(({ household }) => household.orgUnitId))) {
    const own = differing.filter(({ household }) => household.orgUnitId === orgUnitId).map(({ household }) => household.id)
    await updateRecords(unit, tenantId, own, await recordCells(unit, { tenantId, orgUnitId }, fields))
  }
  return differing.map(({ household, before, after }) => ({ householdId: household.id, what: 'record.edited', before, after }))
}
