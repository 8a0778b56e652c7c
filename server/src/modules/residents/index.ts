import type { ReadUnit } from '../../database/unit-of-work.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { bindHousehold } from './bind-household.ts'
import { type BoundHousehold, type BoundThrough, findBoundHousehold } from './binding.repository.ts'
import { giveConsent, withdrawConsent } from './consent.ts'
import { deleteAccount } from './delete-account.ts'
import { listBindings, removeBindingAtDesk } from './desk-bindings.ts'
import { exportMyData } from './export-my-data.ts'
import { findCompanies } from './find-companies.ts'
import { findPlaces, lookUpPlace } from './find-place.ts'
import { identifyResident } from './identify-resident.ts'
import { nameBinding } from './name-binding.ts'
import { provePhone } from './prove-phone.ts'
import { readMe } from './read-me.ts'
import { removeBinding } from './remove-binding.ts'
import type { ResidentsDeps } from './resident-tokens.ts'
import { sendPhoneCode } from './send-phone-code.ts'
import { finishOauthSignIn, startOauthSignIn } from './sign-in-by-oauth.ts'
import { signInWithCode } from './sign-in-with-code.ts'
import { signInWithPhone } from './sign-in-with-phone.ts'
import { signOutResident } from './sign-out-resident.ts'

export { type BindingRole, type BoundHousehold, type BoundThrough, listBoundHouseholds, removeBindingsOf } from './binding.repository.ts'
export type { OpenedSession } from './open-resident-session.ts'
export { residentPurges } from './purges.ts'
export type { Carrier, DeletionGuard, ResidentsDeps } from './resident-tokens.ts'
export { isPhoneOpenid } from './sign-in-with-phone.ts'

export type Residents = {
  readonly signInWithCode: ReturnType<typeof signInWithCode>
  readonly startOauthSignIn: ReturnType<typeof startOauthSignIn>
  readonly finishOauthSignIn: ReturnType<typeof finishOauthSignIn>
  readonly signOut: ReturnType<typeof signOutResident>
  readonly identifyResident: ReturnType<typeof identifyResident>
  readonly bindHousehold: ReturnType<typeof bindHousehold>
  readonly removeBinding: ReturnType<typeof removeBinding>
  /** For the desk. */
  readonly listBindings: ReturnType<typeof listBindings>
  readonly removeBindingAtDesk: ReturnType<typeof removeBindingAtDesk>
  readonly exportMyData: ReturnType<typeof exportMyData>
  readonly sendPhoneCode: ReturnType<typeof sendPhoneCode>
  readonly signInWithPhone: ReturnType<typeof signInWithPhone>
  readonly provePhone: ReturnType<typeof provePhone>
  readonly readMe: ReturnType<typeof readMe>
  readonly findCompanies: ReturnType<typeof findCompanies>
  readonly findPlaces: ReturnType<typeof findPlaces>
  readonly lookUpPlace: ReturnType<typeof lookUpPlace>
  readonly nameBinding: ReturnType<typeof nameBinding>
  readonly giveConsent: ReturnType<typeof giveConsent>
  readonly withdrawConsent: ReturnType<typeof withdrawConsent>
  readonly deleteAccount: ReturnType<typeof deleteAccount>
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
    listBindings: listBindings(deps),
    removeBindingAtDesk: removeBindingAtDesk(deps),
    exportMyData: exportMyData(deps),
    sendPhoneCode: sendPhoneCode(deps),
    signInWithPhone: signInWithPhone(deps),
    provePhone: provePhone(deps),
    readMe: readMe(deps),
    findCompanies: findCompanies(deps),
    findPlaces: findPlaces(deps),
    lookUpPlace: lookUpPlace(deps),
    nameBinding: nameBinding(deps),
    giveConsent: giveConsent(deps),
    withdrawConsent: withdrawConsent(deps),
    deleteAccount: deleteAccount(deps),
  }
}

/** The home every resident route is about. Throws the same NOT_FOUND for a card nobody has and for one this resident has not bound. */
export async function boundHousehold(unit: ReadUnit, through: BoundThrough, householdNo: string): Promise<BoundHousehold> {
  const home = await findBoundHousehold(unit, through, householdNo)
  if (!home) throw notFound('这一户')
  return home
}

/** The same for what a payer must not see: their part is an amount. Throws PAYER_SEES_LESS. */
export async function homeOfFamily(unit: ReadUnit, through: BoundThrough, householdNo: string): Promise<BoundHousehold> {
  const home = await boundHousehold(unit, through, householdNo)
  if (home.role === 'payer') throw new DomainError(403, 'PAYER_SEES_LESS', '代缴人只能看应缴多少和自己缴过的费，账单请户主或家人查看')
  return home
}
