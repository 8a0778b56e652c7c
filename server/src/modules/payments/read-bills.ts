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
    async quote(unit: ReadUnit, household: { readonly householdId: number; readonly householdNo: string }): Promise<HouseholdQuote> {
      const account = await accountOf(unit, household.householdId, { balance: true })
      const views = await viewQuotes(unit, new Map([[household.householdNo, quoteAccount(account, clock.today())]]))
      const view = views.get(household.householdNo)
      if (!view) throw new Error(`no quote for household ${household.householdNo}`)
      return view
    },
    async bills(unit: ReadUnit, householdId: number): Promise<Bill[]> {
      // A bill shows late fee accrued, not the balance.
      const quote = quoteAccount(await accountOf(unit, householdId, { balance: false }), clock.today())
      return readBillFile(unit, { householdId, quote })
    },
  }

  async function accountOf(unit: ReadUnit, householdId: number, wanted: { readonly balance: boolean }): Promise<Account> {
    const account = (await billing.readAccounts(unit, [householdId], wanted)).get(householdId)
    if (!account) throw new Error(`household ${householdId} has no account`)
    return account
  }
}
