import type { PayWays } from '../../../../shared/contracts/residents.ts'
import type { Database } from '../../database/database.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { boundHousehold } from '../residents/index.ts'
import { offeredWays, readMarket } from './pay-ways.ts'
import type { PaymentChannels } from './payment-channel.ts'

/** What the company of a bound home offers those who look through this app. Throws NOT_FOUND. */
export function readPayWays({ database, channels }: { readonly database: Database; readonly channels: PaymentChannels }) {
  return async (caller: ResidentCaller, householdNo: string): Promise<PayWays> => {
    const market = await database.read(async (unit) => readMarket(unit, await boundHousehold(unit, caller, householdNo)))
    return { items: offeredWays(channels, market, caller).flatMap(({ channel, way }) => (way === 'code' ? [] : [{ channel, way }])) }
  }
}
