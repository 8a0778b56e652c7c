import { privacyVersion } from '../../shared/access/privacy.ts'
import { correctionCases } from './correction-cases.ts'
import { firstFloorCases } from './first-floor-cases.ts'
import { reconciliationCases } from './reconciliation-cases.ts'
import { refundRouteCases } from './refund-route-cases.ts'
import { SOME_WORKBOOK, type Subject } from './route-town.ts'
import { ruleSetCases } from './rule-set-cases.ts'

/** What is asked of every route. */
export const checks = ['noSignIn', 'wrongPermission', 'otherCompany', 'siblingBranch', 'unboundResident'] as const
export type Check = (typeof checks)[number]

/**
 * How the walk asks one route for the subject's own things. Outsiders of every kind must get 404 (`names` an existing thing), or an
 * answer without the subject's word (`shows`); the owner must get it, or the case proves nothing.
 */
export type SignedInCase = {
  /** The address; parameters filled in with the subject's numbers. */
  readonly path: (subject: Subject) => string
  readonly body?: (subject: Subject) => object
  readonly finds: 'by-name' | { readonly shows: (subject: Subject) => string }
  /** Why a check does not apply to this route. */
  readonly not?: Partial<Record<Check, string>>
  /** Why a write needs no Idempotency-Key. */
  readonly withoutKey?: string
}
/** A route in front of every sign-in, and why that is right. */
export type OpenCase = { readonly open: string; readonly withoutKey?: string }
export type RouteCase = SignedInCase | OpenCase

const ABOUT_THE_CALLER = 'answers about the caller alone and takes no number'
const ANY_STAFF = 'every member of staff may: no right is asked'
const COMPANY_WIDE = 'jobs are the company’s machine room and belong to no unit'
const BINDING_IS_THE_DOOR = 'binding is how a resident comes to a home of any branch: card number and check decide'
const OFFERS_NAMES = 'offers names of places, not things by number; test/api/households/household-conditions looks at whose'
const REACHES_THEIR_OWN = 'a filter reaches what they see, so that they find nothing to change; test/api/households/edit-many'
const A_FILE = 'answers a zip, in which the walk cannot read; test/api/exchange/exports opens it'
const A_FAULT_OF_THE_FORM =
  'a unit one does not see is a fault of the form: test/api/staff/members, test/api/tenancy/units, test/api/households/edit-household'
const TOKENS = 'its answer holds a token, and answers with tokens are never stored'
const ENDS = 'ending what has ended changes nothing'

const EVERY_COMPANY = 'every company has the standard fee types, and its own are the whole company’s'
const FEE_TYPE = { pricing: 'fixed', incomeAccount: '供热收入', taxClass: '供热服务', receiptLine: '维护费', allocationRank: 0 }

const SESSION = { open: 'opens or ends a session by what it brings itself: a password, a code, a cookie' }

/** A row for every route there is: the walk fails for a route without one, and for a row without its route. */
export const routeCases: Readonly<Record<string, RouteCase>> = {
  'GET /healthz': { open: 'says only that the process lives' },
  'GET /readyz': { open: 'says only whether the database answers' },
  'GET /metrics': { open: 'counts and times for the inner network; holds no company’s data' },
  'GET /openapi.json': { open: 'says what the routes are; holds no company’s data' },
  'GET /api-docs': { open: 'the same as a page' },
  'POST /callbacks/wechat-pay/:mchId': {
    open: 'the channel proves itself by its signature (test/faults)',
    withoutKey: 'unique by merchant and notice id',
  },
  'GET /callbacks/wechat-official/:appId': { open: 'the platform proves itself by its signature' },
  'POST /callbacks/wechat-official/:appId': {
    open: 'the platform proves itself by its signature',
    withoutKey: 'answers a follower and writes nothing',
  },
  'POST /callbacks/alipay/:appId': {
    open: 'the channel proves itself by its signature (test/faults)',
    withoutKey: 'unique by merchant and notice id',
  },
  'GET /h5/wechat/login': SESSION,
  'GET /h5/wechat/callback': SESSION,
  'GET /h5/alipay/login': SESSION,
  'GET /h5/alipay/callback': SESSION,
  'GET /api/public/rule-sets': { open: 'published prices are public; a company is found by its code alone' },
  'GET /api/public/rule-sets/:company/:season/:orgUnit/:version': { open: 'a published price as a file; drafts are not found' },
  'GET /api/public/rule-sets/:company/:season/:orgUnit/:version/notice-files/:fileNo': {
    open: 'a file of a published price notice; files of drafts are not found (test/api/files)',
  },
  'POST /api/public/quote': { open: 'works out what it is given and reads nothing', withoutKey: 'writes nothing' },
  'POST /api/staff/sessions': { ...SESSION, withoutKey: TOKENS },
  'POST /api/staff/sessions/refresh': { ...SESSION, withoutKey: TOKENS },
  'DELETE /api/staff/sessions/current': { ...SESSION, withoutKey: ENDS },
  'POST /api/resident/sessions': { ...SESSION, withoutKey: TOKENS },
  'POST /api/resident/sign-in-codes': {
    open: 'sends a code to a phone, whoever asks: limited by phone and by address',
    withoutKey: 'a second message within a minute is refused',
  },
  'POST /api/resident/phone-sessions': { ...SESSION, withoutKey: TOKENS },

  'GET /api/staff/me': own('/api/staff/me'),
  'GET /api/staff/members': list('/members', (subject) => subject.staffName),
  ...firstFloorCases,
  'GET /api/staff/org-units': forAnyStaff(list('/org-units', (subject) => subject.unitCode)),
  'GET /api/staff/seasons': forAnyStaff(list('/seasons', (subject) => subject.seasonCode)),
  'GET /api/staff/audit-log': list('/audit-log?action=households.record.create&pageSize=100', (subject) => subject.householdNo),
  'GET /api/staff/households': list('/households?pageSize=100', (subject) => subject.householdNo),
  'GET /api/staff/households/:householdNo': byName((subject) => `/households/${subject.householdNo}`),
  'GET /api/staff/household-options': {
    ...byName(() => '/household-options'),
    not: { otherCompany: OFFERS_NAMES, siblingBranch: OFFERS_NAMES },
  },
  'POST /api/staff/households': {
    ...byName(() => '/households'),
    body: ({ unitCode }) => ({
      householdNo: 'WALK-0001',
      orgUnitCode: unitCode,
      community: '青云里',
      building: '3号楼',
      entrance: '2单元',
      room: '901',
      customer: { kind: 'person', name: '测试' },
    }),
    not: { otherCompany: A_FAULT_OF_THE_FORM, siblingBranch: A_FAULT_OF_THE_FORM },
  },
  'POST /api/staff/households/:householdNo/edit': {
    ...byName((subject) => `/households/${subject.householdNo}/edit`),
    body: () => ({ recordVersion: 999, reason: '核对资料', record: { cardHolder: true } }),
  },
  'GET /api/staff/households/:householdNo/marks': byName((subject) => `/households/${subject.householdNo}/marks`),
  'POST /api/staff/households/:householdNo/tags': mark('tags', { tags: ['普查'] }),
  'POST /api/staff/households/:householdNo/lists': mark('lists', { act: 'mark', list: 'white', reason: '重点保障' }),
  'POST /api/staff/households/:householdNo/notes': mark('notes', { body: '来电说明' }),
  'POST /api/staff/households/:householdNo/links': mark('links', { householdNo: '80010001' }),
  'POST /api/staff/households/:householdNo/links/end': mark('links/end', { householdNo: '80010001' }),
  'POST /api/staff/household-edits/preview': {
    ...list('/household-edits/preview', () => '"total":1,'),
    body: (subject) => ({ selection: selected(subject), act: { kind: 'tag-add', tag: '复核' } }),
    withoutKey: 'counts and writes nothing',
  },
  'POST /api/staff/household-edits': {
    ...byName(() => '/household-edits'),
    body: (subject) => ({ selection: selected(subject), act: { kind: 'tag-add', tag: '复核' }, expected: 1, reason: '年度复核' }),
    not: { otherCompany: REACHES_THEIR_OWN, siblingBranch: REACHES_THEIR_OWN },
  },
  'GET /api/staff/household-edits/:editNo': byName((subject) => `/household-edits/${subject.editNo}`),
  'POST /api/staff/households/:householdNo/unmask': {
    ...byName((subject) => `/households/${subject.householdNo}/unmask`),
    body: () => ({ reason: '核对户主电话' }),
  },
  'GET /api/staff/households/:householdNo/quote': byName((subject) => `/households/${subject.householdNo}/quote`),
  'GET /api/staff/households/:householdNo/bills': byName((subject) => `/households/${subject.householdNo}/bills`),
  'GET /api/staff/households/:householdNo/payments': byName((subject) => `/households/${subject.householdNo}/payments`),
  'GET /api/staff/households/:householdNo/late-fee-holds': byName((subject) => `/households/${subject.householdNo}/late-fee-holds`),
  'POST /api/staff/households/:householdNo/late-fee-holds': {
    ...byName((subject) => `/households/${subject.householdNo}/late-fee-holds`),
    body: () => ({ seasonCode: '2026-2027', from: '2026-11-20', reason: '正在诉讼' }),
  },
  'POST /api/staff/households/:householdNo/late-fee-holds/end': {
    ...byName((subject) => `/households/${subject.householdNo}/late-fee-holds/end`),
    body: () => ({ seasonCode: '2026-2027', to: '2026-11-21' }),
  },
  ...refundRouteCases,
  'GET /api/staff/fee-types': { ...list('/fee-types', () => '热费'), not: { otherCompany: EVERY_COMPANY, siblingBranch: EVERY_COMPANY } },
  'POST /api/staff/fee-types': {
    ...list('/fee-types', () => '管网维护费'),
    body: () => ({ code: 'network', name: '管网维护费', ...FEE_TYPE }),
    not: { otherCompany: EVERY_COMPANY, siblingBranch: EVERY_COMPANY },
  },
  'POST /api/staff/fee-types/:code': {
    ...byName(() => '/fee-types/handling'),
    body: () => ({ name: '手续费', ...FEE_TYPE, state: 'open' }),
    not: { otherCompany: EVERY_COMPANY, siblingBranch: EVERY_COMPANY },
  },
  ...correctionCases({ byName, list }),
  ...ruleSetCases({ byName, list }),
  'GET /api/staff/billing-runs': list('/billing-runs', (subject) => subject.runNo),
  'GET /api/staff/billing-runs/:runNo': byName((subject) => `/billing-runs/${subject.runNo}`),
  'POST /api/staff/billing-runs': {
    ...byName(() => '/billing-runs'),
    body: (subject) => ({ seasonCode: '2026-2027', orgUnit: subject.unitCode, post: false }),
  },
  'GET /api/staff/billing-runs/:runNo/summary': byName((subject) => `/billing-runs/${subject.runNo}/summary`),
  'GET /api/staff/billing-runs/:runNo/items': byName((subject) => `/billing-runs/${subject.runNo}/items`),
  'GET /api/staff/billing-runs/:runNo/items/:householdNo': byName(
    (subject) => `/billing-runs/${subject.runNo}/items/${subject.householdNo}`,
  ),
  'GET /api/staff/billing-runs/:runNo/export': byName((subject) => `/billing-runs/${subject.runNo}/export?show=all`),
  // It is over, or no comparison: 409 is an answer only those get who may see it.
  'POST /api/staff/billing-runs/:runNo/corrections': {
    ...byName((subject) => `/billing-runs/${subject.runNo}/corrections`),
    body: () => ({ reason: '面积核实后更正' }),
  },
  'POST /api/staff/billing-runs/:runNo/stop': byName((subject) => `/billing-runs/${subject.runNo}/stop`),
  'POST /api/staff/billing-runs/:runNo/resume': byName((subject) => `/billing-runs/${subject.runNo}/resume`),
  'GET /api/staff/households/:householdNo/scan-collect': byName((subject) => `/households/${subject.householdNo}/scan-collect`),
  'POST /api/staff/households/:householdNo/scan-orders': {
    ...byName((subject) => `/households/${subject.householdNo}/scan-orders`),
    body: () => ({ totalFen: 95_469 }),
  },
  'GET /api/staff/scan-orders/:orderNo': byName((subject) => `/scan-orders/${subject.scanOrderNo}`),
  'POST /api/staff/scan-orders/:orderNo/check': {
    ...byName((subject) => `/scan-orders/${subject.scanOrderNo}/check`),
    withoutKey: 'asks the channel at most every two seconds, and settling is unique by itself',
  },
  'POST /api/staff/scan-orders/:orderNo/close': byName((subject) => `/scan-orders/${subject.scanOrderNo}/close`),
  'GET /api/staff/payment-orders': list('/payment-orders?pageSize=100', (subject) => subject.openOrderNo),
  'GET /api/staff/payment-orders/:orderNo': byName((subject) => `/payment-orders/${subject.openOrderNo}`),
  'POST /api/staff/payment-orders/:orderNo/requery': byName((subject) => `/payment-orders/${subject.openOrderNo}/requery`),
  ...reconciliationCases({ byName, list }),
  'GET /api/staff/journal-entries': list('/journal-entries?pageSize=100', (subject) => subject.householdNo),
  'GET /api/staff/imports': list('/imports?pageSize=100', (subject) => subject.importNo),
  'GET /api/staff/imports/template': byName((subject) => `/imports/template?orgUnit=${subject.unitCode}&seasonCode=2026-2027`),
  'POST /api/staff/imports': {
    ...byName((subject) => `/imports?fileName=a.xlsx&orgUnit=${subject.unitCode}&seasonCode=2026-2027`),
    body: () => SOME_WORKBOOK,
  },
  'POST /api/staff/imports/contacts': {
    ...byName((subject) => `/imports/contacts?fileName=a.xlsx&orgUnit=${subject.unitCode}`),
    body: () => SOME_WORKBOOK,
  },
  'GET /api/staff/imports/:importNo': byName((subject) => `/imports/${subject.importNo}`),
  'GET /api/staff/imports/:importNo/rows': byName((subject) => `/imports/${subject.importNo}/rows`),
  'GET /api/staff/imports/:importNo/errors': byName((subject) => `/imports/${subject.importNo}/errors`),
  'POST /api/staff/imports/:importNo/commit': byName((subject) => `/imports/${subject.importNo}/commit`),
  'POST /api/staff/exports/households': {
    path: () => '/api/staff/exports/households',
    body: ({ unitCode }) => ({ filter: { orgUnit: unitCode } }),
    finds: 'by-name',
    not: { otherCompany: A_FILE, siblingBranch: A_FILE },
    withoutKey: 'reads; what it writes is the log row of this very export',
  },
  'POST /api/staff/exports/contacts': {
    path: () => '/api/staff/exports/contacts',
    body: ({ unitCode }) => ({ filter: { orgUnit: unitCode } }),
    finds: 'by-name',
    not: { otherCompany: A_FILE, siblingBranch: A_FILE },
    withoutKey: 'reads; what it writes is the log row of this very export',
  },
  'GET /api/staff/jobs': { ...list('/jobs?state=dead', (subject) => subject.deadJobNo), not: { siblingBranch: COMPANY_WIDE } },
  // Late: the owner closes the station, and from then on nothing new comes into it.
  'POST /api/staff/org-units/:unitCode/closing': { ...unit('/closing'), body: () => ({ reason: '并入他站' }) },
  'POST /api/staff/jobs/:jobNo/retry': { ...byName((subject) => `/jobs/${subject.deadJobNo}/retry`), not: { siblingBranch: COMPANY_WIDE } },

  'DELETE /api/resident/sessions/current': { ...own('/api/resident/sessions/current'), withoutKey: ENDS },
  'POST /api/resident/sign-out': { ...own('/api/resident/sign-out'), withoutKey: ENDS },
  'POST /api/resident/bindings': {
    path: () => '/api/resident/bindings',
    body: ({ householdNo }) => ({
      companyCode: 'OTHER',
      householdNo,
      check: { kind: 'name', name: '测试丙' },
      role: 'family',
      consent: true,
    }),
    finds: 'by-name',
    not: { siblingBranch: BINDING_IS_THE_DOOR, unboundResident: BINDING_IS_THE_DOOR },
  },
  'GET /api/resident/me': own('/api/resident/me'),
  'POST /api/resident/phone': { ...own('/api/resident/phone'), body: () => ({ phone: '13800009999', code: '000000' }) },
  'POST /api/resident/consents': { ...own('/api/resident/consents'), body: () => ({ version: privacyVersion }) },
  'GET /api/resident/companies': { ...own(`/api/resident/companies?term=${encodeURIComponent('供热')}`) },
  'GET /api/resident/places': placesOf(`/places?companyCode=DEMO&begins=${encodeURIComponent('青')}`),
  'POST /api/resident/place-look-ups': {
    ...placesOf('/place-look-ups'),
    body: ({ householdNo }) => ({
      companyCode: 'OTHER',
      community: '青云里',
      building: '3号楼',
      entrance: '2单元',
      room: householdNo.slice(-3),
    }),
    withoutKey: 'counts the look: one sent twice is two looks',
  },
  'GET /api/resident/homes': residentsList('/homes', (subject) => subject.householdNo),
  'POST /api/resident/my-data': {
    ...residentsList('/my-data', (subject) => subject.householdNo),
    withoutKey: 'reads; what it writes is the log row of this very export',
  },
  'GET /api/resident/payments': residentsList('/payments', (subject) => subject.paidOrderNo),
  'GET /api/resident/households/:householdNo/pay-ways': residents((subject) => `/households/${subject.householdNo}/pay-ways`),
  'GET /api/resident/households/:householdNo/quote': residents((subject) => `/households/${subject.householdNo}/quote`),
  'GET /api/resident/households/:householdNo/bills': residents((subject) => `/households/${subject.householdNo}/bills`),
  'GET /api/resident/households/:householdNo/bills/:seasonCode': residents(
    ({ householdNo }) => `/households/${householdNo}/bills/2026-2027`,
  ),
  'POST /api/resident/payment-orders': {
    ...residents(() => '/payment-orders'),
    body: ({ householdNo }) => ({ householdNos: [householdNo], totalFen: 95_469, channel: 'wechat-pay' }),
  },
  'GET /api/resident/payment-orders/:orderNo': residents((subject) => `/payment-orders/${subject.openOrderNo}`),
  'POST /api/resident/payment-orders/:orderNo/check': {
    ...residents((subject) => `/payment-orders/${subject.openOrderNo}/check`),
    withoutKey: 'asks the channel at most every two seconds, and settling is unique by itself',
  },
  'POST /api/resident/payment-orders/:orderNo/close': residents((subject) => `/payment-orders/${subject.openOrderNo}/close`),
  'GET /api/resident/payments/:paymentNo': residents((subject) => `/payments/${subject.paymentNo}`),
  'GET /api/resident/households/:householdNo/bills/:seasonCode/statement': residents(
    ({ householdNo }) => `/households/${householdNo}/bills/2026-2027/statement`,
  ),
  'POST /api/resident/bindings/:bindingNo/label': {
    ...residents((subject) => `/bindings/${subject.bindingNo}/label`),
    body: () => ({ label: '自己家' }),
  },
  // Last: the owner gives the home up, and from then on sees nothing of it.
  'DELETE /api/resident/bindings/:bindingNo': residents((subject) => `/bindings/${subject.bindingNo}`),
  // After it: the desk can only find that it is removed already.
  'POST /api/staff/bindings/:bindingNo/removal': {
    ...byName((subject) => `/bindings/${subject.bindingNo}/removal`),
    body: () => ({ reason: '房屋已出售' }),
  },
  'POST /api/resident/consents/withdrawal': { ...own('/api/resident/consents/withdrawal'), body: () => ({}) },
  'POST /api/resident/account/deletion': { ...own('/api/resident/account/deletion'), body: () => ({ confirm: '注销' }) },
}

/** EAST-2. */
function unit(act: string): SignedInCase {
  return byName(({ unitCode }) => `/org-units/${unitCode}${act}`)
}

function byName(path: (subject: Subject) => string): SignedInCase {
  return { path: (subject) => `/api/staff${path(subject)}`, finds: 'by-name' }
}

/** What people put beside the subject's home. */
function mark(part: string, body: object): SignedInCase {
  return { ...byName((subject) => `/households/${subject.householdNo}/${part}`), body: () => body }
}

function selected({ householdNo }: Subject) {
  return { filter: {}, householdNos: [householdNo] }
}

function list(path: string, shows: (subject: Subject) => string): SignedInCase {
  return { path: () => `/api/staff${path}`, finds: { shows } }
}

function forAnyStaff(route: SignedInCase): SignedInCase {
  return { ...route, not: { ...route.not, wrongPermission: ANY_STAFF } }
}

function residents(path: (subject: Subject) => string): SignedInCase {
  return { path: (subject) => `/api/resident${path(subject)}`, finds: 'by-name' }
}

function residentsList(path: string, shows: (subject: Subject) => string): SignedInCase {
  return { path: () => `/api/resident${path}`, finds: { shows } }
}

/** Names of places are no secret, and who lives there is asked for by its exact place: the right name decides. */
function placesOf(path: string): SignedInCase {
  return {
    path: () => `/api/resident${path}`,
    finds: 'by-name',
    not: { otherCompany: BINDING_IS_THE_DOOR, siblingBranch: BINDING_IS_THE_DOOR, unboundResident: BINDING_IS_THE_DOOR },
  }
}

function own(path: string): SignedInCase {
  const not = { otherCompany: ABOUT_THE_CALLER, siblingBranch: ABOUT_THE_CALLER, unboundResident: ABOUT_THE_CALLER }
  const isStaff = path.startsWith('/api/staff')
  return { path: () => path, finds: 'by-name', not: isStaff ? { ...not, wrongPermission: ANY_STAFF } : not }
}
