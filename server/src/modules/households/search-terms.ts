import { pinyin } from 'pinyin-pro'

export type TermKind = 'no' | 'phone' | 'tail' | 'name' | 'initials' | 'address'
export type SearchTerm = { readonly kind: TermKind; readonly term: string }

export type Searchable = {
  readonly householdNo: string
  readonly customerName: string
  readonly customerPhone: string | null
  readonly community: string
  readonly building: string
  readonly entrance: string
  readonly room: string
}

/** What a household can be found by: every term normalised as `classifySearch` normalises what is typed. */
export function searchTerms(household: Searchable): readonly SearchTerm[] {
  const { householdNo, customerName, customerPhone, community, building, entrance, room } = household
  const digits = addressDigits([building, entrance, room])
  const terms: SearchTerm[] = [
    { kind: 'no', term: householdNo },
    { kind: 'name', term: normalName(customerName) },
    { kind: 'initials', term: initialsOf(customerName) },
    { kind: 'address', term: digits },
    { kind: 'address', term: `${initialsOf(community)}${digits}` },
    ...(customerPhone
      ? ([
          { kind: 'phone', term: customerPhone },
          { kind: 'tail', term: customerPhone.slice(-4) },
        ] as const)
      : []),
  ]
  const seen = new Set<string>()
  return terms
    .map(({ kind, term }) => ({ kind, term: term.slice(0, 100) }))
    .filter(({ kind, term }) => term !== '' && !seen.has(`${kind} ${term}`) && seen.add(`${kind} ${term}`))
}

/** Half-width, without spaces and the dots of transcribed names, upper case: 阿依古丽·买买提 and 阿依古丽买买提 are one name. */
export function normalName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s·•.]/g, '')
    .toUpperCase()
}

/** 曾庆红 is zqh, 三丰(集团) is sfjt: first letters as a cashier types them, surnames read as surnames. */
export function initialsOf(text: string): string {
  const letters = pinyin(text.normalize('NFKC'), {
    pattern: 'first',
    toneType: 'none',
    type: 'array',
    surname: 'head',
    nonZh: 'consecutive',
  })
  return letters
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** 3号楼, 2单元, 501室 is 3-2-501; letters of A座 stay. */
export function addressDigits(parts: readonly string[]): string {
  return parts
    .map((part) =>
      part
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^0-9a-z]+/g, '-')
        .replace(/^-+|-+$/g, ''),
    )
    .filter((part) => part !== '')
    .join('-')
}
