import type { ChangeHolder, HolderChanged, HolderChangeState } from '../../../../shared/contracts/billing/corrections.ts'
import { formatFen } from '../../../../shared/format/amount.ts'
import { maskName, maskPhone } from '../../../../shared/format/mask.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { appendChange, findHousehold, type HouseholdRecord, idsForSearch, replaceHolder } from '../households/index.ts'
import { removeBindingsOf } from '../residents/index.ts'
import { type HolderStanding, readHolderStanding } from './holder-obstacles.repository.ts'

type HolderDeps = { readonly database: Database; readonly audit: Audit }
export type HolderChangeWish = ChangeHolder & { readonly householdNo: string }

/**
 * 过户: another person or firm holds the household from now on; what was billed stays in the name it was billed in, and nobody who was bound through the
 * former holder sees the home any longer. Refused while anything is open or held. Throws NOT_FOUND, HOLDER_NOT_FREE, SAME_HOLDER.
 */
export function changeHolder({ database, audit }: HolderDeps) {
  return async ({ householdNo, kind, name, reason, ...given }: HolderChangeWish, caller: Caller): Promise<HolderChanged> => {
    const { tenantId } = caller.scope
    const phone = given.phone ?? null
    const household = await database.read((unit) => found(unit, caller, householdNo))
    const work = { key: caller.key, tenantId }
    return writeOnce(
      database,
      work,
      async (unit) => {
        await lockHouseholds(unit, tenantId, [household.id])
        const now = await found(unit, caller, householdNo)
        if (now.customerName === name && now.customerPhone === phone)
          throw new DomainError(422, 'SAME_HOLDER', '新户主与现在的户主相同；只改名称或电话请用“修改资料”')
        const obstacles = obstaclesOf(await readHolderStanding(unit, now.id))
        if (obstacles.length > 0) throw new DomainError(409, 'HOLDER_NOT_FREE', `暂不能过户：${obstacles.join('；')}`)
        await replaceHolder(unit, tenantId, now.id, { kind, name, phone })
        const removedBindings = await removeBindingsOf(unit, tenantId, now.id)
        const before = shown(now.customerName, now.customerPhone)
        const after = shown(name, phone)
        const history = { tenantId, householdId: now.id, what: 'holder.changed', reason, actorName: caller.actor.name }
        await appendChange(unit, { ...history, before, after })
        await audit.record(unit, caller, {
          action: 'households.holder.change',
          subjectKind: 'household',
          subjectNo: householdNo,
          detail: { before, after, removedBindings, reason },
          orgUnitId: now.orgUnitId,
        })
        return { householdNo, holder: maskName(name), removedBindings }
      },
      { ids: idsForSearch(1) },
    )
  }
}

/** Whether the holder may change today, for the form. Throws NOT_FOUND. */
export function readHolderChange({ database }: Pick<HolderDeps, 'database'>) {
  return (householdNo: string, caller: Caller): Promise<HolderChangeState> =>
    database.read(async (unit) => {
      const household = await found(unit, caller, householdNo)
      const standing = await readHolderStanding(unit, household.id)
      return { holder: maskName(household.customerName), obstacles: obstaclesOf(standing), bindingCount: standing.bindingCount }
    })
}

function obstaclesOf({ openFen, balanceFen, openHolds, openOrders }: HolderStanding): string[] {
  return [
    ...(openFen > 0 ? [`还有 ${formatFen(openFen)} 元未缴，请先结清`] : []),
    ...(balanceFen > 0 ? [`账户还有余额 ${formatFen(balanceFen)} 元，请先退还或划转`] : []),
    ...(openHolds > 0 ? ['违约金正在暂停计收，请先恢复'] : []),
    ...(openOrders > 0 ? ['还有未完成的支付单，请等待完成或关闭'] : []),
  ]
}

function shown(name: string, phone: string | null) {
  return { customer: maskName(name), phone: phone === null ? null : maskPhone(phone) }
}

async function found(unit: ReadUnit, caller: Caller, householdNo: string): Promise<HouseholdRecord> {
  const household = await findHousehold(unit, caller.scope, householdNo)
  if (!household) throw notFound('这个用热户')
  return household
}
