import type { Home } from '../../../../shared/contracts/residents.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Clock } from '../../platform/clock.ts'
import { listWhys, presentHome } from '../../reports/homes.ts'
import { type Billing, quoteAccount } from '../billing/index.ts'
import { type BoundThrough, listBoundHouseholds } from '../residents/index.ts'
import { listOpenOrders } from './order.repository.ts'
import { residentChannel } from './resident-channel.ts'

export type HomesDeps = { readonly database: Database; readonly clock: Clock; readonly billing: Billing }

/** The first screen of a resident: every home with what is owed today. The same number of statements for one home and ten. */
export function readHomes({ database, clock, billing }: HomesDeps) {
  return (through: BoundThrough, bindingNo?: string): Promise<Home[]> =>
    database.read(async (unit: ReadUnit) => {
      const { residentId } = through
      const rows = (await listBoundHouseholds(unit, through)).filter((home) => !bindingNo || home.bindingNo === bindingNo)
      const ids = rows.map((row) => row.householdId)
      const accounts = await billing.readAccounts(unit, ids)
      const whys = await listWhys(unit, ids)
      const orders = await listOpenOrders(unit, ids, clock.now())
      const asOf = clock.today()
      const channel = await residentChannel(unit, through.appId, accounts.values())
      return rows.flatMap((row) => {
        const account = accounts.get(row.householdId)
        if (!account) return []
        const openOrder = orders.filter((order) => order.householdId === row.householdId).sort((a, b) => own(b) - own(a))[0]
        return [presentHome(row, { quote: quoteAccount(account, asOf, channel), why: whys.get(row.householdId), openOrder, residentId })]
      })

      /** The reader's own order first: it is the one they can go on with. */
      function own(order: { readonly payerResidentId: number }): number {
        return order.payerResidentId === through.residentId ? 1 : 0
      }
    })
}
