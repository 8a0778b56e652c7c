import { plainStopPeriod } from '../kinds/stop-period.ts'
import type { Rule } from '../rule-set.ts'
import { byDays, forAll, forOthers, forResidents, lateFromSeasonStart, stopShare, template } from './template.ts'

const homes: Rule = { ...forResidents, kind: 'area-price@1', params: { priceE4: 220_000, areaBasis: 'gross' } }
const shops: Rule = { ...forOthers, kind: 'area-price@1', params: { priceE4: 340_000, areaBasis: 'gross' } }

/** Prices per m² and season, with rules for stopping, paying early, subsidies and refunds. */
export const policyTemplates = [
  template(
    'whole-season-stop',
    '只许整季报停，逾期申请按用热计',
    '9 月 30 日前申请报停，整季有效，收 20% 基础费；逾期申请、不足整季的按用热计收全季热费。',
    [
      homes,
      shops,
      stopShare({ num: 20, den: 100 }),
      {
        ...forAll,
        kind: 'stop-deadline@1',
        params: { deadline: { kind: 'day', on: '2026-09-30' }, late: 'as-heated', handlingDays: 0, unrecorded: 'refuse' },
      },
      {
        ...forAll,
        kind: 'stop-period@1',
        params: { ...plainStopPeriod, minStopDays: 121, resumed: 'whole-season' },
      },
      lateFromSeasonStart,
    ],
  ),
  template('partial-stop', '可分时段报停两次，免费报停', '季中可报停、复热各两次，每次不少于 30 天，提前 15 天申请，不收基础费。', [
    homes,
    shops,
    stopShare({ num: 0, den: 1 }),
    {
      ...forAll,
      kind: 'stop-deadline@1',
      params: {
        deadline: { kind: 'before-season', days: 30 },
        noticeDays: 15,
        late: 'from-application',
        handlingDays: 15,
        unrecorded: 'refuse',
      },
    },
    { ...forAll, kind: 'stop-period@1', params: { ...plainStopPeriod, minStopDays: 30, maxStops: 2 } },
    lateFromSeasonStart,
  ]),
  template('early-discount', '预交优惠，逐月递减', '5、6、7 月一次缴清分别优惠 4%、3%、2%，陈欠、报停、低保和非居民不享受。', [
    homes,
    shops,
    stopShare({ num: 15, den: 100 }),
    byDays,
    {
      ...forResidents,
      kind: 'discount@1',
      params: {
        windows: [
          { fromOn: '2026-05-01', toOn: '2026-05-31', channels: '*', amount: { kind: 'percent', share: { num: 4, den: 100 } } },
          { fromOn: '2026-06-01', toOn: '2026-06-30', channels: '*', amount: { kind: 'percent', share: { num: 3, den: 100 } } },
          { fromOn: '2026-07-01', toOn: '2026-07-31', channels: '*', amount: { kind: 'percent', share: { num: 2, den: 100 } } },
        ],
        excluded: ['arrears', 'stopped', 'part-payment', 'low-income', 'other-payer'],
        rounding: { mode: 'half-up', unit: 'fen' },
      },
    },
    lateFromSeasonStart,
  ]),
  template('low-income', '低保户政府补贴', '低保户前 45 平方米由政府承担 85%，其余自付；单价类型为“低保”的面积行适用。', [
    homes,
    shops,
    {
      ...forResidents,
      priceType: '低保',
      kind: 'payer-share@2',
      params: {
        parts: [
          {
            payer: 'government',
            pays: { kind: 'share', share: { num: 85, den: 100 }, first: { milliM2: 45_000, areaBasis: 'gross' } },
          },
        ],
      },
    },
    stopShare({ num: 30, den: 100 }),
    byDays,
    lateFromSeasonStart,
  ]),
  template(
    'refunds',
    '室温不达标和停热退费',
    '14 至 18 ℃ 退一半、14 ℃ 以下全退，报修 48 小时未解决的自报修日起算；停热超过 12 小时按天退费。',
    [
      homes,
      shops,
      stopShare({ num: 30, den: 100 }),
      byDays,
      lateFromSeasonStart,
      {
        ...forAll,
        kind: 'poor-heat@1',
        params: {
          bands: [
            { from: -10_000, to: 1400, share: { num: 1, den: 1 } },
            { from: 1400, to: 1800, share: { num: 50, den: 100 } },
          ],
          bound: 'lower',
          excludedWindows: [],
          graceDays: 2,
          countsFrom: 'report',
        },
      },
      { ...forAll, kind: 'outage-refund@1', params: { hours: 12, atLeast: 'more', count: 'started-days', share: { num: 1, den: 1 } } },
    ],
  ),
  template('minimum-and-low-occupancy', '最低收费与低入住率加收', '每个面积行每季不少于 300 元，所在楼用热比例低于 50% 的加收 20%。', [
    homes,
    shops,
    {
      ...forAll,
      kind: 'low-occupancy@1',
      params: { belowPpm: 500_000, surcharge: { num: 20, den: 100 }, unrecorded: 'none' },
    },
    { ...forAll, kind: 'charge-limit@1', params: { least: { fen: 30_000 } } },
    stopShare({ num: 30, den: 100 }),
    byDays,
    lateFromSeasonStart,
  ]),
] as const
