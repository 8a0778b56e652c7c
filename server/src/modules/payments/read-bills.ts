import type { Bill, HouseholdQuote } from '../../../../shared/contracts/billing.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Clock } from '../../platform/clock.ts'
import { readBillFile } from '../../reports/bill-file.ts'
import { viewQuotes } from '../../reports/quote-view.ts'
import { type Account, type Billing, quoteAccount } from '../billing/index.ts'

export type BillsDeps = { readonly database: Database; readonly clock: Clock; readonly billing: Billing }

/** What a household owes today and its bills, as every screen shows them; the caller has checked that it may be seen. */
export function readBills({ clock, billing }: BillsDeps) {
  return {
    /** `channelOf` says by what it would be paid. */
    async quote(
      unit: ReadUnit,
      household: { readonly householdId: number; readonly householdNo: string },
      channelOf: (account: Account) => Promise<string | null>,
    ): Promise<HouseholdQuote> {
      const account = await accountOf(unit, household.householdId)
      const views = await viewQuotes(
        unit,
        new Map([[household.householdNo, quoteAccount(account, clock.today(), await channelOf(account))]]),
      )
      const view = views.get(household.householdNo)
      if (!view) throw new Error(`no quote for household ${household.householdNo}`)
      return view
    },
    async bills(unit: ReadUnit, householdId: number): Promise<Bill[]> {
      const quote = quoteAccount(await accountOf(unit, householdId), clock.today(), null)
      return readBillFile(unit, { householdId, quote })
    },
  }

  async function accountOf(unit: ReadUnit, householdId: number): Promise<Account> {
    const account = (await billing.readAccounts(unit, [householdId])).get(householdId)
    if (!account) throw new Error(`household ${householdId} has no account`)
    return account
  }
}
