import type { FeeType } from '../../../../shared/tariff/fee-type.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import type { DraftingDeps } from './act-on-rule-set.ts'
import { createRuleSetDraft } from './create-rule-set-draft.ts'
import { editRuleSet } from './edit-rule-set.ts'
import { listFeeTypes } from './fee-type.repository.ts'
import { addFeeType, editFeeType } from './keep-fee-type.ts'
import { attachNoticeFile, readNoticeFile, removeNoticeFile } from './notice-files.ts'
import { publishDraft } from './publish-draft.ts'
import { publishRuleSet } from './publish-rule-set.ts'
import { readAreaAsks } from './read-area-asks.ts'
import { listRuleSetFiles, readRuleSet } from './read-rule-set.ts'
import { findSeasonVersions } from './season-versions.repository.ts'
import { stepBack } from './step-back.ts'
import { submitRuleSet } from './submit-rule-set.ts'
import { freezeRuleSets, listRuleSets, type StoredRuleSet } from './tariffs.repository.ts'
import { type TryDeps, tryRuleSet } from './try-rule-set.ts'

export { ruleSetSeasonJobs } from './carry-rule-sets.ts'
export { listFeeTypes } from './fee-type.repository.ts'
export { listRuleSets, type StoredRuleSet } from './tariffs.repository.ts'
export type { BilledCharge } from './try-rule-set.ts'

export type Tariffs = {
  readonly publishRuleSet: ReturnType<typeof publishRuleSet>
  readonly createRuleSetDraft: ReturnType<typeof createRuleSetDraft>
  readonly editRuleSet: ReturnType<typeof editRuleSet>
  readonly submitRuleSet: ReturnType<typeof submitRuleSet>
  readonly withdrawRuleSet: ReturnType<typeof stepBack>
  readonly discardRuleSet: ReturnType<typeof stepBack>
  readonly returnRuleSet: ReturnType<typeof stepBack>
  readonly publishDraft: ReturnType<typeof publishDraft>
  readonly readRuleSet: ReturnType<typeof readRuleSet>
  readonly listRuleSetFiles: ReturnType<typeof listRuleSetFiles>
  readonly tryRuleSet: ReturnType<typeof tryRuleSet>
  readonly attachNoticeFile: ReturnType<typeof attachNoticeFile>
  readonly removeNoticeFile: ReturnType<typeof removeNoticeFile>
  readonly readNoticeFile: ReturnType<typeof readNoticeFile>
  readonly readAreaAsks: ReturnType<typeof readAreaAsks>
  readonly addFeeType: ReturnType<typeof addFeeType>
  readonly editFeeType: ReturnType<typeof editFeeType>
  readFeeTypes(caller: Pick<Caller, 'scope'>): Promise<readonly FeeType[]>
  /** Published sets by id. Sets are immutable once published, so they are kept in memory. */
  ruleSets(unit: ReadUnit, ids: readonly number[]): Promise<ReadonlyMap<number, StoredRuleSet>>
  findSeasonVersions: typeof findSeasonVersions
  freeze(unit: Unit, ids: readonly number[], at: number): Promise<number>
}

export function createTariffs(deps: DraftingDeps & TryDeps): Tariffs {
  const { database } = deps
  const known = new Map<number, StoredRuleSet>()
  return {
    publishRuleSet: publishRuleSet(deps),
    createRuleSetDraft: createRuleSetDraft(deps),
    editRuleSet: editRuleSet(deps),
    submitRuleSet: submitRuleSet(deps),
    withdrawRuleSet: stepBack(deps, 'withdraw'),
    discardRuleSet: stepBack(deps, 'discard'),
    returnRuleSet: stepBack(deps, 'return'),
    publishDraft: publishDraft(deps),
    attachNoticeFile: attachNoticeFile(deps),
    removeNoticeFile: removeNoticeFile(deps),
    readNoticeFile: readNoticeFile(deps),
    readRuleSet: readRuleSet(deps),
    listRuleSetFiles: listRuleSetFiles(database),
    tryRuleSet: tryRuleSet(deps),
    readAreaAsks: readAreaAsks(deps),
    addFeeType: addFeeType(deps),
    editFeeType: editFeeType(deps),
    readFeeTypes: ({ scope }) => database.read((unit) => listFeeTypes(unit, scope.tenantId)),
    async ruleSets(unit, ids) {
      const missing = [...new Set(ids)].filter((id) => !known.has(id))
      for (const set of await listRuleSets(unit, missing)) known.set(set.id, set)
      return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id) as StoredRuleSet] as const] : [])))
    },
    findSeasonVersions,
    freeze: freezeRuleSets,
  }
}
