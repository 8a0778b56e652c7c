import type { AddFeeType, EditFeeType } from '../../../../shared/contracts/tariffs/fee-types.ts'
import { type FeeType, neededFeeTypes } from '../../../../shared/tariff/fee-type.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { insertFeeType, isAtTop, listFeeTypes, lockFeeTypes, updateFeeType } from './fee-type.repository.ts'

export type FeeTypeDeps = { readonly database: Database; readonly audit: Audit }

/** 新增费用种类: rules may name it from now on. Throws FEE_TYPE_TAKEN, FEE_TYPE_NAME_TAKEN. */
export function addFeeType(deps: FeeTypeDeps) {
  return (caller: Caller, input: AddFeeType): Promise<null> =>
    keep(deps, caller, async (unit, known) => {
      if (known.some(({ code }) => code === input.code)) throw new DomainError(409, 'FEE_TYPE_TAKEN', `代码 ${input.code} 已经有了`)
      const fee: FeeType = { ...input, state: 'open' }
      refuseTakenName(known, fee)
      await insertFeeType(unit, caller.scope.tenantId, fee)
      return { action: 'tariffs.fee-type.add', code: fee.code, detail: { after: fee } }
    })
}

/** 修改、停用或启用费用种类: what is posted stays as it is. Throws NOT_FOUND, FEE_TYPE_NAME_TAKEN, FEE_TYPE_NEEDED. */
export function editFeeType(deps: FeeTypeDeps) {
  return (caller: Caller, code: string, input: EditFeeType): Promise<null> =>
    keep(deps, caller, async (unit, known) => {
      const before = known.find((one) => one.code === code)
      if (!before) throw notFound('这种费用')
      const fee: FeeType = { code, ...input }
      refuseTakenName(known, fee)
      if (fee.state === 'closed' && neededFeeTypes.includes(code))
        throw new DomainError(409, 'FEE_TYPE_NEEDED', `${before.name}由系统自动计收，不能停用`)
      const changed = await updateFeeType(unit, caller.scope.tenantId, fee)
      if (changed === 0) await insertFeeType(unit, caller.scope.tenantId, fee)
      return { action: 'tariffs.fee-type.edit', code, detail: { before, after: fee } }
    })
}

type Kept = { readonly action: string; readonly code: string; readonly detail: Readonly<Record<string, unknown>> }

/** Fee types are the whole company's: the right must be held at its top. */
function keep(
  { database, audit }: FeeTypeDeps,
  caller: Caller,
  work: (unit: Unit, known: readonly FeeType[]) => Promise<Kept>,
): Promise<null> {
  const { tenantId } = caller.scope
  return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
    if (!(await isAtTop(unit, caller.scope))) throw new DomainError(403, 'FORBIDDEN', '费用种类由公司统一维护，您没有公司一级的权限')
    await lockFeeTypes(unit, tenantId)
    const { action, code, detail } = await work(unit, await listFeeTypes(unit, tenantId))
    await audit.record(unit, caller, { action, subjectKind: 'fee-type', subjectNo: code, detail })
    return null
  })
}

function refuseTakenName(known: readonly FeeType[], { code, name }: FeeType): void {
  if (known.some((one) => one.name === name && one.code !== code))
    throw new DomainError(409, 'FEE_TYPE_NAME_TAKEN', `已经有名为“${name}”的费用种类`)
}
