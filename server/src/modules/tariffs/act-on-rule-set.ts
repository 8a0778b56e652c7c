import type { RuleSetKey, RuleSetRemark } from '../../../../shared/contracts/tariffs.ts'
import { TransitionRefused } from '../../../../shared/states/machine.ts'
import { nextRuleSetState, type RuleSetEvent, type RuleSetState } from '../../../../shared/states/rule-set.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Actor, Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { hashOf } from '../../platform/crypto.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import type { Files } from '../files/index.ts'
import { listFeeTypes } from './fee-type.repository.ts'
import { type Judgement, judgeRuleSet } from './judge-rule-set.ts'
import { appendAct, listActs, listPublished, lockRuleSet, type RuleSetAct, type RuleSetRecord } from './rule-set-file.repository.ts'
import { listRuleSets, type StoredRuleSet } from './tariffs.repository.ts'

export type DraftingDeps = { readonly database: Database; readonly clock: Clock; readonly audit: Audit; readonly files: Files }

/** A set somebody is about to act on: locked, unchanged since they looked, in a state that allows the act. */
export type Held = { readonly record: RuleSetRecord; readonly to: RuleSetState; readonly acts: readonly RuleSetAct[] }

/**
 * Takes hold of a set for one act. Throws NOT_FOUND (also for other units’ sets), RULE_SET_TRANSITION_REFUSED, and RULE_SET_CHANGED
 * when somebody has changed it since this person opened it.
 */
export async function holdRuleSet(unit: Unit, caller: Caller, key: RuleSetKey, revision: number, event: RuleSetEvent): Promise<Held> {
  const record = await lockRuleSet(unit, caller.scope, key)
  if (!record) throw notFound('该价目')
  const to = stateAfter(record.state, event)
  if (record.revision !== revision)
    throw new DomainError(409, 'RULE_SET_CHANGED', '这份价目在您打开之后被人改过，请刷新后核对再操作', {
      facts: { revision: record.revision },
    })
  return { record, to, acts: await listActs(unit, record.id) }
}

function stateAfter(from: RuleSetState, event: RuleSetEvent): RuleSetState {
  try {
    return nextRuleSetState(from, event)
  } catch (error) {
    if (error instanceof TransitionRefused) throw new DomainError(409, error.code, error.message)
    throw error
  }
}

/** The rules of the set with everything there is to say about them. */
export async function readJudged(
  unit: ReadUnit,
  tenantId: number,
  record: RuleSetRecord,
): Promise<{ readonly ruleSet: StoredRuleSet; readonly judgement: Judgement }> {
  const [ruleSet] = await listRuleSets(unit, [record.id])
  if (!ruleSet) throw new Error(`rule set ${record.id} is gone`)
  const published = (await listPublished(unit, record)).filter(({ version }) => version !== record.version)
  const feeTypes = await listFeeTypes(unit, tenantId)
  return { ruleSet, judgement: judgeRuleSet(ruleSet, { startsOn: record.startsOn, endsOn: record.endsOn, published, feeTypes }) }
}

/** Lets through what has no faults and whose odd things this person has confirmed, every one. Answers what they confirmed, in words. */
export function letThrough(
  { faults, unserved, questions }: Judgement,
  confirmed: readonly { readonly code: string; readonly path: string }[],
): readonly string[] {
  const hindrances = [...faults, ...unserved]
  if (hindrances.length > 0) throw ruleSetInvalid(hindrances)
  const open = questions.filter(({ code, path }) => !confirmed.some((one) => one.code === code && one.path === path))
  if (open.length > 0)
    throw new DomainError(422, 'RULE_SET_QUESTIONS', `还有 ${open.length} 处需要您逐条确认：${open[0]?.message}`, {
      errors: open.map(({ path, message }) => ({ path, message })),
    })
  return questions.map(({ message }) => message)
}

export function ruleSetInvalid(faults: readonly RuleSetRemark[]): DomainError {
  return new DomainError(422, 'RULE_SET_INVALID', `价目有 ${faults.length} 处错误：${faults[0]?.message}`, {
    errors: faults.map(({ path, message }) => ({ path, message })),
  })
}

/** What a set says, whoever wrote it and whatever row it came from: the content whose hash each act keeps. */
export function contentHash({ version, seasonCode, validFrom, notice, rounding, rules, obligatoryFeeTypes }: RuleSet): string {
  return hashOf({
    version,
    seasonCode,
    validFrom,
    notice,
    rounding,
    rules,
    ...(obligatoryFeeTypes ? { obligatoryFeeTypes } : {}),
  })
}

export type Done = {
  readonly act: 'create' | RuleSetEvent
  readonly note?: string
  readonly confirmed?: readonly string[]
  readonly noticeFiles?: readonly string[]
  readonly ruleSet: RuleSet
}

/** Writes the act into the set's history and into the operation log. */
export async function recordAct(
  { clock, audit }: Pick<DraftingDeps, 'clock' | 'audit'>,
  unit: Unit,
  caller: Caller,
  set: {
    readonly id: number
    readonly orgUnitId: number
    readonly orgUnit: string
    readonly from: RuleSetState | null
    readonly to: RuleSetState
  },
  { act, note, confirmed = [], noticeFiles, ruleSet }: Done,
): Promise<void> {
  const { tenantId } = caller.scope
  const hash = contentHash(ruleSet)
  await appendAct(
    unit,
    { tenantId, ruleSetId: set.id },
    {
      act,
      fromState: set.from,
      toState: set.to,
      at: clock.now(),
      actor: caller.actor,
      note: note ?? null,
      contentHash: hash,
      confirmed,
      noticeFiles: noticeFiles ?? null,
    },
  )
  await audit.record(unit, caller, {
    action: `tariffs.rule.${act}`,
    subjectKind: 'rule-set',
    subjectNo: `${set.orgUnit}/${ruleSet.seasonCode}/${ruleSet.version}`,
    detail: {
      notice: ruleSet.notice.no,
      rules: ruleSet.rules.length,
      contentHash: hash,
      ...(note ? { note } : {}),
      ...(confirmed.length > 0 ? { confirmed } : {}),
      ...(noticeFiles ? { noticeFiles } : {}),
    },
    orgUnitId: set.orgUnitId,
  })
}

const WRITING = ['create', 'edit', 'submit']

/** Whether this person wrote or submitted the set: then a second person must publish it, whatever rights the first one holds. */
export function isOwnWork(acts: readonly RuleSetAct[], { kind, id, name }: Actor): boolean {
  return acts.some(
    ({ act, actor }) => WRITING.includes(act) && actor.kind === kind && actor.id === id && (id !== null || actor.name === name),
  )
}
