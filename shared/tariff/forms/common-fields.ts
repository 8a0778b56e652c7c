import { knownFeeTypes } from '../../format/names.ts'
import { basisNames } from '../area-step.ts'
import { areaBases, payers } from '../facts.ts'
import { payerName } from '../period-texts.ts'
import type { Choice, FieldForm } from './form.ts'

export const areaBasisField: FieldForm = {
  path: 'areaBasis',
  label: '面积口径',
  unit: 'choice',
  choices: areaBases.map((value) => ({ value, label: basisNames[value] })),
  hint: '计费面积是面积行上填写的面积，可与建筑面积不同。',
}

/** Suggestions: a company may have fee types of its own. */
export const feeTypeChoices: readonly Choice[] = knownFeeTypes.map(({ code, name }) => ({ value: code, label: name }))

export const payerChoices: readonly Choice[] = payers.map((value) => ({ value, label: payerName(value) }))

export function choice(path: string, label: string, choices: Readonly<Record<string, string>>, more: Partial<FieldForm> = {}): FieldForm {
  return { path, label, unit: 'choice', choices: Object.entries(choices).map(([value, name]) => ({ value, label: name })), ...more }
}

export const boundField = choice('bound', '分档边界归属', {
  lower: '含下限（如 45 ㎡ 整归“45 以上”）',
  upper: '含上限（如 45 ㎡ 整归“45 以下”）',
})

/** What height surcharges have in common. */
export const heightFields: readonly FieldForm[] = [
  choice('height', '高度口径', { storey: '层高', clear: '净高' }),
  choice('scales', '系数作用于', { price: '单价', area: '计费面积' }, { hint: '金额相同，只影响账单和发票怎样列示。' }),
  { path: 'overMm', label: '起计高度', unit: 'height', hint: '不超过此高度不加收。' },
  { path: 'contractOverMm', label: '由合同约定系数的高度', unit: 'height', optional: true, hint: '超过此高度按面积行上登记的合同系数。' },
  choice('unrecorded', '高度未登记时', { refuse: '不予计价，须先登记', none: '视为不超高' }),
]
