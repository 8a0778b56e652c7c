import { isLocalDay } from '../calendar/local-day.ts'
import { checkAreaExtras } from './check-area-extras.ts'
import type { HeatedAreaFacts, SeasonFacts, TariffFacts } from './facts.ts'
import { checkOneOf, checkWhole, type Fault, impossible, within } from './fault.ts'
import type { RuleSet } from './rule-set.ts'

/** 10 million m²: larger than any customer, small enough for amounts to stay exact. */
const largestMilliM2 = 10_000_000_000
const highestMm = 100_000

/** Everything about the facts that keeps them from being priced with this rule set, at once. */
export function checkFacts(facts: TariffFacts, ruleSet: RuleSet): Fault[] {
  const faults = [...within('season', checkSeason(facts.season, ruleSet)), ...checkAreas(facts)]
  if (facts.areas.length === 0) faults.push({ code: 'NO_AREAS', path: 'areas', message: '该用热户本采暖季没有面积行' })
  return faults
}

function checkSeason({ code, startsOn, endsOn, days }: SeasonFacts, ruleSet: RuleSet): Fault[] {
  const faults = checkWhole('days', '采暖季天数', days, 1, 366)
  if (code !== ruleSet.seasonCode) {
    faults.push({ code: 'SEASON_MISMATCH', path: 'code', message: `价目属于 ${ruleSet.seasonCode} 采暖季，不能用于 ${code}` })
  }
  if (!isLocalDay(startsOn) || !isLocalDay(endsOn)) faults.push(impossible('startsOn', '采暖季起止应为 年-月-日 格式的日期'))
  else if (startsOn > endsOn) faults.push(impossible('endsOn', `采暖季结束日 ${endsOn} 早于开始日 ${startsOn}`))
  return faults
}

function checkAreas({ areas, season }: TariffFacts): Fault[] {
  const seen = new Set<number>()
  return areas.flatMap((area, index) => {
    const faults = [...checkArea(area), ...checkAreaExtras(area, season)]
    if (seen.has(area.areaNo)) faults.push(impossible('areaNo', `面积行序号 ${area.areaNo} 重复`))
    seen.add(area.areaNo)
    return within(`areas[${index}]`, faults)
  })
}

function checkArea(area: HeatedAreaFacts): Fault[] {
  const known = (path: string, label: string, value: number | null, max: number) =>
    value === null ? [] : checkWhole(path, label, value, 0, max)
  return [
    ...checkWhole('areaNo', '面积行序号', area.areaNo, 1, 1_000_000),
    ...checkWhole('grossMilliM2', '建筑面积（千分之一平方米）', area.grossMilliM2, 0, largestMilliM2),
    ...known('insideMilliM2', '套内面积（千分之一平方米）', area.insideMilliM2, largestMilliM2),
    ...known('usableMilliM2', '使用面积（千分之一平方米）', area.usableMilliM2, largestMilliM2),
    ...checkWhole('billedMilliM2', '计费面积（千分之一平方米）', area.billedMilliM2, 0, largestMilliM2),
    ...known('heightMm', '层高（毫米）', area.heightMm, highestMm),
    ...checkOneOf('status', '用热状态', area.status, ['heating', 'stopped']),
  ]
}
