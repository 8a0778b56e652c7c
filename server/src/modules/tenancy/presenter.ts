import type { OrgUnit, Season } from '../../../../shared/contracts/tenancy.ts'
import type { ListedSeason } from './season.repository.ts'
import type { ListedUnit } from './tenancy.repository.ts'

/** The topmost unit somebody sees has no parent for them, so that a tree can be built of what they get. */
export function presentOrgUnits(units: readonly ListedUnit[]): OrgUnit[] {
  const seen = new Set(units.map(({ code }) => code))
  return units.map(({ closedAt, ...unit }) => ({
    ...unit,
    closed: closedAt !== null,
    parentCode: unit.parentCode !== null && seen.has(unit.parentCode) ? unit.parentCode : null,
  }))
}

export function presentSeason(season: ListedSeason): Season {
  return { ...season }
}
