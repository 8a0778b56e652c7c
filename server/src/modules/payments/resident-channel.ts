import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Account } from '../billing/index.ts'
import { findChannelApp } from '../tenancy/index.ts'

/**
 * By what the residents of an app pay: its discounts are shown before the sheet opens. Nothing is looked up, and null answered, while no
 * account has a discount.
 */
export async function residentChannel(unit: ReadUnit, appId: string, accounts: Iterable<Account>): Promise<string | null> {
  if (![...accounts].some(({ discountRules }) => Object.keys(discountRules).length > 0)) return null
  const app = await findChannelApp(unit, appId)
  return app?.platform.startsWith('alipay') ? 'alipay' : 'wechat-pay'
}
