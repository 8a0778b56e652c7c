import { areaBasisField, boundField, choice } from './common-fields.ts'
import type { FieldForm, FormsOf } from './form.ts'

const bandFields = (unit: 'area' | 'height', when: FieldForm['when']): FieldForm[] => [
  { path: 'from', label: '从', unit, ...(when ? { when } : {}) },
  { path: 'to', label: '到', unit, special: { value: null, label: '不限' }, ...(when ? { when } : {}) },
]

/** Forms of what makes the heat charge itself. */
export const priceForms: FormsOf<'area-price@1' | 'period-price@1' | 'banded-price@1' | 'two-part@1' | 'charge-limit@1'> = {
  'area-price@1': {
    explanation: '热费 = 面积 × 每平方米采暖季单价。',
    feeType: 'heat',
    start: { priceE4: 220_000, areaBasis: 'gross' },
    fields: [{ path: 'priceE4', label: '单价（元/㎡·采暖季）', unit: 'yuan/m²' }, areaBasisField],
  },
  'period-price@1': {
    explanation: '热费 = 面积 × 每月或每日单价 × 月数或天数。',
    feeType: 'heat',
    start: { priceE4: 1_800, per: 'day', count: 121, areaBasis: 'gross' },
    fields: [
      choice('per', '计价周期', { month: '月', day: '天' }),
      { path: 'priceE4', label: '单价（元/㎡·月或天）', unit: 'yuan/m²' },
      {
        path: 'count',
        label: '计收月数或天数',
        unit: 'count',
        special: { value: 'season-days', label: '按采暖季天数' },
        hint: '以价格文件写明的为准，不由起止日期推算；“按采暖季天数”只用于按天计价。',
      },
      areaBasisField,
    ],
  },
  'banded-price@1': {
    explanation: '单价按面积或高度分档：可以各段各价，也可以整户按所在档的单价。',
    feeType: 'heat',
    start: {
      areaBasis: 'gross',
      by: 'area-tiers',
      bound: 'upper',
      bands: [
        { from: 0, to: 90_000, priceE4: 220_000 },
        { from: 90_000, to: null, priceE4: 260_000 },
      ],
    },
    fields: [
      areaBasisField,
      choice('by', '分档依据', {
        'area-tiers': '面积，各段按各段的单价',
        area: '面积，全部按所在档的单价',
        height: '高度，全部按所在档的单价',
      }),
      choice('height', '高度口径', { storey: '层高', clear: '净高' }, { optional: true, when: { path: 'by', is: ['height'] } }),
      boundField,
      {
        path: 'bands',
        label: '热价分档',
        unit: 'table',
        columns: [
          ...bandFields('area', { path: 'by', is: ['area-tiers', 'area'] }),
          ...bandFields('height', { path: 'by', is: ['height'] }),
          { path: 'priceE4', label: '单价（元/㎡·采暖季）', unit: 'yuan/m²' },
        ],
        hint: '从 0 起，相邻两档首尾相接，最后一档不限。',
      },
    ],
  },
  'two-part@1': {
    explanation: '采暖季前按面积热费预收，季末按“基本热费 + 计量热费”结算；结算时整笔冲回预收再计结算额。',
    feeType: 'heat',
    start: { areaBasis: 'gross', areaPriceE4: 220_000, basicPriceE4: 66_000, heatPriceE4: 1_570, unit: 'kWh', missing: 'area-fee' },
    fields: [
      areaBasisField,
      { path: 'areaPriceE4', label: '面积热价（预收、封顶用，元/㎡）', unit: 'yuan/m²' },
      { path: 'basicPriceE4', label: '基本热价（元/㎡）', unit: 'yuan/m²' },
      { path: 'days', label: '计费天数', unit: 'days', optional: true, hint: '以上两个单价为每天单价时填写；为整季单价时留空。' },
      choice('unit', '计量单位', { kWh: '千瓦时（kWh）', GJ: '吉焦（GJ）' }, { hint: '按价格文件的单位，不换算。' }),
      { path: 'heatPriceE4', label: '计量热价（元/计量单位）', unit: 'yuan/unit' },
      { path: 'cap', label: '封顶（面积热费的比例）', unit: 'percent', optional: true, hint: '100% 即不超过面积热费；不封顶时留空。' },
      choice('missing', '无表或坏表时', { 'area-fee': '按面积热费', neighbours: '按同类用户平均用热量' }),
    ],
  },
  'charge-limit@1': {
    explanation: '一个面积行的热费不低于最低收费、不超过封顶；在按天分摊之前比较。',
    feeType: 'heat',
    start: { least: { fen: 30_000 } },
    fields: (['least', 'most'] as const).flatMap((limit): FieldForm[] => {
      const label = { least: '最低收费', most: '封顶' }[limit]
      const fixed = { of: limit, code: 'fixed', label: '固定金额' }
      const perArea = { of: limit, code: 'per-area', label: '按面积' }
      return [
        { path: `${limit}.fen`, label: `${label}（元）`, unit: 'fen', optional: true, alternative: fixed },
        { path: `${limit}.priceE4`, label: `${label}（元/㎡）`, unit: 'yuan/m²', optional: true, alternative: perArea },
        { ...areaBasisField, path: `${limit}.areaBasis`, label: `${label}的面积口径`, optional: true, alternative: perArea },
      ]
    }),
  },
}
