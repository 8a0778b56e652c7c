import { knownChannels } from '../../format/names.ts'
import { discountExclusions } from '../kinds/discount.ts'
import { boundField, choice } from './common-fields.ts'
import type { FieldForm, FormsOf } from './form.ts'

const exclusionNames: Readonly<Record<(typeof discountExclusions)[number], string>> = {
  arrears: '有往年陈欠',
  stopped: '报停',
  'part-payment': '未一次缴清',
  'low-income': '低保等已享受补贴',
  'other-payer': '由单位或他方承担',
}

const lateFields = (bases: Readonly<Record<string, string>>): FieldForm[] => [
  { path: 'dailyRatePpm', label: '每日费率', unit: 'permille' },
  { path: 'dueOn', label: '缴费截止日', unit: 'day', hint: '截止日次日为第 1 天。' },
  { path: 'graceDays', label: '宽限天数', unit: 'days', hint: '宽限的天数不计违约金；没有填 0。' },
  choice('base', '计算基数', bases),
  choice('cap.kind', '上限', { none: '不设上限', principal: '不超过本金', share: '不超过本金的一定比例' }),
  { path: 'cap', label: '上限比例', unit: 'percent', when: { path: 'cap.kind', is: ['share'] } },
]
const late = { dailyRatePpm: 1000, dueOn: '2026-11-14', graceDays: 0, base: 'unpaid', cap: { kind: 'principal' } } as const

const roundingFields: readonly FieldForm[] = [
  choice('rounding.mode', '进位方式', { 'half-up': '四舍五入', truncate: '舍去尾数' }),
  choice('rounding.unit', '进位到', { fen: '分', jiao: '角', yuan: '元' }),
]

/** Forms of what is not charged when a season is billed: late fee, discounts, refunds. */
export const policyForms: FormsOf<'late-fee@1' | 'late-fee@2' | 'discount@1' | 'poor-heat@1' | 'outage-refund@1'> = {
  'late-fee@1': {
    explanation: '逾期按未缴金额每日计收违约金，不计复利。',
    feeType: 'late-fee',
    start: late,
    fields: lateFields({ unpaid: '未缴金额' }),
    supersededBy: 'late-fee@2',
  },
  'late-fee@2': {
    explanation: '逾期每日计收违约金，基数为未缴金额，或有欠款期间的全季应收；不计复利。',
    feeType: 'late-fee',
    start: late,
    fields: lateFields({ unpaid: '未缴金额', 'season-total': '全季应收' }),
  },
  'discount@1': {
    explanation: '在规定时段内一次缴清的优惠，按比例或固定金额，可限定渠道；以款项到账日为准。',
    feeType: 'heat',
    start: {
      windows: [{ fromOn: '2026-09-01', toOn: '2026-09-30', channels: '*', amount: { kind: 'percent', share: { num: 25, den: 1000 } } }],
      excluded: ['arrears', 'stopped', 'part-payment'],
      rounding: { mode: 'half-up', unit: 'fen' },
    },
    fields: [
      {
        path: 'windows',
        label: '优惠时段',
        unit: 'table',
        columns: [
          { path: 'fromOn', label: '自', unit: 'day' },
          { path: 'toOn', label: '至', unit: 'day' },
          {
            path: 'channels',
            label: '渠道',
            unit: 'choices',
            choices: knownChannels.map(({ code, name }) => ({ value: code, label: name })),
            special: { value: '*', label: '全部渠道' },
          },
          choice('amount.kind', '优惠方式', { percent: '按比例', fixed: '固定金额' }),
          { path: 'amount.share', label: '优惠比例', unit: 'percent', when: { path: 'amount.kind', is: ['percent'] } },
          { path: 'amount.amountFen', label: '优惠金额（元）', unit: 'fen', when: { path: 'amount.kind', is: ['fixed'] } },
        ],
        hint: '同一渠道的时段不能重叠。',
      },
      {
        path: 'excluded',
        label: '不予优惠的情形',
        unit: 'choices',
        choices: discountExclusions.map((value) => ({ value, label: exclusionNames[value] })),
      },
      ...roundingFields,
    ],
  },
  'poor-heat@1': {
    explanation: '室温不达标按天退费：日热费 × 所在温度档的比例 × 天数 × 不达标面积占比。',
    feeType: 'heat',
    start: {
      bands: [
        { from: -10_000, to: 1400, share: { num: 1, den: 1 } },
        { from: 1400, to: 1800, share: { num: 50, den: 100 } },
      ],
      bound: 'lower',
      excludedWindows: [],
      graceDays: 2,
      countsFrom: 'report',
    },
    fields: [
      {
        path: 'bands',
        label: '室温分档',
        unit: 'table',
        columns: [
          { path: 'from', label: '从', unit: 'temperature' },
          { path: 'to', label: '到', unit: 'temperature', special: { value: null, label: '不限' } },
          { path: 'share', label: '退日热费的比例', unit: 'percent' },
        ],
        hint: '不在任何一档的温度为达标。',
      },
      boundField,
      {
        path: 'excludedWindows',
        label: '不计测温的时段',
        unit: 'table',
        columns: [
          { path: 'fromMinute', label: '自', unit: 'minute' },
          { path: 'toMinute', label: '至', unit: 'minute' },
        ],
      },
      { path: 'graceDays', label: '处理期限', unit: 'days' },
      choice('countsFrom', '退费起算', { report: '自报修之日（处理期限内未解决的）', 'after-grace': '自处理期限届满' }),
      {
        path: 'monthWeights',
        label: '各月占全季热费的比例',
        unit: 'table',
        optional: true,
        columns: [
          { path: 'month', label: '月份', unit: 'month' },
          { path: 'percent', label: '比例', unit: 'whole-percent' },
        ],
        hint: '合计应为 100%；不填为每天相等。',
      },
    ],
  },
  'outage-refund@1': {
    explanation: '换热站停热达到规定时长的，对其全部用热户按天退费。',
    feeType: 'heat',
    start: { hours: 12, atLeast: 'more', count: 'started-days', share: { num: 1, den: 1 } },
    fields: [
      { path: 'hours', label: '起退小时数', unit: 'hours' },
      choice('atLeast', '起退界限', { this: '达到即退', more: '超过才退' }),
      choice('count', '计时方式', { 'started-days': '不足一天按一天', 'full-days': '不足一天不计', hours: '按小时' }),
      { path: 'share', label: '退日热费的比例', unit: 'percent' },
    ],
  },
}
