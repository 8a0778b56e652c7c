import type { RouteCase, SignedInCase } from './route-cases.ts'
import type { Subject } from './route-town.ts'

/** How a case is written; given, since the table is made of these cases. */
export type CaseWriters = {
  byName(path: (subject: Subject) => string): SignedInCase
  list(path: string, shows: (subject: Subject) => string): SignedInCase
}

/** A home reported cold on 16 November and put right two days later. */
const coldHome = ({ householdNo }: Subject) => ({
  ...{ householdNo, seasonCode: '2026-2027', reportedOn: '2026-11-16', fixedOn: '2026-11-18' },
  tests: [{ on: '2026-11-16', minute: 540, centiC: 1_500 }],
})

const REHEARSED = 'is done and undone again: nothing is written'

const EXTRA_CHARGE = { seasonCode: '2026-2027', feeType: 'handling', by: { kind: 'typed', amountFen: 5_000 } }

/** Every act that changes money after a bill was posted: corrections, meters, refunds for bad heat. A meter is fitted before it is read. */
export const correctionCases = ({ byName, list }: CaseWriters): Readonly<Record<string, RouteCase>> => ({
  'POST /api/staff/households/:householdNo/area-change/preview': {
    ...byName((subject) => `/households/${subject.householdNo}/area-change/preview`),
    body: () => ({ seasonCode: '2026-2027', areas: [{ areaNo: 1, billedMilliM2: 46_000 }] }),
    withoutKey: REHEARSED,
  },
  'POST /api/staff/households/:householdNo/area-change': {
    ...byName((subject) => `/households/${subject.householdNo}/area-change`),
    body: () => ({
      seasonCode: '2026-2027',
      areas: [{ areaNo: 1, billedMilliM2: 46_000 }],
      reason: '实测面积与登记不符',
      seenOwedFen: 1,
      seenBalanceFen: 0,
    }),
  },
  'POST /api/staff/households/:householdNo/seasons/:seasonCode/rebill/preview': {
    ...byName((subject) => `/households/${subject.householdNo}/seasons/2026-2027/rebill/preview`),
    withoutKey: REHEARSED,
  },
  'POST /api/staff/households/:householdNo/seasons/:seasonCode/rebill': {
    ...byName((subject) => `/households/${subject.householdNo}/seasons/2026-2027/rebill`),
    body: () => ({ reason: '资料已更正', seenOwedFen: 1, seenBalanceFen: 0 }),
  },
  'POST /api/staff/households/:householdNo/seasons/:seasonCode/bill/preview': {
    ...byName((subject) => `/households/${subject.householdNo}/seasons/2026-2027/bill/preview`),
    withoutKey: REHEARSED,
  },
  'POST /api/staff/households/:householdNo/seasons/:seasonCode/bill': {
    ...byName((subject) => `/households/${subject.householdNo}/seasons/2026-2027/bill`),
    body: () => ({ seenOwedFen: 1, seenBalanceFen: 0 }),
  },
  'GET /api/staff/households/:householdNo/holder-change': byName((subject) => `/households/${subject.householdNo}/holder-change`),
  'POST /api/staff/households/:householdNo/holder-change': {
    ...byName((subject) => `/households/${subject.householdNo}/holder-change`),
    body: () => ({ kind: 'person', name: '测试过户', reason: '房屋买卖' }),
  },
  'POST /api/staff/households/:householdNo/extra-charges/preview': {
    ...byName((subject) => `/households/${subject.householdNo}/extra-charges/preview`),
    body: () => EXTRA_CHARGE,
    withoutKey: 'rehearsed and undone: nothing of it stays',
  },
  'POST /api/staff/households/:householdNo/extra-charges': {
    ...byName((subject) => `/households/${subject.householdNo}/extra-charges`),
    // Nobody has seen this amount: 409 is an answer only those get who may see the household.
    body: () => ({ ...EXTRA_CHARGE, reason: '补办手续', seenFen: 1 }),
  },
  'POST /api/staff/households/:householdNo/meters': {
    ...byName((subject) => `/households/${subject.householdNo}/meters`),
    body: () => ({ seasonCode: '2026-2027', areaNo: 1, meterNo: 'RC-1', unit: 'kWh', fittedOn: '2026-11-01', startMilli: 0 }),
  },
  'POST /api/staff/households/:householdNo/meters/replacement': {
    ...byName((subject) => `/households/${subject.householdNo}/meters/replacement`),
    body: () => ({
      ...{ seasonCode: '2026-2027', meterNo: 'RC-1', removedOn: '2026-11-20', endMilli: 1_000, reason: '表计故障' },
      ...{ newMeterNo: 'RC-2', newUnit: 'kWh', newStartMilli: 0 },
    }),
  },
  'POST /api/staff/households/:householdNo/readings': {
    ...byName((subject) => `/households/${subject.householdNo}/readings`),
    body: () => ({
      seasonCode: '2026-2027',
      readings: [{ meterNo: 'RC-2', purpose: 'end', valueMilli: 2_000, readOn: '2026-11-21' }],
    }),
  },
  'POST /api/staff/households/:householdNo/metering-gaps': {
    ...byName((subject) => `/households/${subject.householdNo}/metering-gaps`),
    body: () => ({ seasonCode: '2026-2027', areaNo: 1, missing: false, reason: '表已修好' }),
  },
  'GET /api/staff/metering/households': list('/metering/households?seasonCode=2026-2027&pageSize=100', (subject) => subject.householdNo),
  'POST /api/staff/households/:householdNo/seasons/:seasonCode/metering-settlement/preview': {
    ...byName((subject) => `/households/${subject.householdNo}/seasons/2026-2027/metering-settlement/preview`),
    withoutKey: REHEARSED,
  },
  'POST /api/staff/households/:householdNo/seasons/:seasonCode/metering-settlement': {
    ...byName((subject) => `/households/${subject.householdNo}/seasons/2026-2027/metering-settlement`),
    body: () => ({ seenOwedFen: 0, seenBalanceFen: 0 }),
  },
  'POST /api/staff/metering-settlements': {
    ...byName(() => '/metering-settlements'),
    body: ({ unitCode }) => ({ seasonCode: '2026-2027', orgUnit: unitCode }),
  },
  'GET /api/staff/households/:householdNo/seasons/:seasonCode/area-asks': byName(
    (subject) => `/households/${subject.householdNo}/seasons/2026-2027/area-asks`,
  ),
  'GET /api/staff/heat-refunds': list('/heat-refunds?pageSize=100', (subject) => subject.heatRefundNo),
  'GET /api/staff/heat-refunds/:refundNo': byName((subject) => `/heat-refunds/${subject.heatRefundNo}`),
  'POST /api/staff/heat-refunds/preview': {
    ...byName(() => '/heat-refunds/preview'),
    body: coldHome,
    withoutKey: 'computes and writes nothing',
  },
  'POST /api/staff/heat-refunds': {
    ...byName(() => '/heat-refunds'),
    body: (subject) => ({ ...coldHome(subject), reason: '室温不达标' }),
  },
  'POST /api/staff/heat-refunds/:refundNo/posting': byName((subject) => `/heat-refunds/${subject.heatRefundNo}/posting`),
  'POST /api/staff/heat-refunds/:refundNo/refusal': {
    ...byName((subject) => `/heat-refunds/${subject.heatRefundNo}/refusal`),
    body: () => ({ reason: '测温仪未校准' }),
  },
  'POST /api/staff/heat-refunds/:refundNo/withdrawal': byName((subject) => `/heat-refunds/${subject.ownHeatRefundNo}/withdrawal`),
  'GET /api/staff/substations': list('/substations', (subject) => subject.substation),
  'GET /api/staff/outages': list('/outages?pageSize=100', (subject) => subject.outageNo),
  'POST /api/staff/outages': {
    ...byName(() => '/outages'),
    body: ({ unitCode, substation }) => ({
      ...{ orgUnit: unitCode, substation, seasonCode: '2026-2027', reason: '抢修' },
      ...{ startedAt: '2026-11-17T00:00:00.000Z', endedAt: '2026-11-18T02:00:00.000Z' },
    }),
  },
  'GET /api/staff/outages/:outageNo': byName((subject) => `/outages/${subject.outageNo}`),
  'GET /api/staff/outages/:outageNo/households': byName((subject) => `/outages/${subject.outageNo}/households`),
  'POST /api/staff/outages/:outageNo/posting': byName((subject) => `/outages/${subject.outageNo}/posting`),
  'POST /api/staff/outages/:outageNo/cancellation': byName((subject) => `/outages/${subject.outageNo}/cancellation`),
})
