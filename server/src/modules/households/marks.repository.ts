import type { HouseholdMarks, MarkList } from '../../../../shared/contracts/households/marks.ts'
import type { ListKind } from '../../../../shared/format/household-words.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { ensure } from './household-record.repository.ts'
import { householdLinks, householdLists, householdNotes, householdTags, tags } from './marks.model.ts'

export type Of = { readonly tenantId: number; readonly householdId: number }

export async function tagNamesOf(unit: ReadUnit, { tenantId, householdId }: Of): Promise<string[]> {
  const rows = await unit.select<{ name: string }>(
    `SELECT t.name FROM household_tags g JOIN tags t ON t.id = g.tag_id
     WHERE g.tenant_id = :tenantId AND g.household_id = :householdId ORDER BY t.name`,
    { tenantId, householdId },
  )
  return rows.map(({ name }) => name)
}

/** Which of these households carry the tag. */
export async function householdsTagged(
  unit: ReadUnit,
  tenantId: number,
  tag: string,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await unit.select<{ id: number }>(
    `SELECT g.household_id AS id FROM household_tags g JOIN tags t ON t.id = g.tag_id
     WHERE t.tenant_id = :tenantId AND t.name = :tag AND g.household_id IN (:ids)`,
    { tenantId, tag, ids },
  )
  return new Set(rows.map(({ id }) => id))
}

type By = { readonly tenantId: number; readonly by: string }

export async function addTag(unit: Unit, { tenantId, by }: By, tag: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const tagId = await ensure(unit, tags, 'SELECT id FROM tags WHERE tenant_id = :tenant_id AND name = :name', {
    tenant_id: tenantId,
    name: tag,
  })
  await unit.insert(
    householdTags,
    ids.map((household_id) => ({
      id: unit.newId(householdTags),
      tenant_id: tenantId,
      household_id,
      tag_id: tagId,
      tagged_by: by.slice(0, 100),
    })),
  )
}

export async function removeTag(unit: Unit, tenantId: number, tag: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await unit.execute(
    `DELETE FROM household_tags WHERE tenant_id = :tenantId AND household_id IN (:ids)
       AND tag_id IN (SELECT t.id FROM tags t WHERE t.tenant_id = :tenantId AND t.name = :tag)`,
    { tenantId, tag, ids },
  )
}

/** On the list today: not ended, begun, and its last day not over. */
const CURRENT = 'ended_by IS NULL AND from_on <= :today AND (to_on IS NULL OR to_on >= :today)'

export async function householdsListed(
  unit: ReadUnit,
  { tenantId, today, list }: { readonly tenantId: number; readonly today: string; readonly list: ListKind },
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await unit.select<{ id: number }>(
    `SELECT DISTINCT household_id AS id FROM household_lists
     WHERE tenant_id = :tenantId AND household_id IN (:ids) AND list_kind = :list AND ${CURRENT}`,
    { tenantId, today, list, ids },
  )
  return new Set(rows.map(({ id }) => id))
}

export async function markListed(
  unit: Unit,
  { tenantId, by }: By,
  mark: Omit<Extract<MarkList, { act: 'mark' }>, 'act'> & { readonly fromOn: string },
  ids: readonly number[],
): Promise<void> {
  await unit.insert(
    householdLists,
    ids.map((household_id) => ({
      id: unit.newId(householdLists),
      tenant_id: tenantId,
      household_id,
      list_kind: mark.list,
      from_on: mark.fromOn,
      to_on: mark.toOn ?? null,
      reason: mark.reason,
      marked_by: by.slice(0, 100),
    })),
  )
}

export async function endListed(
  unit: Unit,
  { tenantId, by }: By,
  { list, today }: { readonly list: ListKind; readonly today: string },
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return
  await unit.execute(
    `UPDATE household_lists SET ended_by = :by, to_on = :today, version = version + 1
     WHERE tenant_id = :tenantId AND household_id IN (:ids) AND list_kind = :list AND ${CURRENT}`,
    { tenantId, by: by.slice(0, 100), list, today, ids },
  )
}

export async function insertNote(unit: Unit, { tenantId, householdId }: Of, { body, by }: { readonly body: string; readonly by: string }) {
  await unit.insert(householdNotes, [
    { id: unit.newId(householdNotes), tenant_id: tenantId, household_id: householdId, body, author_name: by.slice(0, 100) },
  ])
}

/** One row from each side. The unique key refuses a pair that is linked already. */
export async function insertLink(
  unit: Unit,
  { tenantId, householdId }: Of,
  { otherId, relation, by }: { readonly otherId: number; readonly relation: string; readonly by: string },
): Promise<void> {
  const row = (household_id: number, other_household_id: number) => ({
    id: unit.newId(householdLinks),
    tenant_id: tenantId,
    household_id,
    other_household_id,
    relation,
    linked_by: by.slice(0, 100),
  })
  await unit.insert(householdLinks, [row(householdId, otherId), row(otherId, householdId)])
}

/** Answers whether they were linked. */
export async function deleteLink(unit: Unit, { tenantId, householdId }: Of, otherId: number): Promise<boolean> {
  const touched = await unit.execute(
    `DELETE FROM household_links WHERE tenant_id = :tenantId
       AND ((household_id = :householdId AND other_household_id = :otherId) OR (household_id = :otherId AND other_household_id = :householdId))`,
    { tenantId, householdId, otherId },
  )
  return touched > 0
}

export type ReadMarks = {
  readonly tags: readonly string[]
  readonly lists: readonly (Omit<HouseholdMarks['lists'][number], 'current'> & { readonly current: 0 | 1 })[]
  readonly notes: readonly { readonly at: number; readonly author: string; readonly body: string }[]
  readonly links: readonly {
    readonly householdNo: string
    readonly customerKind: 'person' | 'firm'
    readonly customerName: string
    readonly address: string
    readonly relation: string
    readonly linkedBy: string
  }[]
}

/** What stands beside one household, newest first. Four statements. */
export async function readMarksOf(unit: ReadUnit, of: Of, today: string): Promise<ReadMarks> {
  return {
    tags: await tagNamesOf(unit, of),
    lists: await unit.select(
      `SELECT list_kind AS list, from_on AS fromOn, to_on AS toOn, reason, marked_by AS markedBy, ended_by AS endedBy,
         CASE WHEN ${CURRENT} THEN 1 ELSE 0 END AS current
       FROM household_lists WHERE tenant_id = :tenantId AND household_id = :householdId ORDER BY created_at DESC, id DESC LIMIT 100`,
      { ...of, today },
    ),
    notes: await unit.select(
      `SELECT created_at AS at, author_name AS author, body FROM household_notes
       WHERE tenant_id = :tenantId AND household_id = :householdId ORDER BY created_at DESC, id DESC LIMIT 200`,
      of,
    ),
    links: await unit.select(
      `SELECT h.household_no AS householdNo, c.customer_kind AS customerKind, c.name AS customerName, h.address, k.relation, k.linked_by AS linkedBy
       FROM household_links k JOIN households h ON h.id = k.other_household_id JOIN customers c ON c.id = h.customer_id
       WHERE k.tenant_id = :tenantId AND k.household_id = :householdId ORDER BY h.household_no LIMIT 100`,
      of,
    ),
  }
}
