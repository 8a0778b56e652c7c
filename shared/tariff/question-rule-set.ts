import { isLocalDay } from '../calendar/local-day.ts'
import { formatPercent, formatPrice } from '../format/amount.ts'
import type { HeatedAreaFacts } from './facts.ts'
import { fieldsOf } from './fault.ts'
import { familyOf, kindOf, ruleKinds } from './kinds/registry.ts'
import type { Rule, RuleSet } from './rule-set.ts'

/** Something that can be meant but hardly ever is: a person must confirm it before it is published. Never keeps anything from being priced. */
export type Question = { readonly code: QuestionCode; readonly path: string; readonly message: string }
export type QuestionCode =
  | 'DAILY_RATE_ABOVE_1_PERCENT'
  | 'LATE_FEE_WITHOUT_CAP'
  | 'LATE_FEE_CAP_ABOVE_PRINCIPAL'
  | 'DAY_OUTSIDE_SEASON'
  | 'PRICE_OF_NOTHING'
  | 'PRICE_UNUSUALLY_HIGH'
  | 'STOP_SHARE_ABOVE_60_PERCENT'
  | 'DISCOUNT_ABOVE_10_PERCENT'
  | 'FACTOR_ABOVE_3'
  | 'NO_STOP_RULE'
  | 'CHARGED_TWICE'
  | 'INSIDE_LARGER_THAN_GROSS'
  | 'BILLED_FAR_FROM_GROSS'
  | 'HEIGHT_UNUSUAL'

/** Everything odd about a rule set that has no faults, at once. */
export function questionRuleSet(ruleSet: RuleSet): Question[] {
  const ofRules = ruleSet.rules.flatMap((rule, index) =>
    [...questionRule(rule.kind, fieldsOf(rule.params)), ...questionDays(rule.params, ruleSet.seasonCode)].map((question) => ({
      ...question,
      path: `rules[${index}].params.${question.path}`,
    })),
  )
  const stops = ruleSet.rules.some(({ kind }) => kind === 'stop-base-fee@1')
  const all = [...ofRules, ...questionTwoCharges(ruleSet.rules)]
  if (stops) return all
  return [...all, { code: 'NO_STOP_RULE', path: 'rules', message: '没有停热基础费规则：有报停的用热户将无法出账，请确认' }]
}

/** Of one kind the more specific rule wins; of two kinds both charge, which is seldom meant. */
function questionTwoCharges(rules: readonly Rule[]): Question[] {
  return rules.flatMap((rule, index): Question[] => {
    const before = rules.slice(0, index).findIndex((other) => bothCharge(rule, other))
    const message = `第 ${index + 1} 条与第 ${before + 1} 条规则会对同一用户的同一费用各收一次，请确认不是重复计费`
    return before < 0 ? [] : [{ code: 'CHARGED_TWICE', path: `rules[${index}]`, message }]
  })
}

function bothCharge(one: Rule, other: Rule): boolean {
  const charge = [one, other].every(({ kind }) => kindOf(ruleKinds, kind)?.role === 'charge')
  const meet = (['customerClass', 'priceType'] as const).every((key) => [one[key], other[key]].includes('*') || one[key] === other[key])
  return charge && meet && one.feeType === other.feeType && familyOf(one.kind) !== familyOf(other.kind)
}

type Fields = Readonly<Record<string, unknown>>

function questionRule(kind: string, params: Fields): Question[] {
  if (kind.startsWith('late-fee@')) return questionLateFee(params)
  if (kind === 'stop-base-fee@1' && share(params.share) > 0.6) {
    return [{ code: 'STOP_SHARE_ABOVE_60_PERCENT', path: 'share', message: '停热基础费超过全额的 60%，请确认' }]
  }
  if (kind === 'discount@1') return questionDiscounts(params)
  const prices = ['priceE4', 'areaPriceE4'].flatMap((key) => questionPrice(kind, key, params[key]))
  return [...prices, ...questionFactors(params)]
}

function questionLateFee({ dailyRatePpm, cap }: Fields): Question[] {
  const questions: Question[] = []
  if (Number(dailyRatePpm) > 10_000) {
    const message = `违约金每日 ${formatPercent(Number(dailyRatePpm))}，超过 1%，是否应为千分之几？`
    questions.push({ code: 'DAILY_RATE_ABOVE_1_PERCENT', path: 'dailyRatePpm', message })
  }
  if (fieldsOf(cap).kind === 'none') {
    questions.push({ code: 'LATE_FEE_WITHOUT_CAP', path: 'cap', message: '违约金没有上限，可能超过本金，请确认' })
  }
  if (fieldsOf(cap).kind === 'share' && share(cap) > 1) {
    questions.push({ code: 'LATE_FEE_CAP_ABOVE_PRINCIPAL', path: 'cap', message: '违约金上限高于本金，请确认' })
  }
  return questions
}

/** A day in neither of the season's years: most often one forgotten when last season was copied. */
function questionDays(params: unknown, seasonCode: string, path = ''): Question[] {
  if (isLocalDay(params)) {
    const year = Number(params.slice(0, 4))
    const [first, last] = [Number(seasonCode.slice(0, 4)), Number(seasonCode.slice(-4))]
    if (!(year < first || year > last)) return []
    return [{ code: 'DAY_OUTSIDE_SEASON', path, message: `${params} 不在 ${seasonCode} 采暖季的年份内，是否沿用了以前的日期？` }]
  }
  if (typeof params !== 'object' || params === null) return []
  const at = (key: string) => (Array.isArray(params) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`)
  return Object.entries(params).flatMap(([key, value]) => questionDays(value, seasonCode, at(key)))
}

function questionDiscounts({ windows }: Fields): Question[] {
  if (!Array.isArray(windows)) return []
  return windows.flatMap((window, index): Question[] => {
    const { kind, share: part } = fieldsOf(fieldsOf(window).amount)
    if (kind !== 'percent' || share(part) <= 0.1) return []
    return [{ code: 'DISCOUNT_ABOVE_10_PERCENT', path: `windows[${index}].amount.share`, message: '优惠超过 10%，请确认' }]
  })
}

/** Yuan per m² and season from which a price is asked about; per month or day in proportion. */
const unusualE4 = 1_500_000

function questionPrice(kind: string, key: string, priceE4: unknown): Question[] {
  if (typeof priceE4 !== 'number' || kind === 'quantity-fee@1' || kind === 'area-fee@1') return []
  if (priceE4 === 0) return [{ code: 'PRICE_OF_NOTHING', path: key, message: '单价为 0，请确认' }]
  if (priceE4 <= unusualE4) return []
  return [{ code: 'PRICE_UNUSUALLY_HIGH', path: key, message: `单价 ${formatPrice(priceE4)} 元/㎡，是否多写了一位？` }]
}

function questionFactors({ entries }: Fields): Question[] {
  if (!Array.isArray(entries)) return []
  return entries.flatMap((entry, index): Question[] =>
    share(fieldsOf(entry).factor) > 3 ? [{ code: 'FACTOR_ABOVE_3', path: `entries[${index}].factor`, message: '系数大于 3，请确认' }] : [],
  )
}

/** Only to compare with a round number; no amount is made of it. */
function share(value: unknown): number {
  const { num, den } = fieldsOf(value)
  return Number(num) / Number(den)
}

/** What is odd about an area row, for imports and the area form. */
export function questionArea(area: HeatedAreaFacts): Question[] {
  const { name, grossMilliM2, insideMilliM2, billedMilliM2, heightMm } = area
  const questions: Question[] = []
  if (insideMilliM2 !== null && insideMilliM2 > grossMilliM2) {
    questions.push({ code: 'INSIDE_LARGER_THAN_GROSS', path: 'insideMilliM2', message: `${name}套内面积大于建筑面积，请核对` })
  }
  if (grossMilliM2 > 0 && (billedMilliM2 > grossMilliM2 * 2 || billedMilliM2 * 2 < grossMilliM2)) {
    questions.push({ code: 'BILLED_FAR_FROM_GROSS', path: 'billedMilliM2', message: `${name}计费面积与建筑面积相差一倍以上，请核对` })
  }
  if (heightMm !== null && (heightMm < 2000 || heightMm > 12_000)) {
    questions.push({ code: 'HEIGHT_UNUSUAL', path: 'heightMm', message: `${name}层高 ${heightMm} 毫米，请核对单位` })
  }
  return questions
}
