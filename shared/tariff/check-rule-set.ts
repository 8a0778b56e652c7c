import { isLocalDay } from '../calendar/local-day.ts'
import { roundingModes, roundingUnits } from '../money/round.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf, impossible, within } from './fault.ts'
import { familyOf, kindOf, type RuleKinds, ruleKinds } from './kinds/registry.ts'
import { type RoundingLevel, type Rule, type RuleSet, roundingLevels } from './rule-set.ts'

/** Everything that keeps a rule set from being published or priced with, at once. What is typed here may come from JSON, so nothing is taken on trust. */
export function checkRuleSet(ruleSet: RuleSet, kinds: RuleKinds = ruleKinds): Fault[] {
  const { version, validFrom } = ruleSet
  const notice = fieldsOf(ruleSet.notice)
  return [
    ...checkWhole('version', '价目版本', version, 1, 1_000_000),
    ...checkDay('validFrom', '生效日', validFrom),
    ...checkText('seasonCode', '采暖季', ruleSet.seasonCode),
    ...checkText('notice.no', '价格文件文号', notice.no),
    ...checkDay('notice.issuedOn', '价格文件发布日', notice.issuedOn),
    ...checkRounding(ruleSet.rounding, roundingLevels),
    ...ruleSet.rules.flatMap((rule, index) => within(`rules[${index}]`, checkRule(rule, kinds))),
    ...checkDoubles(ruleSet.rules),
    ...checkCircles(ruleSet.rules),
  ]
}

function checkRule(rule: Rule, kinds: RuleKinds): Fault[] {
  const texts = (['customerClass', 'priceType', 'feeType'] as const).flatMap((key) => checkText(key, textNames[key], fieldsOf(rule)[key]))
  const kind = kindOf(kinds, rule.kind)
  // Its own rounding may not be that of the bill: other lines would not be in the sum.
  if (rule.rounding !== undefined) texts.push(...checkRounding(rule.rounding, ['line', 'fee']))
  if (rule.rounding !== undefined && kind && kind.role !== 'charge' && kind.role !== 'household-charge') {
    texts.push(impossible('rounding', `“${kind.title}”本身不产生费用，不能单独规定进位`))
  }
  if (!kind) return [...texts, { code: 'UNKNOWN_RULE_KIND', path: 'kind', message: `没有“${String(rule.kind)}”这种计费规则` }]
  return [...texts, ...within('params', kind.check(rule.params))]
}

const textNames = { customerClass: '用户类型', priceType: '单价类型', feeType: '费用种类' }

/** Two rules of one kind (in whichever version of it) and fee type for the same class and price type: one of them is a mistake. */
function checkDoubles(rules: readonly Rule[]): Fault[] {
  const firstAt = new Map<string, number>()
  return rules.flatMap((rule, index): Fault[] => {
    const key = JSON.stringify([familyOf(rule.kind), rule.feeType, rule.customerClass, rule.priceType])
    const first = firstAt.get(key)
    if (first === undefined) firstAt.set(key, index)
    const message = `第 ${index + 1} 条规则与第 ${(first ?? 0) + 1} 条重复：用户类型、单价类型和费用种类都相同`
    return first === undefined ? [] : [{ code: 'OVERLAPPING_RULES', path: `rules[${index}]`, message }]
  })
}

/** A percentage of a percentage never ends when the second is one of the first. */
function checkCircles(rules: readonly Rule[]): Fault[] {
  const percentTypes = new Set(rules.filter(({ kind }) => kind === 'percent-fee@1').map(({ feeType }) => feeType))
  return rules.flatMap((rule, index): Fault[] => {
    const { ofFeeType } = fieldsOf(rule.params)
    if (rule.kind !== 'percent-fee@1' || !percentTypes.has(String(ofFeeType))) return []
    const message = `第 ${index + 1} 条规则按比例费用又以按比例费用“${String(ofFeeType)}”为依据`
    return [{ code: 'CIRCULAR_FEES', path: `rules[${index}].params.ofFeeType`, message }]
  })
}

function checkRounding(value: unknown, levels: readonly RoundingLevel[]): Fault[] {
  const { level, mode, unit } = fieldsOf(value)
  return [
    ...checkOneOf('rounding.level', '进位层次', level, levels),
    ...checkOneOf('rounding.mode', '进位方式', mode, roundingModes),
    ...checkOneOf('rounding.unit', '进位单位', unit, roundingUnits),
  ]
}

function checkText(path: string, label: string, value: unknown): Fault[] {
  return typeof value === 'string' && value.trim() !== '' ? [] : [impossible(path, `${label}不能为空`)]
}

function checkDay(path: string, label: string, value: unknown): Fault[] {
  return isLocalDay(value) ? [] : [impossible(path, `${label}应为 年-月-日 格式的日期，现为 ${String(value)}`)]
}
