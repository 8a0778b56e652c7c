import { isLocalDay, type LocalDay } from '../../calendar/local-day.ts'
import type { RuleSet } from '../rule-set.ts'

/**
 * The same rules for another season: every day in them (due day, discount windows, deadlines, the day they come into force) moves by whole years,
 * from the first year of one season code to that of the other. For copying last season and for starting from a template.
 * Throws RangeError for codes that do not begin with a year.
 */
export function moveToSeason(ruleSet: RuleSet, seasonCode: string): RuleSet {
  const years = yearOf(seasonCode) - yearOf(ruleSet.seasonCode)
  const { validFrom, rules } = ruleSet
  return { ...ruleSet, seasonCode, validFrom: moved(validFrom, years), rules: moved(rules, years) }
}

function yearOf(seasonCode: string): number {
  const year = /^(\d{4})\b/.exec(seasonCode)?.[1]
  if (year === undefined) throw new RangeError(`no year in season ${seasonCode}`)
  return Number(year)
}

/** A copy with every text that is a day moved. */
function moved<Value>(value: Value, years: number): Value {
  if (isLocalDay(value)) return inAnotherYear(value, years) as Value
  if (Array.isArray(value)) return value.map((one) => moved(one, years)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, moved(one, years)])) as Value
}

/** 29 February becomes the 28th where the year has none. */
function inAnotherYear(day: LocalDay, years: number): LocalDay {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, '0')
  return isLocalDay(year + day.slice(4)) ? year + day.slice(4) : `${year}-02-28`
}
