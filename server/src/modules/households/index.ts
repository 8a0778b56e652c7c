import type { JobHandler } from '../../jobs/handler.ts'
import { addNote } from './add-note.ts'
import { type ContactsRoom, contactsRoom } from './contacts.ts'
import { createHousehold, type HouseholdsDeps } from './create-household.ts'
import { editHousehold } from './edit-household.ts'
import { editJob, previewEdit, readEdit, runEdit, startEdit } from './edit-many-households.ts'
import { linkHouseholds, unlinkHouseholds } from './link-households.ts'
import { markList } from './mark-list.ts'
import { openHouseholdSeason } from './open-household-season.ts'
import { readMarks } from './read-marks.ts'
import { setTags } from './set-tags.ts'
import { unmaskCustomer } from './unmask-customer.ts'

export { type AddedHousehold, addHouseholds, idsForHouseholds, type NewlyAdded } from './add-households.ts'
export { updateAreas } from './area-changes.repository.ts'
export { type CarryDeps, householdSeasonJobs } from './carry-season.ts'
export { classifySearch } from './classify-search.ts'
export type { ContactChange } from './contact-difference.ts'
export type { ContactEdit, Contacts, ContactsRoom } from './contacts.ts'
export type { CreatedHousehold } from './create-household.ts'
export { type HouseholdStatus, type PricingFacts, pricingFacts } from './household-season.repository.ts'
export {
  appendChange,
  findHousehold,
  findHouseholdInCompany,
  findHouseholds,
  type HouseholdRecord,
  listHouseholdIds,
} from './households.repository.ts'
export { type HouseholdInput, householdFaults, type OpenSeasonInput } from './inputs.ts'
export { replaceHolder } from './replace-holder.ts'
export { idsForSearch } from './search-index.ts'
export { normalName } from './search-terms.ts'

export type Households = {
  readonly createHousehold: ReturnType<typeof createHousehold>
  readonly openHouseholdSeason: ReturnType<typeof openHouseholdSeason>
  readonly unmaskCustomer: ReturnType<typeof unmaskCustomer>
  readonly editHousehold: ReturnType<typeof editHousehold>
  readonly setTags: ReturnType<typeof setTags>
  readonly markList: ReturnType<typeof markList>
  readonly addNote: ReturnType<typeof addNote>
  readonly linkHouseholds: ReturnType<typeof linkHouseholds>
  readonly unlinkHouseholds: ReturnType<typeof unlinkHouseholds>
  readonly readMarks: ReturnType<typeof readMarks>
  readonly previewEdit: ReturnType<typeof previewEdit>
  readonly startEdit: ReturnType<typeof startEdit>
  readonly readEdit: ReturnType<typeof readEdit>
  /** What workbooks of contacts are held against and change. */
  readonly contacts: ContactsRoom
  readonly jobs: readonly JobHandler[]
}

/** Look-ups (findHousehold, pricingFacts …) are plain functions of a unit: import them from here. */
export function createHouseholds(deps: HouseholdsDeps): Households {
  const edit = runEdit(deps)
  return {
    createHousehold: createHousehold(deps),
    openHouseholdSeason: openHouseholdSeason(deps),
    unmaskCustomer: unmaskCustomer(deps),
    editHousehold: editHousehold(deps),
    setTags: setTags(deps),
    markList: markList(deps),
    addNote: addNote(deps),
    linkHouseholds: linkHouseholds(deps),
    unlinkHouseholds: unlinkHouseholds(deps),
    readMarks: readMarks(deps),
    previewEdit: previewEdit(deps),
    startEdit: startEdit(deps),
    readEdit: readEdit(deps),
    contacts: contactsRoom(deps.personalData),
    jobs: [{ kind: editJob, title: '批量修改用热户', handle: (job) => edit(job.tenantId, job.payload) }],
  }
}
