import type { RuleSetKey, RuleSetQuery } from '../../../../shared/contracts/tariffs.ts'
import { type RuleSetEvent, ruleSetTransitions } from '../../../../shared/states/rule-set.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import { type StaffCaller, withRight } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { isOwnWork, readJudged } from './act-on-rule-set.ts'
import type { Judgement } from './judge-rule-set.ts'
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
}

export function readRuleSet(database: Database) {
  return (caller: StaffCaller, key: RuleSetKey): Promise<ReadFile> =>
    database.read(async (unit) => {
      const record = await findRuleSetRecord(unit, caller.scope, key)
      if (!record) throw notFound('该价目')
      const { ruleSet, judgement } = await readJudged(unit, record)
      const acts = await listActs(unit, record.id)
      const ownWork = isOwnWork(acts, caller.actor)
      const may = (await eventsFor(unit, caller, record)).filter((event) => event !== 'publish' || !ownWork)
      return { record, ruleSet, judgement, acts, may, ownWork }
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
async function eventsFor(unit: ReadUnit, caller: StaffCaller, { state, orgUnitId }: RuleSetRecord): Promise<RuleSetEvent[]> {
  const above = await unitsAbove(unit, orgUnitId)
  return (Object.keys(ruleSetTransitions[state]) as RuleSetEvent[]).filter((event) =>
    withRight(caller, rightFor[event])?.scope.unitIds.some((id) => above.includes(id)),
  )
}

export function listRuleSetFiles(database: Database) {
  return (caller: StaffCaller, query: RuleSetQuery) => database.read((unit) => listRuleSetRecords(unit, caller.scope, query))
}
