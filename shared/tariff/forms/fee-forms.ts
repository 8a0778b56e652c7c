import { areaBasisField, choice, feeTypeChoices, payerChoices } from './common-fields.ts'
import type { FieldForm, FormsOf } from './form.ts'

/** Forms of charges that are not heat, and of who pays. */
export const feeForms: FormsOf<'fixed-fee@1' | 'quantity-fee@1' | 'percent-fee@1' | 'area-fee@1' | 'payer-share@1' | 'payer-share@2'> = {
  'fixed-fee@1': {
    explanation: '每户或每次收取固定金额，如手续费、功能费。',
    feeType: 'handling',
    start: { amountFen: 5_000 },
    fields: [
      { path: 'amountFen', label: '金额（元）', unit: 'fen' },
      { path: 'quantity', label: '按次计收的数量名称', unit: 'text', optional: true, hint: '不填为每户每季一次。' },
    ],
  },
  'quantity-fee@1': {
    explanation: '按用量收取，如热水、蒸汽。',
    feeType: 'hot-water',
    start: { quantity: 'hot-water-m3', unit: '立方米', priceE4: 185_000 },
    fields: [
      { path: 'quantity', label: '数量名称', unit: 'text', hint: '与登记用量时的名称一致。' },
      { path: 'unit', label: '计量单位', unit: 'text' },
      { path: 'priceE4', label: '单价（元/计量单位）', unit: 'yuan/unit' },
    ],
  },
  'percent-fee@1': {
    explanation: '按另一种费用的一定比例收取。',
    feeType: 'extra',
    start: { ofFeeType: 'heat', share: { num: 5, den: 100 } },
    fields: [
      { path: 'ofFeeType', label: '所依据的费用种类', unit: 'text', choices: feeTypeChoices },
      { path: 'share', label: '比例', unit: 'percent' },
    ],
  },
  'area-fee@1': {
    explanation: '按面积一次性收取，不按天分摊，如入网费。',
    feeType: 'connection',
    start: { priceE4: 600_000, areaBasis: 'gross' },
    fields: [{ path: 'priceE4', label: '单价（元/㎡）', unit: 'yuan/m²' }, areaBasisField],
  },
  'payer-share@1': {
    explanation: '热费的一部分由政府、单位或开发商承担，成为他们的应收；各方之和等于整笔热费。',
    feeType: 'heat',
    start: { parts: [{ payer: 'government', pays: { kind: 'per-area', priceE4: 30_000, areaBasis: 'billed' } }] },
    fields: [payerTable()],
    supersededBy: 'payer-share@2',
  },
  'payer-share@2': {
    explanation: '热费的一部分由政府、单位或开发商承担，成为他们的应收，可只限前若干平方米；各方之和等于整笔热费。',
    feeType: 'heat',
    start: { parts: [{ payer: 'government', pays: { kind: 'per-area', priceE4: 30_000, areaBasis: 'billed' } }] },
    fields: [
      payerTable(
        { path: 'pays.first.milliM2', label: '限前（㎡）', unit: 'area', optional: true, when: { path: 'pays.kind', is: ['share'] } },
        {
          ...areaBasisField,
          path: 'pays.first.areaBasis',
          label: '限额的面积口径',
          optional: true,
          when: { path: 'pays.kind', is: ['share'] },
        },
        { path: 'pays.firstMilliM2', label: '限前（㎡）', unit: 'area', optional: true, when: { path: 'pays.kind', is: ['per-area'] } },
      ),
    ],
  },
}

function payerTable(...more: FieldForm[]): FieldForm {
  return {
    path: 'parts',
    label: '付费方',
    unit: 'table',
    columns: [
      { path: 'payer', label: '付费方', unit: 'choice', choices: payerChoices },
      choice('pays.kind', '承担方式', { share: '按比例', 'per-area': '每平方米', fixed: '固定金额' }),
      { path: 'pays.share', label: '比例', unit: 'percent', when: { path: 'pays.kind', is: ['share'] } },
      { path: 'pays.priceE4', label: '每平方米（元）', unit: 'yuan/m²', when: { path: 'pays.kind', is: ['per-area'] } },
      { ...areaBasisField, path: 'pays.areaBasis', when: { path: 'pays.kind', is: ['per-area'] } },
      ...more,
      { path: 'pays.amountFen', label: '金额（元）', unit: 'fen', when: { path: 'pays.kind', is: ['fixed'] } },
    ],
  }
}
