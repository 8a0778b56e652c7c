import type { AreaAsks } from '../../../../../shared/contracts/tariffs/area-asks.ts'
import { pointed, scaled } from '../form/field-text.ts'

export type AskedArea = AreaAsks['areas'][number]
export type Ask = AskedArea['asks'][number]
export type More = AskedArea['more']
/** As a form holds them: figures in the unit people write, '' where nothing is recorded. */
export type FactTexts = Readonly<Record<string, number | string | null | undefined>>

/** Digits behind the point between what people write and what is stored: m² to 1/1000, m to mm, percent to ppm. */
const places = { 'square-metres': 3, metres: 3, percent: 4 } as const
export const units = { 'square-metres': '㎡', metres: 'm', percent: '%' } as const

export function isFigure(kind: Ask['kind']): kind is keyof typeof places {
  return kind in places
}
export const placesOf = (kind: keyof typeof places): number => places[kind]

export function textsOf({ asks, more }: AskedArea): FactTexts {
  return Object.fromEntries(
    asks.map(({ fact, kind }) => {
      const value = (more as Readonly<Record<string, unknown>>)[fact]
      if (isFigure(kind)) return [fact, typeof value === 'number' ? Number(pointed(value, places[kind])) : null]
      if (kind === 'yes-no') return [fact, value === undefined ? undefined : value ? 'yes' : 'no']
      return [fact, value as string | undefined]
    }),
  )
}

/** Everything recorded, with what was asked as it stands in the form; null when nothing is left. */
export function moreOf({ asks, more }: AskedArea, texts: FactTexts): More | null {
  const asked = new Set(asks.map(({ fact }) => fact))
  const kept = Object.entries(more).filter(([fact]) => !asked.has(fact))
  const given = asks.flatMap(({ fact, kind }): [string, unknown][] => {
    const text = texts[fact]
    if (text === undefined || text === null || text === '') return []
    if (isFigure(kind)) return [[fact, scaled(String(text), places[kind])]]
    return [[fact, kind === 'yes-no' ? text === 'yes' : text]]
  })
  const all = [...kept, ...given]
  return all.length === 0 ? null : (Object.fromEntries(all) as More)
}
