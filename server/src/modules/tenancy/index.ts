import type { LegalEntity as LegalEntityRow } from '../../../../shared/contracts/tenancy/units.ts'
import type { Database } from '../../database/database.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Audit } from '../audit/index.ts'
import { addLegalEntity } from './add-legal-entity.ts'
import { addOrgUnit } from './add-org-unit.ts'
import { carrySeason, closeSeason, editSeason, openSeason } from './change-season.ts'
import { createCompany } from './create-company.ts'
import { createPlatform } from './create-platform.ts'
import { createSeason } from './create-season.ts'
import { editLegalEntity } from './edit-legal-entity.ts'
import { editOrgUnit } from './edit-org-unit.ts'
import { endOrgUnit, reopenOrgUnit } from './end-org-unit.ts'
import { listEntities } from './legal-entity.repository.ts'
import { moveOrgUnit } from './move-org-unit.ts'
import { planSeason } from './plan-season.ts'
import { readSeason } from './read-season.ts'
import { registerChannelApp } from './register-channel-app.ts'
import { registerMerchant } from './register-merchant.ts'
import { type ListedSeason, listSeasons } from './season.repository.ts'
import type { SeasonFacts } from './season-facts.ts'
import { type ListedUnit, listUnits } from './tenancy.repository.ts'
import type { UnitFacts } from './unit-facts.ts'

export {
  type ChannelApp,
  findChannelApp,
  findDefaultApp,
  findMerchantById,
  findMerchantByNumber,
  listChannelApps,
  listMerchants,
  type Merchant,
} from './channel.repository.ts'
export type { NewCompany } from './create-company.ts'
export type { ChannelAppInput, ChannelPlatform, CompanyInput, MerchantInput, OrgUnitInput, SeasonInput } from './inputs.ts'
export { operatorCaller } from './operator-caller.ts'
export { findSeasonFor, findSeasons, lockSeason, type SeasonRecord } from './season.repository.ts'
export { advanceCarry, type Carry, findCarry, finishCarry, lockCarry } from './season-carry.repository.ts'
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
  readonly editOrgUnit: ReturnType<typeof editOrgUnit>
  readonly moveOrgUnit: ReturnType<typeof moveOrgUnit>
  readonly endOrgUnit: ReturnType<typeof endOrgUnit>
  readonly reopenOrgUnit: ReturnType<typeof reopenOrgUnit>
  readonly listLegalEntities: (caller: Pick<Caller, 'scope'>) => Promise<LegalEntityRow[]>
  readonly editLegalEntity: ReturnType<typeof editLegalEntity>
  readonly createSeason: ReturnType<typeof createSeason>
  readonly planSeason: ReturnType<typeof planSeason>
  readonly editSeason: ReturnType<typeof editSeason>
  readonly carrySeason: ReturnType<typeof carrySeason>
  readonly openSeason: ReturnType<typeof openSeason>
  readonly reopenSeason: ReturnType<typeof openSeason>
  readonly closeSeason: ReturnType<typeof closeSeason>
  readonly readSeason: ReturnType<typeof readSeason>
  readonly registerChannelApp: ReturnType<typeof registerChannelApp>
  readonly registerMerchant: ReturnType<typeof registerMerchant>
  readonly listOrgUnits: (caller: Pick<Caller, 'scope'>) => Promise<ListedUnit[]>
  readonly listSeasons: (caller: Pick<Caller, 'scope'>) => Promise<ListedSeason[]>
}

export type TenancyDeps = {
  readonly database: Database
  readonly audit: Audit
  readonly clock: Clock
  readonly queue: JobQueue
  readonly unitFacts: UnitFacts
  readonly seasonFacts: SeasonFacts
}

/** Look-ups (findUnit, findSeasonFor, listMerchants …) are plain functions of a unit: import them from here. */
export function createTenancy(deps: TenancyDeps): Tenancy {
  const { database } = deps
  const tree = { ...deps, facts: deps.unitFacts }
  const seasons = { ...deps, facts: deps.seasonFacts }
  return {
    createPlatform: createPlatform(deps),
    createCompany: createCompany(deps),
    addLegalEntity: addLegalEntity(deps),
    addOrgUnit: addOrgUnit(deps),
    editOrgUnit: editOrgUnit(tree),
    moveOrgUnit: moveOrgUnit(tree),
    endOrgUnit: endOrgUnit(tree),
    reopenOrgUnit: reopenOrgUnit(tree),
    listLegalEntities: async ({ scope }) =>
      (await database.read((unit) => listEntities(unit, scope))).map(({ id: _, ...entity }) => entity),
    editLegalEntity: editLegalEntity(deps),
    createSeason: createSeason(deps),
    planSeason: planSeason(deps),
    editSeason: editSeason(seasons),
    carrySeason: carrySeason(seasons),
    openSeason: openSeason(seasons, 'open'),
    reopenSeason: openSeason(seasons, 'reopen'),
    closeSeason: closeSeason(seasons),
    readSeason: readSeason(seasons),
    registerChannelApp: registerChannelApp(deps),
    registerMerchant: registerMerchant(deps),
    listOrgUnits: ({ scope }) => database.read((unit) => listUnits(unit, scope)),
    listSeasons: ({ scope }) => database.read((unit) => listSeasons(unit, scope)),
  }
}
