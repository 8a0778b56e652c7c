import { formatPercent } from '../../format/amount.ts'
import { fraction, multiply } from '../../money/fraction.ts'
import { checkWhole, type Fault, fieldsOf, impossible } from '../fault.ts'
import { heatFeeType, type RuleOf } from '../rule-set.ts'
import type { Step } from '../step.ts'
import { numberOf, textOf } from '../step-text.ts'
import { type ChargeKind, isRefused } from './rule-kind.ts'

export type StopBaseFeeParams = {
  /** Share of the full charge: 30 % is 30/100; 0/1 where stopping costs nothing. */
  readonly share: { readonly num: number; readonly den: number }
  /** The fee type it is a share of; heat when absent. */
  readonly ofFeeType?: string
}
export type StopBaseFeeRule = RuleOf<'stop-base-fee@1', StopBaseFeeParams>

/** 停热基础费: a share of what the stopped area would pay if it were heated. */
export const stopBaseFee: ChargeKind<StopBaseFeeRule> = {
  role: 'charge',
  takesFactors: false,
  title: '停热基础费',
  texts: {
    'stop-share': {
      sentence: (step) => `停热，按全额费用的 ${shareText(step)} 收取停热基础费（依据：${textOf(step, 'noticeNo')}）`,
      term: (step) => {
        const text = shareText(step)
        return { text, labelled: text, value: fraction(numberOf(step, 'num'), numberOf(step, 'den')) }
      },
    },
  },
  check(params) {
    const { share, ofFeeType } = fieldsOf(params)
    const { num, den } = fieldsOf(share)
    const faults: Fault[] = [
      ...checkWhole('share.num', '基础费比例的分子', num, 0, 1_000_000),
      ...checkWhole('share.den', '基础费比例的分母', den, 1, 1_000_000),
    ]
    if (faults.length === 0 && Number(num) > Number(den)) faults.push(impossible('share', `停热基础费不能超过全额热费，现为 ${num}/${den}`))
    if (ofFeeType !== undefined && typeof ofFeeType !== 'string') faults.push(impossible('ofFeeType', '基础费所依据的费用种类应为文字'))
    return faults
  },
  charges: (area) => area.status === 'stopped',
  purpose: () => 'stop-base-fee',
  covers: (rule) => rule.params.ofFeeType ?? heatFeeType,
  price({ rule, ruleSet, fullCharge }) {
    const full = fullCharge(rule.params.ofFeeType ?? heatFeeType)
    if (isRefused(full)) return full
    const { num, den } = rule.params.share
    const noticeNo = ruleSet.notice.no
    return {
      exact: multiply(full.exact, fraction(num, den)),
      steps: [...full.steps, { code: 'stop-share', values: { num, den, noticeNo } }],
    }
  },
}

/** 30% where it is a whole number of parts per million, else 1/3. */
function shareText(step: Step): string {
  const [num, den] = [numberOf(step, 'num'), numberOf(step, 'den')]
  const ppm = num * 1_000_000
  return ppm % den === 0 ? formatPercent(ppm / den) : `${num}/${den}`
}
