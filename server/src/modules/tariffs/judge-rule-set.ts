import { type LocalDay, laterOf } from '../../../../shared/calendar/local-day.ts'
import type { RuleSetRemark } from '../../../../shared/contracts/tariffs.ts'
import { checkRuleSet } from '../../../../shared/tariff/check-rule-set.ts'
import type { FeeType } from '../../../../shared/tariff/fee-type.ts'
import { questionRuleSet } from '../../../../shared/tariff/question-rule-set.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { unservedFault } from './publish-rule-set.ts'
import type { NeighbourVersion } from './rule-set-file.repository.ts'

/** Everything there is to say about a rule set before it is published, at once. Paths start inside its content. */
export type Judgement = {
  /** What is impossible: nothing can be priced with it. */
  readonly faults: readonly RuleSetRemark[]
  /** What can be priced, but not yet billed. */
  readonly unserved: readonly RuleSetRemark[]
  /** What is odd: a person confirms it, one by one. */
  readonly questions: readonly RuleSetRemark[]
}

/** The season a set is for, and the versions of its unit that are published. */
export type Surroundings = {
  readonly startsOn: LocalDay
  readonly endsOn: LocalDay
  readonly published: readonly NeighbourVersion[]
  /** What the company charges. */
  readonly feeTypes: readonly FeeType[]
}

export function judgeRuleSet(ruleSet: RuleSet, around: Surroundings): Judgement {
  const faults = [...checkRuleSet(ruleSet), ...checkFrame(ruleSet, around.endsOn)].map(plain)
  return {
    faults,
    unserved: [
      ...ruleSet.rules.flatMap(unservedFault).map((fault) => ({ code: 'NOT_SERVED_YET', ...fault })),
      ...checkFeeTypes(ruleSet, around.feeTypes),
    ],
    questions: faults.length > 0 ? [] : [...questionRuleSet(ruleSet).map(plain), ...questionNeighbours(ruleSet, around)],
  }
}

/** Faults of the head of a set: a draft with one cannot be kept, whatever its rules are. */
export function isOfFrame({ path }: RuleSetRemark): boolean {
  return path !== 'rules' && !path.startsWith('rules[')
}

function checkFrame({ notice, rules, validFrom }: RuleSet, endsOn: LocalDay): RuleSetRemark[] {
  const faults: RuleSetRemark[] = []
  if (notice.title.trim() === '') faults.push({ code: 'IMPOSSIBLE_VALUE', path: 'notice.title', message: '价格文件名称不能为空' })
  if (validFrom > endsOn)
    faults.push({ code: 'IMPOSSIBLE_VALUE', path: 'validFrom', message: `生效日 ${validFrom} 晚于采暖季最后一天 ${endsOn}` })
  if (rules.length === 0) faults.push({ code: 'NO_RULE', path: 'rules', message: '至少要有一条计费规则' })
  return faults
}

/** A rule may charge what the company has and has not closed. */
function checkFeeTypes({ rules }: RuleSet, feeTypes: readonly FeeType[]): RuleSetRemark[] {
  return rules.flatMap(({ feeType }, index) => {
    const known = feeTypes.find(({ code }) => code === feeType)
    if (known?.state === 'open') return []
    const message = known ? `费用种类“${known.name}”已停用` : `没有代码为 ${feeType} 的费用种类，请先在“费用种类”中新增`
    return [{ code: known ? 'FEE_TYPE_CLOSED' : 'FEE_TYPE_UNKNOWN', path: `rules[${index}].feeType`, message }]
  })
}

/** A version that is in force by the season's first day leaves none of its days to one that came into force before it. */
function questionNeighbours({ validFrom }: RuleSet, { startsOn, published }: Surroundings): RuleSetRemark[] {
  return published.flatMap(({ version, validFrom: since, frozenAt }) => {
    const questions: RuleSetRemark[] = []
    if (validFrom <= laterOf(since, startsOn)) {
      const message = `已发布的第 ${version} 版自 ${since} 起生效，本版自 ${validFrom} 起生效：发布后第 ${version} 版不再用于本采暖季的新账单，请确认`
      questions.push({ code: 'REPLACES_VERSION', path: 'validFrom', message })
    }
    if (frozenAt !== null) {
      const message = `第 ${version} 版已经出过账：已出的账单不会随本版改变，只影响以后出的账，请确认`
      questions.push({ code: 'BILLS_ARE_POSTED', path: 'validFrom', message })
    }
    return questions
  })
}

function plain({ code, path, message }: RuleSetRemark): RuleSetRemark {
  return { code, path, message }
}
