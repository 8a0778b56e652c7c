import { addDays, type LocalDay, startOfDay } from '../../../../shared/calendar/local-day.ts'
import type { FetchStatements } from '../../../../shared/contracts/reconciliation.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { listFetchableMerchants, listMerchantsToFetch } from '../../reports/statement-list.ts'
import type { Audit } from '../audit/index.ts'
import { findMerchantById } from '../tenancy/index.ts'
import { askAgain, findStatementOfDay, insertStatement } from './statements.repository.ts'

export type AskDeps = { readonly database: Database; readonly queue: JobQueue; readonly clock: Clock; readonly audit: Audit }
export type FetchPayload = { readonly merchantId: number; readonly day: LocalDay }

/** Platforms keep bills for three months. */
const OLDEST_DAYS = 90
const HOUR = 3_600_000
/** Bills are made from nine in the morning; an hour later they are there. */
const FROM_HOUR_MS = 10 * HOUR

/**
 * 获取账单: asks for the bills of a day of every merchant number of the caller's. A bill that comes again changes nothing. Answers the numbers
 * of the statements. Throws DAY_NOT_OVER, DAY_TOO_OLD, NO_MERCHANT.
 */
export function askForStatements({ database, queue, clock, audit }: AskDeps) {
  return (caller: StaffCaller, { day }: FetchStatements): Promise<readonly string[]> => {
    const today = clock.today()
    if (day >= today) throw new DomainError(422, 'DAY_NOT_OVER', '这一天还没有结束，次日 10 点以后才有账单')
    if (day < addDays(today, -OLDEST_DAYS)) throw new DomainError(422, 'DAY_TOO_OLD', '支付平台只保留三个月的账单')
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const merchants = await listFetchableMerchants(unit, caller.scope)
      if (merchants.length === 0) throw new DomainError(409, 'NO_MERCHANT', '您管理的组织没有收款商户号，或商户号属于上级单位')
      const statementNos: string[] = []
      for (const { id } of merchants) statementNos.push(await ask({ queue, clock }, unit, { merchantId: id, day, by: caller.actor.name }))
      await audit.record(unit, caller, {
        action: 'reconciliation.statement.import',
        subjectKind: 'statement',
        subjectNo: day,
        detail: { statementNos },
      })
      return statementNos
    })
  }
}

/** 每日取账单: from ten in the morning, yesterday's of every merchant number; once more where there was none although we have trades. */
export function askDaily({ database, queue, clock }: Omit<AskDeps, 'audit'>) {
  return async (): Promise<void> => {
    const now = clock.now()
    if (now < startOfDay(clock.today()) + FROM_HOUR_MS) return
    const day = addDays(clock.today(), -1)
    const merchants = await database.read((unit) => listMerchantsToFetch(unit, { day, askedBefore: now - HOUR }))
    for (const { id } of merchants) await database.write((unit) => ask({ queue, clock }, unit, { merchantId: id, day, by: '每日对账' }))
  }
}

async function ask(
  { queue, clock }: Pick<AskDeps, 'queue' | 'clock'>,
  unit: Unit,
  { merchantId, day, by }: FetchPayload & { readonly by: string },
): Promise<string> {
  const merchant = await findMerchantById(unit, merchantId)
  if (!merchant) throw new Error(`merchant ${merchantId} is gone`)
  const { tenantId, legalEntityId, channel } = merchant
  const asked = { askedAt: clock.now(), askedBy: by }
  const known = await findStatementOfDay(unit, merchantId, day)
  const statementNo = known?.statementNo ?? businessNumber('S', clock)
  if (known) await askAgain(unit, known.id, asked)
  else await insertStatement(unit, { tenantId, statementNo, merchantId, legalEntityId, channel, day, ...asked })
  const payload: FetchPayload = { merchantId, day }
  await queue.add(unit, { tenantId, kind: 'reconciliation.fetch', businessKey: `${statementNo}:${asked.askedAt}`, payload })
  return statementNo
}
