import type { CaseWriters } from './correction-cases.ts'
import type { RouteCase } from './route-cases.ts'

/** The routes of 对账. */
export function reconciliationCases({ byName, list }: CaseWriters): Readonly<Record<string, RouteCase>> {
  return {
    'GET /api/staff/statements': list('/statements?pageSize=100', (subject) => subject.statementNo),
    'POST /api/staff/statements': {
      ...list('/statements', (subject) => subject.statementNo),
      body: () => ({ day: '2026-11-21' }),
      not: { siblingBranch: 'a branch without a merchant number of its own is told so (test/api/reconciliation)' },
    },
    'GET /api/staff/statements/:statementNo': byName((subject) => `/statements/${subject.statementNo}`),
    'GET /api/staff/statements/:statementNo/differences': byName(
      (subject) => `/statements/${subject.statementNo}/differences?list=ours-only`,
    ),
    'POST /api/staff/differences/:differenceNo/explanation': {
      ...byName((subject) => `/differences/${subject.differenceNo}/explanation`),
      body: () => ({ revision: 99, reason: '已与支付平台核对' }),
    },
    'POST /api/staff/differences/:differenceNo/confirmation': {
      ...byName((subject) => `/differences/${subject.differenceNo}/confirmation`),
      body: () => ({ revision: 99 }),
    },
    'POST /api/staff/differences/:differenceNo/rejection': {
      ...byName((subject) => `/differences/${subject.differenceNo}/rejection`),
      body: () => ({ revision: 99, reason: '理由不成立' }),
    },
  }
}
