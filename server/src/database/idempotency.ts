import type { Caller, IdempotencyKey } from '../platform/caller.ts'
import { DomainError } from '../platform/domain-error.ts'
import { type Database, isDuplicate } from './database.ts'
import { idempotencyKeys } from './idempotency-key.model.ts'
import type { ReadUnit, Unit } from './unit-of-work.ts'

type Kept = { readonly bodyHash: string; readonly state: string; readonly answer: string | null; readonly subjectNo: string | null }

/** Thrown inside the unit when the key is already there, so that the unit rolls back before the first answer is looked up. */
class KeySeen extends Error {}

/**
 * A write that can be sent twice: key, work and answer in one transaction. The same body gets the first answer again, another
 * body a 409. `work` must return plain JSON. Without a key (jobs, tests of use-cases) the work just runs.
 */
export async function writeOnce<Result>(
  database: Database,
  caller: Pick<Caller, 'key'> & { readonly tenantId: number },
  work: (unit: Unit) => Promise<Result>,
  options?: { readonly ids?: Readonly<Record<string, number>> },
): Promise<Result> {
  const { key } = caller
  if (!key) return database.write(work, options)
  try {
    return await database.write(async (unit) => {
      await claimKey(unit, key, caller.tenantId, null)
      const result = await work(unit)
      await answerKey(unit, key, result)
      return result
    }, options)
  } catch (error) {
    if (!(error instanceof KeySeen)) throw error
    return firstAnswer<Result>(database, key)
  }
}

/** For gateway acts: writes the key as `running` with the number of what is on its way. Throws KeySeen on a repetition. */
export async function claimKey(unit: Unit, key: IdempotencyKey, tenantId: number, subjectNo: string | null): Promise<void> {
  const row = {
    id: unit.newId(idempotencyKeys),
    tenant_id: tenantId,
    actor: key.actor,
    route: key.route,
    idempotency_key: key.key,
    body_hash: key.bodyHash,
    state: 'running',
    subject_no: subjectNo,
  }
  try {
    await unit.insert(idempotencyKeys, [row])
  } catch (error) {
    if (isDuplicate(error)) throw new KeySeen()
    throw error
  }
}

/** Keeps the answer; from now on a repetition gets it. */
export async function answerKey(unit: Unit, key: IdempotencyKey, result: unknown): Promise<void> {
  await unit.execute(
    `UPDATE idempotency_keys SET state = 'done', answer = :answer WHERE actor = :actor AND route = :route AND idempotency_key = :key`,
    { answer: JSON.stringify(result ?? null), actor: key.actor, route: key.route, key: key.key },
  )
}

/** Answers whatever key is still `running` for this subject: called when what was on its way has come to an end, also after a crash. */
export async function answerKeyOf(unit: Unit, subjectNo: string, result: unknown): Promise<void> {
  await unit.execute(`UPDATE idempotency_keys SET state = 'done', answer = :answer WHERE subject_no = :subjectNo AND state = 'running'`, {
    answer: JSON.stringify(result),
    subjectNo,
  })
}

/** Whether this error says that the key was used before. */
export function isKeySeen(error: unknown): boolean {
  return error instanceof KeySeen
}

/** The answer first given under this key; 409 for another body, 409 IN_PROGRESS with the number while it is on its way. */
export async function firstAnswer<Result>(database: Database, key: IdempotencyKey): Promise<Result> {
  const kept = await database.read((unit) => findKey(unit, key))
  if (!kept) throw new DomainError(409, 'TRY_AGAIN', '上一次提交没有完成，请再试一次')
  if (kept.bodyHash !== key.bodyHash) throw new DomainError(409, 'IDEMPOTENCY_MISMATCH', '同一个操作编号提交了不同的内容，请刷新页面后重试')
  if (kept.state === 'running')
    throw new DomainError(409, 'IN_PROGRESS', '正在处理中，请稍候查看结果', { facts: { orderNo: kept.subjectNo } })
  key.onHit()
  return JSON.parse(kept.answer ?? 'null') as Result
}

async function findKey(unit: ReadUnit, key: IdempotencyKey): Promise<Kept | undefined> {
  const rows = await unit.select<Kept>(
    `SELECT body_hash AS bodyHash, state, answer, subject_no AS subjectNo FROM idempotency_keys
     WHERE actor = :actor AND route = :route AND idempotency_key = :key`,
    { actor: key.actor, route: key.route, key: key.key },
  )
  return rows[0]
}
