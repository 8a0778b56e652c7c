import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { formatFen } from '../../../../shared/format/amount.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { Step } from '../../../../shared/tariff/step.ts'
import { readJson } from '../verify/read-json.ts'
import type { PostedLine } from './posted-bills.ts'

/** What is compared beside the steps, in the words of the report. */
const COLUMNS = {
  feeType: '费用种类',
  areaNo: '面积行',
  customerClass: '用户类型',
  priceType: '单价类型',
  payerKind: '付费方',
  dueOn: '缴费截止日',
  throughOn: '计至',
  answersLineId: '所针对的明细',
  ruleKind: '计费规则',
  ruleSetId: '价目',
  ruleSetIds: '本季价目',
} as const satisfies Partial<Record<keyof PostedLine, string>>
type Column = keyof typeof COLUMNS
/** A line computed again, as far as its kind says what its columns are. */
export type ComputedLine = Pick<PostedLine, 'amountFen' | 'steps'> & Partial<Pick<PostedLine, Column>>

/** How a posted line differs from the same line computed again: the first step that differs, then the other columns. Null when it does not. */
export function differenceOf(posted: PostedLine, again: ComputedLine): string | null {
  const said = [
    stepDifference(posted.steps, again.steps),
    posted.amountFen === again.amountFen ? null : `金额账上 ${formatFen(posted.amountFen)} 元，重算 ${formatFen(again.amountFen)} 元`,
    ...Object.entries(COLUMNS).map(([name, title]) => {
      const column = name as Column
      if (!(column in again) || posted[column] === again[column]) return null
      return `${title}账上 ${posted[column] ?? '无'}，重算 ${again[column] ?? '无'}`
    }),
  ].filter((text) => text !== null)
  return said.length === 0 ? null : said.join('；')
}

function stepDifference(stored: string, again: string): string | null {
  if (stored === again) return null
  const posted = stepsOf(stored)
  const computed = stepsOf(again)
  if (!posted || !computed) return '账上的计算步骤无法读出'
  const at = Math.max(posted.length, computed.length)
  const first = Array.from({ length: at }, (_, index) => index).find((index) => textOf(posted[index]) !== textOf(computed[index]))
  if (first === undefined) return '账上计算步骤的写法与重算不同'
  return `第 ${first + 1} 步不同：账上“${sentenceOf(posted, first)}”，重算“${sentenceOf(computed, first)}”`
}

function stepsOf(text: string): readonly Step[] | null {
  const steps = readJson(text)
  const sound =
    Array.isArray(steps) && steps.every((step) => typeof step?.code === 'string' && typeof step.values === 'object' && step.values)
  return sound ? (steps as Step[]) : null
}

function textOf(step: Step | undefined): string {
  return step ? canonicalJson(step) : ''
}

/** Stored steps may have been tampered with, so that no sentence can be made of them: then they are shown raw. */
function sentenceOf(steps: readonly Step[], index: number): string {
  try {
    return renderSteps(steps)[index] ?? '没有这一步'
  } catch {
    return textOf(steps[index])
  }
}
