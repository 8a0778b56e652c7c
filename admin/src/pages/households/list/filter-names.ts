import type { HouseholdFilter } from '../../../../../shared/contracts/households.ts'

/** What may stand in the address bar: the one row of the form, then the rest of it. */
export const firstFilters = ['search', 'seasonCode', 'owed', 'orgUnit', 'community'] as const
export const moreFilters = [
  'building',
  'entrance',
  'floor',
  'customerName',
  'customerClass',
  'subType',
  'status',
  'substation',
  'payingOrg',
  'cardHolder',
  'blacklisted',
  'householdNo',
  'connectionType',
  'tag',
  'billingMethod',
  'contractNo',
] as const
export const filterNames = [...firstFilters, ...moreFilters] as const
export type FilterName = (typeof filterNames)[number] & keyof HouseholdFilter
