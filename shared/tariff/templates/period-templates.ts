import { byDays, forAll, forOthers, forResidents, lateFromSeasonStart, stopShare, template } from './template.ts'

const usual = [stopShare({ num: 30, den: 100 }), byDays, lateFromSeasonStart]

/** Prices per m² and month or day. */
export const periodTemplates = [
  template('per-month', '按月单价乘以供热月数', '价格文件公布每平方米每月单价和采暖季月数，热费为面积 × 月单价 × 月数。', [
    { ...forResidents, kind: 'period-price@1', params: { priceE4: 58_000, per: 'month', count: 4, areaBasis: 'gross' } },
    { ...forOthers, kind: 'period-price@1', params: { priceE4: 75_000, per: 'month', count: 4, areaBasis: 'gross' } },
    ...usual,
  ]),
  template('per-day', '按日单价乘以供热天数，分建筑类型', '价格文件公布每平方米每日单价和采暖季天数，多层、小高层、高层各有系数。', [
    { ...forAll, kind: 'period-price@1', params: { priceE4: 1_800, per: 'day', count: 121, areaBasis: 'gross' } },
    {
      ...forAll,
      kind: 'building-coefficient@1',
      params: {
        by: 'buildingType',
        entries: [
          { value: 'multi', name: '多层', factor: { num: 90, den: 100 } },
          { value: 'mid', name: '小高层', factor: { num: 86, den: 100 } },
          { value: 'high', name: '高层', factor: { num: 82, den: 100 } },
        ],
        otherwise: 'refuse',
      },
    },
    ...usual,
  ]),
] as const
