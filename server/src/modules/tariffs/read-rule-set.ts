import type { Permission } from '../../../../shared/access/permissions.ts'
import type { RuleSetKey, RuleSetQuery } from '../../../../shared/contracts/tariffs.ts'
import { type RuleSetEvent, ruleSetTransitions } from '../../../../shared/states/rule-set.ts'
import type { Database } from '../../database/database.ts'
import { type StaffCaller, withRight } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import type { FileRecord } from '../files/index.ts'
import { type DraftingDeps, isOwnWork, readJudged } from './act-on-rule-set.ts'
import type { Judgement } from './judge-rule-set.ts'
import { mayAttachIn, mayRemoveIn } from './notice-files.ts'
import {
  findRuleSetRecord,
  listActs,
  listRuleSetRecords,
  type RuleSetAct,
  type RuleSetRecord,
  unitsAbove,
} from './rule-set-file.repository.ts'
import type { StoredRuleSet } from './tariffs.repository.ts'

export type ReadFile = {
  readonly record: RuleSetRecord
  readonly ruleSet: StoredRuleSet
  readonly judgement: Judgement
  readonly acts: readonly RuleSetAct[]
  readonly may: readonly RuleSetEvent[]
  readonly ownWork: boolean
  readonly noticeFiles: { readonly items: readonly FileRecord[]; readonly mayAttach: boolean; readonly mayRemove: boolean }
}

export function readRuleSet({ database, files }: Pick<DraftingDeps, 'database' | 'files'>) {
  return (caller: StaffCaller, key: RuleSetKey): Promise<ReadFile> =>
    database.read(async (unit) => {
      const record = await findRuleSetRecord(unit, caller.scope, key)
      if (!record) throw notFound('该价目')
      const { ruleSet, judgement } = await readJudged(unit, caller.scope.tenantId, record)
      const acts = await listActs(unit, record.id)
      const ownWork = isOwnWork(acts, caller.actor)
      const above = await unitsAbove(unit, record.orgUnitId)
      const may = eventsFor(caller, record, above).filter((event) => event !== 'publish' || !ownWork)
      const { tenantId } = caller.scope
      const items = await files.list(unit, { tenantId, kind: 'price-notice', nos: [record.noticeNo] })
      const writes = holdsRight(caller, 'tariffs.rule.edit', above)
      const mayRemove = writes && mayRemoveIn.includes(record.state)
      return {
        record,
        ruleSet,
        judgement,
        acts,
        may,
        ownWork,
        noticeFiles: { items, mayAttach: writes && mayAttachIn.includes(record.state), mayRemove },
      }
    })
}

const rightFor = {
  edit: 'tariffs.rule.edit',
  submit: 'tariffs.rule.edit',
  withdraw: 'tariffs.rule.edit',
  discard: 'tariffs.rule.edit',
  return: 'tariffs.rule.publish',
  publish: 'tariffs.rule.publish',
} as const satisfies Record<RuleSetEvent, string>

/** What the state allows and this person's rights reach. It spares the screen dead ends; each act decides again. */
function eventsFor(caller: StaffCaller, { state }: RuleSetRecord, above: readonly number[]): RuleSetEvent[] {
  return (Object.keys(ruleSetTransitions[state]) as RuleSetEvent[]).filter((event) => holdsRight(caller, rightFor[event], above))
}

function holdsRight(caller: StaffCaller, right: Permission, above: readonly number[]): boolean {
  return withRight(caller, right)?.scope.unitIds.some((id) => above.includes(id)) ?? false
}

export function listRuleSetFiles(database: Database) {
  return (caller: StaffCaller, query: RuleSetQuery) => database.read((unit) => listRuleSetRecords(unit, caller.scope, query))
}
