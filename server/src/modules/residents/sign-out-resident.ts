import { endFamily } from '../staff/index.ts'
import { type Carrier, type ResidentsDeps, readResident } from './resident-tokens.ts'

/** Ends the session of a token; one that has ended already, or was never ours, is no fault. */
export function signOutResident({ database, clock, tokens }: ResidentsDeps) {
  return async (carrier: Carrier, token: string): Promise<void> => {
    const claims = readResident(tokens, carrier, token)
    if (claims) await database.write((unit) => endFamily(unit, claims.family, clock.now()))
  }
}
