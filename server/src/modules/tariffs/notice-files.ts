import type { RuleSetKey } from '../../../../shared/contracts/tariffs.ts'
import type { RuleSetState } from '../../../../shared/states/rule-set.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { FileRecord } from '../files/index.ts'
import type { DraftingDeps } from './act-on-rule-set.ts'
import {
  findReliedNotice,
  findRuleSetRecord,
  isReliedElsewhere,
  lockNotice,
  lockRuleSet,
  type RuleSetRecord,
} from './rule-set-file.repository.ts'

/** A scan may follow after publishing; while a second person judges a set, nothing of it changes. */
export const mayAttachIn: readonly RuleSetState[] = ['draft', 'returned', 'published']
export const mayRemoveIn: readonly RuleSetState[] = ['draft', 'returned']

const KIND = 'price-notice'

/** 上传价格文件: a scan or the original of the notice a set rests on. Throws NOT_FOUND, NOTICE_FILE_FIXED, and what keeping a file throws. */
export function attachNoticeFile({ audit, files }: DraftingDeps) {
  return (caller: Caller, key: RuleSetKey, given: { readonly name: string; readonly bytes: Buffer }): Promise<string> => {
    const { tenantId } = caller.scope
    return files.keep(caller, given, {
      async prepare(unit) {
        const { noticeNo } = await holdForFiles(unit, caller, key, mayAttachIn, '这份价目现在不能上传附件：待发布的请先撤回')
        await refuseElsewhere(unit, caller, noticeNo)
        return { kind: KIND, no: noticeNo }
      },
      async record(unit, file) {
        const set = await holdForFiles(unit, caller, key, mayAttachIn, '这份价目已经提交，附件没有保存：请撤回后再上传')
        await lockNotice(unit, tenantId, set.noticeNo)
        await refuseElsewhere(unit, caller, set.noticeNo)
        await recordFileAct({ audit }, unit, caller, set, { action: 'tariffs.notice.attach', file })
      },
    })
  }
}

/** 删除附件, while no submitted or published set rests on the notice. Throws NOT_FOUND, NOTICE_FILE_FIXED. */
export function removeNoticeFile({ database, audit, files }: DraftingDeps) {
  return (caller: Caller, key: RuleSetKey, fileNo: string): Promise<RuleSetKey> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const set = await holdForFiles(unit, caller, key, mayRemoveIn, '附件已随价目提交或发布，不能删除；需要更正的，再上传一份')
      await lockNotice(unit, tenantId, set.noticeNo)
      const file = (await files.list(unit, { tenantId, kind: KIND, nos: [set.noticeNo] })).find((one) => one.fileNo === fileNo)
      if (!file) throw notFound('这个附件')
      if (await findReliedNotice(unit, { tenantId, no: set.noticeNo, exceptSetId: set.id }))
        throw new DomainError(409, 'NOTICE_FILE_FIXED', `另一份已提交或发布的价目也依据 ${set.noticeNo}，它的附件不能删除`)
      await files.remove(unit, { tenantId, fileNo })
      await recordFileAct({ audit }, unit, caller, set, { action: 'tariffs.notice.remove', file })
      return key
    })
  }
}

/** The bytes of a file of the notice, for whoever may see the set. Throws NOT_FOUND, FILE_UNREADABLE. */
export function readNoticeFile({ database, files }: Pick<DraftingDeps, 'database' | 'files'>) {
  return async (caller: Caller, key: RuleSetKey, fileNo: string): Promise<{ readonly file: FileRecord; readonly bytes: Buffer }> => {
    const file = await database.read(async (unit) => {
      const set = await findRuleSetRecord(unit, caller.scope, key)
      const kept = set ? await files.list(unit, { tenantId: caller.scope.tenantId, kind: KIND, nos: [set.noticeNo] }) : []
      return kept.find((one) => one.fileNo === fileNo)
    })
    if (!file) throw notFound('这个附件')
    return { file, bytes: await files.read(file) }
  }
}

async function holdForFiles(
  unit: Unit,
  caller: Caller,
  key: RuleSetKey,
  states: readonly RuleSetState[],
  refusal: string,
): Promise<RuleSetRecord> {
  const set = await lockRuleSet(unit, caller.scope, key)
  if (!set) throw notFound('该价目')
  if (!states.includes(set.state)) throw new DomainError(409, 'NOTICE_FILE_FIXED', refusal)
  return set
}

/** What is added to a notice is at once public wherever a published price rests on it. */
async function refuseElsewhere(unit: Unit, caller: Caller, noticeNo: string): Promise<void> {
  if (await isReliedElsewhere(unit, caller.scope, noticeNo))
    throw new DomainError(409, 'NOTICE_FILE_FIXED', `其他单位已提交或发布的价目也依据 ${noticeNo}，附件请由该单位上传`)
}

function recordFileAct(
  { audit }: Pick<DraftingDeps, 'audit'>,
  unit: Unit,
  caller: Caller,
  { orgUnit, orgUnitId, seasonCode, version, noticeNo }: RuleSetRecord,
  { action, file }: { readonly action: string; readonly file: FileRecord },
): Promise<void> {
  const { fileNo, name, byteCount, sha256 } = file
  return audit.record(unit, caller, {
    action,
    subjectKind: 'rule-set',
    subjectNo: `${orgUnit}/${seasonCode}/${version}`,
    detail: { notice: noticeNo, fileNo, name, bytes: byteCount, sha256 },
    orgUnitId,
  })
}
