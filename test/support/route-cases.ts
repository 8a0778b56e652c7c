import { SOME_WORKBOOK, type Subject } from './route-town.ts'

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
const A_FILE = 'answers a zip, in which the walk cannot read; test/api/exchange/exports opens it'
const TOKENS = 'its answer holds a token, and answers with tokens are never stored'
const ENDS = 'ending what has ended changes nothing'

const NO_RULES = {
  validFrom: '2026-09-01',
  notice: { no: '样例〔2026〕1号', title: '样例', issuedOn: '2026-08-20' },
  rounding: { level: 'line', mode: 'half-up', unit: 'fen' },
  rules: [],
}

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
  'GET /api/public/rule-sets': { open: 'published prices are public; a company is found by its code alone' },
  'GET /api/public/rule-sets/:company/:season/:orgUnit/:version': { open: 'a published price as a file; drafts are not found' },
  'POST /api/public/quote': { open: 'works out what it is given and reads nothing', withoutKey: 'writes nothing' },
  'POST /api/staff/sessions': { ...SESSION, withoutKey: TOKENS },
  'POST /api/staff/sessions/refresh': { ...SESSION, withoutKey: TOKENS },
  'DELETE /api/staff/sessions/current': { ...SESSION, withoutKey: ENDS },
  'POST /api/resident/sessions': { ...SESSION, withoutKey: TOKENS },

  'GET /api/staff/me': own('/api/staff/me'),
  'GET /api/staff/members': list('/members', (subject) => subject.staffName),
  'GET /api/staff/org-units': forAnyStaff(list('/org-units', (subject) => subject.unitCode)),
  'GET /api/staff/seasons': forAnyStaff(list('/seasons', (subject) => subject.seasonCode)),
  'GET /api/staff/audit-log': list('/audit-log?action=households.record.create&pageSize=100', (subject) => subject.householdNo),
  'GET /api/staff/households': list('/households?pageSize=100', (subject) => subject.householdNo),
  'GET /api/staff/households/:householdNo': byName((subject) => `/households/${subject.householdNo}`),
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
  'GET /api/staff/rule-sets': list('/rule-sets?pageSize=100&state=draft', (subject) => subject.noticeNo),
  'POST /api/staff/rule-sets': {
    ...byName(() => '/rule-sets'),
    body: ({ unitCode, noticeNo }) => ({
      orgUnit: unitCode,
      seasonCode: '2026-2027',
      start: { from: 'template', code: 'area-gross' },
      notice: { no: noticeNo, title: '样例', issuedOn: '2026-08-20' },
    }),
  },
  'POST /api/staff/rule-sets/try': {
    ...byName(() => '/rule-sets/try'),
    body: ({ unitCode, householdNo }) => ({
      orgUnit: unitCode,
      seasonCode: '2026-2027',
      version: 1,
      content: NO_RULES,
      subject: { kind: 'household', householdNo },
    }),
    withoutKey: 'computes and writes nothing',
  },
  'GET /api/staff/rule-sets/:orgUnit/:seasonCode/:version': ruleSet(''),
  'POST /api/staff/rule-sets/:orgUnit/:seasonCode/:version/content': {
    ...ruleSet('/content'),
    body: () => ({ revision: 0, content: NO_RULES }),
  },
  'POST /api/staff/rule-sets/:orgUnit/:seasonCode/:version/submission': {
    ...ruleSet('/submission'),
    body: () => ({ revision: 99, confirmed: [] }),
  },
  'POST /api/staff/rule-sets/:orgUnit/:seasonCode/:version/withdrawal': { ...ruleSet('/withdrawal'), body: () => ({ revision: 99 }) },
  'POST /api/staff/rule-sets/:orgUnit/:seasonCode/:version/return': {
    ...ruleSet('/return'),
    body: () => ({ revision: 99, reason: '与文件不符' }),
  },
  'POST /api/staff/rule-sets/:orgUnit/:seasonCode/:version/publication': {
    ...ruleSet('/publication'),
    body: () => ({ revision: 99, confirmed: [] }),
  },
  'POST /api/staff/rule-sets/:orgUnit/:seasonCode/:version/discarding': {
    ...ruleSet('/discarding'),
    body: () => ({ revision: 99, reason: '重复建立' }),
  },
  'GET /api/staff/billing-runs': list('/billing-runs', (subject) => subject.runNo),
  'GET /api/staff/billing-runs/:runNo': byName((subject) => `/billing-runs/${subject.runNo}`),
  'POST /api/staff/billing-runs': {
    ...byName(() => '/billing-runs'),
    body: (subject) => ({ seasonCode: '2026-2027', orgUnit: subject.unitCode, post: false }),
  },
  'GET /api/staff/payment-orders': list('/payment-orders?pageSize=100', (subject) => subject.openOrderNo),
  'GET /api/staff/payment-orders/:orderNo': byName((subject) => `/payment-orders/${subject.openOrderNo}`),
  'POST /api/staff/payment-orders/:orderNo/requery': byName((subject) => `/payment-orders/${subject.openOrderNo}/requery`),
  'GET /api/staff/journal-entries': list('/journal-entries?pageSize=100', (subject) => subject.householdNo),
  'GET /api/staff/imports': list('/imports?pageSize=100', (subject) => subject.importNo),
  'GET /api/staff/imports/template': byName((subject) => `/imports/template?orgUnit=${subject.unitCode}&seasonCode=2026-2027`),
  'POST /api/staff/imports': {
    ...byName((subject) => `/imports?fileName=a.xlsx&orgUnit=${subject.unitCode}&seasonCode=2026-2027`),
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
  'GET /api/staff/jobs': { ...list('/jobs?state=dead', (subject) => subject.deadJobNo), not: { siblingBranch: COMPANY_WIDE } },
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
  'GET /api/resident/homes': residentsList('/homes', (subject) => subject.householdNo),
  'POST /api/resident/my-data': {
    ...residentsList('/my-data', (subject) => subject.householdNo),
    withoutKey: 'reads; what it writes is the log row of this very export',
  },
  'GET /api/resident/payments': residentsList('/payments', (subject) => subject.paidOrderNo),
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
  // Last: the owner gives the home up, and from then on sees nothing of it.
  'DELETE /api/resident/bindings/:bindingNo': residents((subject) => `/bindings/${subject.bindingNo}`),
}

/** The subject's draft. Acts name an older revision or a state it is not in: 409 is an answer only its owner gets. */
function ruleSet(act: string): SignedInCase {
  return byName(({ unitCode }) => `/rule-sets/${unitCode}/2026-2027/1${act}`)
}

function byName(path: (subject: Subject) => string): SignedInCase {
  return { path: (subject) => `/api/staff${path(subject)}`, finds: 'by-name' }
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

function own(path: string): SignedInCase {
  const not = { otherCompany: ABOUT_THE_CALLER, siblingBranch: ABOUT_THE_CALLER, unboundResident: ABOUT_THE_CALLER }
  const isStaff = path.startsWith('/api/staff')
  return { path: () => path, finds: 'by-name', not: isStaff ? { ...not, wrongPermission: ANY_STAFF } : not }
}
