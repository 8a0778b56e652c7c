import type { HeatPeriod } from '../../../../shared/tariff/facts.ts'
import { rule } from './amounts.ts'
import { area, price, ratio, type Showcase, showcase } from './showcase.ts'

const stop = rule('stop-base-fee@1', { share: ratio(30, 100) }, { feeType: 'stop-base-fee' })
export const stopped = (fromOn: string, toOn: string, appliedOn?: string): HeatPeriod => ({
  fromOn,
  toOn,
  status: 'stopped',
  ...(appliedOn ? { appliedOn } : {}),
})
const policy = (change: object = {}) =>
  rule('stop-period@1', {
    minStopDays: 0,
    resumed: 'from-day',
    connected: 'from-day',
    baseFee: 'by-days',
    denominator: 'notice',
    ...change,
  })
const untilJanuary = { periods: [stopped('2018-11-01', '2019-01-14')] }
const period = (...told: string[]) => area(...told.map((path) => `periods.0.${path}`))

/** Homes stopped, resumed or connected, in every way there is. */
export const stopShowcases: readonly Showcase[] = [
  showcase('stopped all season', [price, stop], { status: 'stopped' }, area('billedMilliM2', 'status')),
  showcase('a third', [price, rule('stop-base-fee@1', { share: ratio(1, 3) }, { feeType: 'stop-base-fee' })], { status: 'stopped' }, []),
  showcase(
    'two stops, one too short',
    [price, stop, policy({ minStopDays: 20 })],
    { periods: [stopped('2018-12-01', '2018-12-31'), stopped('2019-02-03', '2019-02-12')] },
    area('periods.0.fromOn', 'periods.0.toOn', 'periods.0.status', 'periods.1.fromOn', 'periods.1.toOn'),
  ),
  showcase('resumed from the month', [price, stop, policy({ resumed: 'from-month' })], untilJanuary, period('toOn')),
  showcase('resumed, base fee taken off', [price, stop, policy({ baseFee: 'deducted' })], untilJanuary, period('toOn', 'status')),
  showcase(
    'resumed, whole season',
    [price, stop, policy({ resumed: 'whole-season', baseFee: 'whole-season' })],
    untilJanuary,
    period('status'),
  ),
  showcase(
    'connected late, developer before',
    [price, stop, policy({ connected: 'from-month' })],
    {
      periods: [
        { fromOn: '2018-11-01', toOn: '2018-11-30', status: 'heating', payer: 'developer' },
        { fromOn: '2018-12-01', toOn: '2018-12-19', status: 'not-connected' },
      ],
    },
    area('periods.0.toOn', 'periods.0.payer', 'periods.0.status', 'periods.1.toOn', 'periods.1.status'),
  ),
  showcase(
    'a stop applied for in time',
    [
      price,
      stop,
      rule('stop-deadline@1', { deadline: { kind: 'before-season', days: 30 }, late: 'as-heated', handlingDays: 0, unrecorded: 'refuse' }),
    ],
    { status: 'stopped', stopAppliedOn: '2018-09-30' },
    area('stopAppliedOn', 'status'),
  ),
  showcase(
    'a stop applied for too late',
    [
      price,
      stop,
      rule('stop-deadline@1', { deadline: { kind: 'day', on: '2018-09-30' }, late: 'as-heated', handlingDays: 0, unrecorded: 'refuse' }),
    ],
    { status: 'stopped', stopAppliedOn: '2018-10-08' },
    area('stopAppliedOn', 'status'),
  ),
  showcase(
    'a stop that begins ten days after it was applied for',
    [
      price,
      stop,
      rule('stop-deadline@1', {
        deadline: { kind: 'day', on: '2018-09-30' },
        noticeDays: 15,
        late: 'from-application',
        handlingDays: 10,
        unrecorded: 'refuse',
      }),
    ],
    { periods: [stopped('2019-01-01', '2019-02-28', '2018-12-28')] },
    period('appliedOn', 'fromOn', 'toOn'),
  ),
]
