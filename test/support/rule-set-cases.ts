import type { CaseWriters } from './correction-cases.ts'
import type { RouteCase, SignedInCase } from './route-cases.ts'
import { SOME_PDF } from './route-town.ts'

const NO_RULES = {
  validFrom: '2026-09-01',
  notice: { no: '样例〔2026〕1号', title: '样例', issuedOn: '2026-08-20' },
  rounding: { level: 'line', mode: 'half-up', unit: 'fen' },
  rules: [],
}

/** The routes of 价目 for staff. */
export function ruleSetCases({ byName, list }: CaseWriters): Readonly<Record<string, RouteCase>> {
  // The subject's draft. Acts name an older revision or a state it is not in: 409 is an answer only its owner gets.
  const ruleSet = (act: string): SignedInCase => byName(({ unitCode }) => `/rule-sets/${unitCode}/2026-2027/1${act}`)
  return {
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
    'POST /api/staff/rule-sets/:orgUnit/:seasonCode/:version/notice-files': {
      ...ruleSet('/notice-files?fileName=a.pdf'),
      body: () => SOME_PDF,
    },
    'GET /api/staff/rule-sets/:orgUnit/:seasonCode/:version/notice-files/:fileNo': byName(
      ({ unitCode, noticeFileNo }) => `/rule-sets/${unitCode}/2026-2027/1/notice-files/${noticeFileNo}`,
    ),
    'POST /api/staff/rule-sets/:orgUnit/:seasonCode/:version/notice-files/:fileNo/removal': byName(
      ({ unitCode, noticeFileNo }) => `/rule-sets/${unitCode}/2026-2027/1/notice-files/${noticeFileNo}/removal`,
    ),
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
  }
}
