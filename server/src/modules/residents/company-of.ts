import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { findChannelApp, findCompany } from '../tenancy/index.ts'

/** The company of a company's own app, whatever is named; in the shared app the one whose code was given. Null for a code nobody has. */
export async function companyOf(unit: ReadUnit, { appId }: ResidentCaller, companyCode: string | undefined): Promise<number | null> {
  const app = await findChannelApp(unit, appId)
  if (app?.tenantId) return app.tenantId
  if (!companyCode) throw invalid('绑定信息有误', [{ path: 'companyCode', message: '请选择供热公司' }])
  const company = await findCompany(unit, companyCode)
  return company?.state === 'active' ? company.id : null
}
