import { type FeeType, standardFeeTypes } from '../../../../shared/tariff/fee-type.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { feeTypes } from './fee-type.model.ts'

/** The standard fee types as the company has made them its own, then those it has added. */
export async function listFeeTypes(unit: ReadUnit, tenantId: number): Promise<FeeType[]> {
  const rows = await unit.select<FeeType>(
    `SELECT code, name, pricing, income_account AS incomeAccount, tax_class AS taxClass, receipt_line AS receiptLine,
       allocation_rank AS allocationRank, state FROM fee_types WHERE tenant_id = :tenantId ORDER BY id`,
    { tenantId },
  )
  const own = new Map(rows.map((row) => [row.code, row]))
  const standard = standardFeeTypes.map((one) => own.get(one.code) ?? one)
  return [...standard, ...rows.filter(({ code }) => !standardFeeTypes.some((one) => one.code === code))]
}

export async function insertFeeType(unit: Unit, tenantId: number, fee: FeeType): Promise<void> {
  await unit.insert(feeTypes, [
    {
      id: unit.newId(feeTypes),
      tenant_id: tenantId,
      code: fee.code,
      name: fee.name,
      pricing: fee.pricing,
      income_account: fee.incomeAccount,
      tax_class: fee.taxClass,
      receipt_line: fee.receiptLine,
      allocation_rank: fee.allocationRank,
      state: fee.state,
    },
  ])
}

/** Answers 0 for a fee type the company has no row of: a standard one it has never changed. */
export function updateFeeType(unit: Unit, tenantId: number, fee: FeeType): Promise<number> {
  return unit.execute(
    `UPDATE fee_types SET name = :name, pricing = :pricing, income_account = :incomeAccount, tax_class = :taxClass, receipt_line = :receiptLine,
       allocation_rank = :allocationRank, state = :state, version = version + 1 WHERE tenant_id = :tenantId AND code = :code`,
    { ...fee, tenantId },
  )
}

/** Two people who add the same one wait for each other on their company. */
export async function lockFeeTypes(unit: Unit, tenantId: number): Promise<void> {
  await unit.selectForUpdate('SELECT id FROM tenants WHERE id = :tenantId', { tenantId })
}

/** Whether these units hold the company's own. */
export async function isAtTop(unit: ReadUnit, { tenantId, unitIds }: Scope): Promise<boolean> {
  const rows = await unit.select('SELECT id FROM org_units WHERE tenant_id = :tenantId AND parent_id IS NULL AND id IN (:unitIds)', {
    tenantId,
    unitIds: unitIds.length > 0 ? unitIds : [0],
  })
  return rows.length > 0
}
