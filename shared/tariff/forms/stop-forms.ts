import { choice, feeTypeChoices } from './common-fields.ts'
import type { FormsOf } from './form.ts'

const starts = { 'from-day': '当日起，按剩余天数', 'from-month': '当月 1 日起', 'whole-season': '全季' }

/** Forms of stopping and resuming. */
export const stopForms: FormsOf<'stop-base-fee@1' | 'stop-deadline@1' | 'stop-period@1'> = {
  'stop-base-fee@1': {
    explanation: '报停的面积按全额热费的一定比例交停热基础费，0% 即不收。',
    feeType: 'stop-base-fee',
    start: { share: { num: 30, den: 100 } },
    fields: [
      { path: 'share', label: '占全额热费的比例', unit: 'percent' },
      { path: 'ofFeeType', label: '所依据的费用种类', unit: 'text', choices: feeTypeChoices, optional: true, hint: '不填为热费。' },
    ],
  },
  'stop-deadline@1': {
    explanation: '报停须在截止日前申请；逾期申请的按用热计，或自申请后、次月起才按停热计。',
    feeType: 'heat',
    start: { deadline: { kind: 'day', on: '2026-09-30' }, late: 'as-heated', handlingDays: 0, unrecorded: 'refuse' },
    fields: [
      choice('deadline.kind', '截止日的写法', { day: '日期', 'before-season': '采暖季开始前若干天' }),
      { path: 'deadline.on', label: '截止日', unit: 'day', when: { path: 'deadline.kind', is: ['day'] }, hint: '含当日。' },
      { path: 'deadline.days', label: '采暖季开始前', unit: 'days', when: { path: 'deadline.kind', is: ['before-season'] } },
      { path: 'noticeDays', label: '季中报停提前', unit: 'days', optional: true, hint: '不填则季中报停也适用以上截止日。' },
      choice('late', '逾期申请', {
        'as-heated': '该次停热按用热计',
        'from-application': '自申请后起停热',
        'from-next-month': '自次月 1 日起停热',
      }),
      { path: 'handlingDays', label: '受理天数', unit: 'days', hint: '“自申请后起停热”时，申请后多少天起算；没有填 0。' },
      choice('unrecorded', '申请日未登记时', { refuse: '不予计价，须先登记', 'in-time': '视为按时申请' }),
    ],
  },
  'stop-period@1': {
    explanation: '一季之内分时段报停、复热、季中开户怎样按天计费；没有此规则时全部按天。',
    feeType: 'heat',
    start: { minStopDays: 0, resumed: 'from-day', connected: 'from-day', baseFee: 'by-days', denominator: 'notice' },
    fields: [
      { path: 'minStopDays', label: '最短报停天数', unit: 'days', hint: '不足的按用热计；不限填 0。' },
      { path: 'maxStops', label: '每季最多报停次数', unit: 'count', optional: true },
      choice('resumed', '复热后热费', starts),
      choice('connected', '季中开户热费', starts),
      choice('baseFee', '复热后的停热基础费', { 'by-days': '只计停热的天数', 'whole-season': '全季照收', deducted: '全季照收，抵扣热费' }),
      choice('denominator', '按天分摊的分母', { notice: '价格文件的天数', calendar: '日历天数' }),
    ],
  },
}
