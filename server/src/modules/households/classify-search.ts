import { addressDigits, initialsOf, normalName, type SearchTerm } from './search-terms.ts'

const CHINESE = /\p{Script=Han}/u

/**
 * What a person may mean by what they typed into the one box: at most three readings, each a prefix. Empty for nothing typed.
 * 8001… card number or phone; 1234 last four, card number or phone; 3-2-501 an address; zs initials; 青云里3-2 a place; 张三 a name.
 */
export function classifySearch(input: string): readonly SearchTerm[] {
  const typed = input.normalize('NFKC').trim()
  if (typed === '') return []
  if (CHINESE.test(typed)) return inChinese(typed)
  const compact = typed.replace(/\s+/g, '')
  if (/^\d+$/.test(compact)) return ofDigits(compact)
  const separated = addressDigits([typed])
  const readings: SearchTerm[] = [
    { kind: 'no', term: compact.toUpperCase() },
    { kind: 'address', term: separated },
  ]
  if (/^[a-z]+$/i.test(compact)) readings.unshift({ kind: 'initials', term: compact.toLowerCase() })
  return readings.filter(({ term }) => term !== '')
}

function ofDigits(digits: string): readonly SearchTerm[] {
  const no = { kind: 'no', term: digits } as const
  if (digits.length === 4) return [{ kind: 'tail', term: digits }, no, { kind: 'phone', term: digits }]
  if (digits.length < 4) return [no, { kind: 'address', term: digits }]
  return [no, { kind: 'phone', term: digits }]
}

/** 青云里 3号楼2单元 is a place with numbers; without a number it is a name, or the place of many. */
function inChinese(typed: string): readonly SearchTerm[] {
  const place = /^(\D*?)(\d.*)$/u.exec(typed)
  if (!place)
    return [
      { kind: 'name', term: normalName(typed) },
      { kind: 'address', term: initialsOf(typed) },
    ]
  const [, community = '', numbers = ''] = place
  return [
    { kind: 'address', term: `${initialsOf(community)}${addressDigits([numbers])}` },
    { kind: 'name', term: normalName(typed) },
  ]
}
