import type { Database } from '../../database/database.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Audit } from '../audit/index.ts'
import { addLegalEntity } from './add-legal-entity.ts'
import { addOrgUnit } from './add-org-unit.ts'
import { createCompany } from './create-company.ts'
import { createPlatform } from './create-platform.ts'
import { createSeason } from './create-season.ts'
import { registerChannelApp } from './register-channel-app.ts'
import { registerMerchant } from './register-merchant.ts'
import { type ListedSeason, listSeasons } from './season.repository.ts'
import { type ListedUnit, listUnits } from './tenancy.repository.ts'

export {
  type ChannelApp,
  findChannelApp,
  findDefaultApp,
  findMerchant,
  findMerchantById,
  findMerchantByNumber,
  type Merchant,
} from './channel.repository.ts'
export type { NewCompany } from './create-company.ts'
export type { ChannelAppInput, CompanyInput, MerchantInput, OrgUnitInput, SeasonInput } from './inputs.ts'
export { operatorCaller } from './operator-caller.ts'
export { findSeasonFor, findSeasons, type SeasonRecord } from './season.repository.ts'
export {
  type Company,
  findCompany,
  findCompanyById,
  findLegalEntity,
  findUnit,
  findUnitByCode,
  findUnits,
  findUnitsByCode,
  type LegalEntity,
  legalEntityOf,
  type OrgUnitRecord,
  PLATFORM_TENANT_ID,
  subtreeOf,
  type UnitKind,
} from './tenancy.repository.ts'

export type Tenancy = {
  readonly createPlatform: ReturnType<typeof createPlatform>
  readonly createCompany: ReturnType<typeof createCompany>
  readonly addLegalEntity: ReturnType<typeof addLegalEntity>
  readonly addOrgUnit: ReturnType<typeof addOrgUnit>
  readonly createSeason: ReturnType<typeof createSeason>
  readonly registerChannelApp: ReturnType<typeof registerChannelApp>
  readonly registerMerchant: ReturnType<typeof registerMerchant>
  readonly listOrgUnits: (caller: Pick<Caller, 'scope'>) => Promise<ListedUnit[]>
  readonly listSeasons: (caller: Pick<Caller, 'scope'>) => Promise<ListedSeason[]>
}

/** Look-ups (findUnit, findSeasonFor, findMerchant …) are plain functions of a unit: import them from here. */
export function createTenancy(deps: { readonly database: Database; readonly audit: Audit }): Tenancy {
  const { database } = deps
  return {
    createPlatform: createPlatform(deps),
    createCompany: createCompany(deps),
    addLegalEntity: addLegalEntity(deps),
    addOrgUnit: addOrgUnit(deps),
    createSeason: createSeason(deps),
    registerChannelApp: registerChannelApp(deps),
    registerMerchant: registerMerchant(deps),
    listOrgUnits: ({ scope }) => database.read((unit) => listUnits(unit, scope)),
    listSeasons: ({ scope }) => database.read((unit) => listSeasons(unit, scope)),
  }
}
