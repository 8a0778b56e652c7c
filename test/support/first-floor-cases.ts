import type { RouteCase, SignedInCase } from './route-cases.ts'
import type { Subject } from './route-town.ts'

const ANY_STAFF = 'every member of staff may: no right is asked'
const ABOUT_THE_CALLER = 'answers about the caller alone and takes no number'
const COMPANY_ROLES = 'roles are the company’s and belong to no unit'
const A_FAULT_OF_THE_FORM = 'a unit one does not see is a fault of the form: test/api/staff/governing, test/api/tenancy/units'
const A_FILE = 'answers a zip, in which the walk cannot read'

/** Organisation, staff and roles, seasons, logs and bindings. */
export const firstFloorCases: Readonly<Record<string, RouteCase>> = {
  'POST /api/staff/members': {
    ...byName(() => '/members'),
    body: ({ unitCode }) => ({ name: 'newcomer', displayName: '新人', posts: [{ orgUnitCode: unitCode, roleCode: 'cashier' }] }),
    not: { otherCompany: A_FAULT_OF_THE_FORM, siblingBranch: A_FAULT_OF_THE_FORM },
  },
  'POST /api/staff/members/:memberName': {
    ...member(''),
    body: ({ unitCode }) => ({ displayName: '新人', posts: [{ orgUnitCode: unitCode, roleCode: 'cashier' }], revision: 'old' }),
  },
  'POST /api/staff/members/:memberName/password-reset': member('/password-reset'),
  'POST /api/staff/members/:memberName/disabling': { ...member('/disabling'), body: () => ({ reason: '已离职' }) },
  'POST /api/staff/members/:memberName/enabling': member('/enabling'),
  'POST /api/staff/members/:memberName/main-admin': {
    ...member('/main-admin'),
    body: () => ({ password: 'not looked at' }),
    not: { siblingBranch: 'the main admin sits at the company’s top: all colleagues are theirs' },
    withoutKey: 'its body is a password, of which not even a hash is kept; whoever has given the post away has no right to it',
  },
  'GET /api/staff/members/:memberName/sessions': member('/sessions'),
  'POST /api/staff/members/:memberName/sessions/end': { ...member('/sessions/end'), body: () => ({ sessionNo: null }) },
  'GET /api/staff/me/sessions': own('/api/staff/me/sessions'),
  'POST /api/staff/me/sessions/end': { ...own('/api/staff/me/sessions/end'), body: () => ({ sessionNo: null }) },
  'POST /api/staff/me/password': {
    ...own('/api/staff/me/password'),
    body: () => ({ oldPassword: 'not looked at', newPassword: 'short' }),
    withoutKey: 'its body is a password, of which not even a hash is kept; sent twice the old one is wrong',
  },
  'GET /api/staff/roles': { ...list('/roles', (subject) => subject.staffName), not: { siblingBranch: COMPANY_ROLES } },
  'POST /api/staff/roles': {
    ...byName(() => '/roles'),
    body: () => ({ name: '夜班', permissions: [], limits: {} }),
    not: { otherCompany: 'makes a role of one’s own company' },
  },
  'POST /api/staff/roles/:roleCode': {
    ...byName(({ staffName }) => `/roles/${staffName}`),
    body: () => ({ name: '夜班', permissions: [], limits: {}, version: 99 }),
  },
  'DELETE /api/staff/roles/:roleCode': byName(({ staffName }) => `/roles/${staffName}`),
  'GET /api/staff/bindings': list('/bindings?pageSize=100', (subject) => subject.bindingNo),
  'GET /api/staff/org-units/tree': list('/org-units/tree', (subject) => subject.unitCode),
  'POST /api/staff/org-units': {
    ...byName(() => '/org-units'),
    body: ({ unitCode }) => ({ code: 'NEW-1', name: '新站', kind: 'branch', parentCode: unitCode }),
    not: { otherCompany: A_FAULT_OF_THE_FORM, siblingBranch: A_FAULT_OF_THE_FORM },
  },
  'POST /api/staff/org-units/:unitCode': {
    ...unit(''),
    body: () => ({ name: '东二供热站', legalEntityCode: 'DEMO', version: 99 }),
  },
  'POST /api/staff/org-units/:unitCode/move': { ...unit('/move'), body: () => ({ parentCode: 'DEMO', version: 99 }) },
  'POST /api/staff/org-units/:unitCode/reopening': unit('/reopening'),
  'GET /api/staff/legal-entities': list('/legal-entities', () => '示例热力有限公司'),
  'POST /api/staff/legal-entities': {
    ...byName(() => '/legal-entities'),
    body: () => ({ code: 'DEMO', name: '示例', taxNo: '91000000000000004F' }),
    not: { otherCompany: 'makes one of one’s own company', siblingBranch: 'makes one of one’s own company' },
  },
  'POST /api/staff/legal-entities/:entityCode': {
    ...byName(() => '/legal-entities/DEMO'),
    body: () => ({ name: '示例', taxNo: '91000000000000004F', version: 99 }),
  },
  'POST /api/staff/seasons': {
    ...byName(() => '/seasons'),
    body: ({ unitCode }) => ({ orgUnit: unitCode, seasonCode: '2031-2032', startsOn: '2031-11-15', endsOn: '2032-03-15', carry: null }),
  },
  'GET /api/staff/seasons/:unitCode/:seasonCode': season(''),
  'POST /api/staff/seasons/:unitCode/:seasonCode': {
    ...season(''),
    body: () => ({ startsOn: '2025-11-15', endsOn: '2026-03-15', days: 121, version: 99 }),
  },
  'POST /api/staff/seasons/:unitCode/:seasonCode/carry': {
    ...season('/carry'),
    body: () => ({ fromSeason: '2025-2026', households: true, keepStops: false, ruleSets: false }),
  },
  'POST /api/staff/seasons/:unitCode/:seasonCode/opening': season('/opening'),
  'POST /api/staff/seasons/:unitCode/:seasonCode/closing': { ...season('/closing'), body: () => ({ unbilledHouseholds: 99 }) },
  'POST /api/staff/seasons/:unitCode/:seasonCode/reopening': season('/reopening'),
  'GET /api/staff/security-log': { ...list('/security-log?pageSize=100&event=sign-in.in', () => 'DEMO/owner') },
  'POST /api/staff/exports/audit-log': {
    path: () => '/api/staff/exports/audit-log',
    body: () => ({ filter: {} }),
    finds: 'by-name',
    not: { otherCompany: A_FILE, siblingBranch: A_FILE },
    withoutKey: 'reads; what it writes is the log row of this very export',
  },
}

function byName(path: (subject: Subject) => string): SignedInCase {
  return { path: (subject) => `/api/staff${path(subject)}`, finds: 'by-name' }
}

function list(path: string, shows: (subject: Subject) => string): SignedInCase {
  return { path: () => `/api/staff${path}`, finds: { shows } }
}

function own(path: string): SignedInCase {
  const not = { otherCompany: ABOUT_THE_CALLER, siblingBranch: ABOUT_THE_CALLER, wrongPermission: ANY_STAFF }
  return { path: () => path, finds: 'by-name', not }
}

/** The colleague who sits at the subject's station alone. */
function member(act: string): SignedInCase {
  return byName(({ staffName }) => `/members/${staffName}${act}`)
}

/** EAST-2. */
function unit(act: string): SignedInCase {
  return byName(({ unitCode }) => `/org-units/${unitCode}${act}`)
}

/** EAST’s season of its own: closed to the other branch. */
function season(act: string): SignedInCase {
  return byName(({ seasonCode }) => `/seasons/EAST/${seasonCode}${act}`)
}
