import { knownBuildingTypes, knownRowKinds, type Named } from '../../format/names.ts'
import { areaBasisField, boundField, choice, heightFields } from './common-fields.ts'
import type { FieldForm, FormsOf } from './form.ts'

const storey = { height: 'storey', scales: 'price', unrecorded: 'refuse' } as const

const heightBand = (factor: string): FieldForm[] => [
  { path: 'from', label: '从', unit: 'height' },
  { path: 'to', label: '到', unit: 'height', special: { value: null, label: '不限' } },
  { path: 'factor', label: factor, unit: 'fraction' },
]

const choicesOf = (known: readonly Named[]) => known.map(({ code, name }) => ({ value: code, label: name }))
const entriesOf = (known: readonly Named[]): FieldForm => ({
  path: 'entries',
  label: '系数表',
  unit: 'table',
  columns: [
    { path: 'value', label: '代码', unit: 'text', choices: choicesOf(known), hint: '与面积行上登记的代码一致。' },
    { path: 'name', label: '名称', unit: 'text', hint: '印在账单上。' },
    { path: 'factor', label: '系数', unit: 'fraction' },
  ],
})
const otherwise: FieldForm = {
  path: 'otherwise',
  label: '其余情形的系数',
  unit: 'fraction',
  special: { value: 'refuse', label: '不予计价，须先登记' },
}

/** Forms of what multiplies the heat charge. */
export const factorForms: FormsOf<
  | 'building-coefficient@1'
  | 'row-factor@1'
  | 'clear-height@1'
  | 'area-ratio@1'
  | 'public-share@1'
  | 'height-ratio@1'
  | 'height-steps@1'
  | 'height-linear@1'
  | 'height-bands@1'
  | 'low-occupancy@1'
> = {
  'building-coefficient@1': {
    explanation: '热费乘以建筑类型的系数，如多层 0.90、高层 0.82。',
    feeType: 'heat',
    start: { by: 'buildingType', entries: [{ value: 'multi', name: '多层', factor: { num: 90, den: 100 } }], otherwise: 'refuse' },
    fields: [choice('by', '依据', { buildingType: '建筑类型' }), entriesOf(knownBuildingTypes), otherwise],
  },
  'row-factor@1': {
    explanation: '阁楼、阳台、车库等面积行按类别打折，如阁楼一半、开放阳台不计。',
    feeType: 'heat',
    start: { by: 'rowKind', entries: [{ value: 'attic', name: '阁楼', factor: { num: 1, den: 2 } }], otherwise: { num: 1, den: 1 } },
    fields: [choice('by', '依据', { rowKind: '面积类别' }), entriesOf(knownRowKinds), otherwise],
  },
  'clear-height@1': {
    explanation: '坡屋顶、阁楼按净高折算面积，如 1.20 米以下不计、1.20 至 2.10 米计一半。',
    feeType: 'heat',
    start: {
      rowKinds: ['sloped-roof'],
      bands: [
        { from: 0, to: 1200, factor: { num: 0, den: 1 } },
        { from: 1200, to: 2100, factor: { num: 1, den: 2 } },
        { from: 2100, to: null, factor: { num: 1, den: 1 } },
      ],
      bound: 'lower',
    },
    fields: [
      { path: 'rowKinds', label: '适用的面积类别', unit: 'texts', choices: choicesOf(knownRowKinds) },
      { path: 'bands', label: '净高分档', unit: 'table', columns: heightBand('系数'), hint: '从 0 起首尾相接，最后一档不限。' },
      boundField,
    ],
  },
  'area-ratio@1': {
    explanation: '把一种面积折成另一种，如建筑面积除以 1.333 得使用面积。',
    feeType: 'heat',
    start: { ratio: { num: 1000, den: 1333 }, name: '使用面积系数' },
    fields: [
      { path: 'ratio', label: '折算系数', unit: 'fraction', hint: '除以 1.333 即 1000/1333。' },
      { path: 'name', label: '名称', unit: 'text', hint: '印在账单上。' },
    ],
  },
  'public-share@1': {
    explanation: '从计费面积中扣除全部或部分公摊面积。',
    feeType: 'heat',
    start: { areaBasis: 'gross', share: { num: 1, den: 1 } },
    fields: [
      { ...areaBasisField, hint: '须与热价的面积口径相同，且含公摊。' },
      { path: 'share', label: '扣除公摊的比例', unit: 'percent' },
    ],
  },
  'height-ratio@1': {
    explanation: '超过起计高度的，系数为 高度 ÷ 标准高度，如 3.30 米按 3 米折算为 1.1。',
    feeType: 'heat',
    start: { ...storey, overMm: 3000, perMm: 3000 },
    fields: [...heightFields, { path: 'perMm', label: '标准高度', unit: 'height' }],
  },
  'height-steps@1': {
    explanation: '超过起计高度的，每一级加收一定比例，如超过 3.20 米每 0.10 米加收 3%。',
    feeType: 'heat',
    start: { ...storey, overMm: 3200, stepMm: 100, steps: 'started', perStep: { num: 3, den: 100 } },
    fields: [
      ...heightFields,
      { path: 'stepMm', label: '级距', unit: 'height' },
      choice('steps', '不足一级', { started: '按一级计', full: '不计' }),
      { path: 'perStep', label: '每级加收', unit: 'percent' },
      { path: 'cap', label: '加收上限', unit: 'percent', optional: true, hint: '100% 即最多加收一倍；不限时留空。' },
    ],
  },
  'height-linear@1': {
    explanation: '超过起计高度的，系数为 1 + 每米加收 × 超出的米数；单层建筑可从另一基数起。',
    feeType: 'heat',
    start: { ...storey, overMm: 3000, perMetre: { num: 333, den: 1000 } },
    fields: [
      ...heightFields,
      { path: 'perMetre', label: '每米加收系数', unit: 'fraction' },
      { path: 'singleStoreyBase', label: '单层建筑的基数', unit: 'fraction', optional: true },
    ],
  },
  'height-bands@1': {
    explanation: '超过起计高度的，按高度分档各有系数。',
    feeType: 'heat',
    start: {
      ...storey,
      overMm: 3000,
      bands: [
        { from: 3000, to: 4000, factor: { num: 12, den: 10 } },
        { from: 4000, to: null, factor: { num: 15, den: 10 } },
      ],
      bound: 'upper',
    },
    fields: [
      ...heightFields,
      { path: 'bands', label: '超高分档', unit: 'table', columns: heightBand('系数'), hint: '从起计高度起首尾相接。' },
      boundField,
    ],
  },
  'low-occupancy@1': {
    explanation: '所在楼用热比例低于界限时加收，如低于 50% 加收 20%。',
    feeType: 'heat',
    start: { belowPpm: 500_000, surcharge: { num: 20, den: 100 }, unrecorded: 'refuse' },
    fields: [
      { path: 'belowPpm', label: '用热比例低于', unit: 'ppm' },
      { path: 'surcharge', label: '加收', unit: 'percent' },
      choice('unrecorded', '用热比例未登记时', { refuse: '不予计价，须先登记', none: '不加收' }),
    ],
  },
}
