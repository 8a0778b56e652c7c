import type { ReadUnit } from '../../database/unit-of-work.ts'
import { notFound } from '../../platform/domain-error.ts'
import { bindHousehold } from './bind-household.ts'
import { type BoundHousehold, type BoundThrough, findBoundHousehold } from './binding.repository.ts'
import { exportMyData } from './export-my-data.ts'
import { identifyResident } from './identify-resident.ts'
import { removeBinding } from './remove-binding.ts'
import type { ResidentsDeps } from './resident-tokens.ts'
import { finishOauthSignIn, startOauthSignIn } from './sign-in-by-oauth.ts'
import { signInWithCode } from './sign-in-with-code.ts'
import { signOutResident } from './sign-out-resident.ts'

export { type BindingRole, type BoundHousehold, type BoundThrough, listBoundHouseholds } from './binding.repository.ts'
export type { OpenedSession } from './open-resident-session.ts'
export { residentPurges } from './purges.ts'
export type { Carrier, ResidentsDeps } from './resident-tokens.ts'

export type Residents = {
  readonly signInWithCode: ReturnType<typeof signInWithCode>
  readonly startOauthSignIn: ReturnType<typeof startOauthSignIn>
  readonly finishOauthSignIn: ReturnType<typeof finishOauthSignIn>
  readonly signOut: ReturnType<typeof signOutResident>
  readonly identifyResident: ReturnType<typeof identifyResident>
  readonly bindHousehold: ReturnType<typeof bindHousehold>
  readonly removeBinding: ReturnType<typeof removeBinding>
  readonly exportMyData: ReturnType<typeof exportMyData>
}

export function createResidents(deps: ResidentsDeps): Residents {
  return {
    signInWithCode: signInWithCode(deps),
    startOauthSignIn: startOauthSignIn(deps),
    finishOauthSignIn: finishOauthSignIn(deps),
    signOut: signOutResident(deps),
    identifyResident: identifyResident(deps),
    bindHousehold: bindHousehold(deps),
    removeBinding: removeBinding(deps),
    exportMyData: exportMyData(deps),
  }
}

/** The home every resident route is about. Throws the same NOT_FOUND for a card nobody has and for one this resident has not bound. */
export async function boundHousehold(unit: ReadUnit, through: BoundThrough, householdNo: string): Promise<BoundHousehold> {
  const home = await findBoundHousehold(unit, through, householdNo)
  if (!home) throw notFound('这一户')
  return home
}
