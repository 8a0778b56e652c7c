import { type Answers, AREAS_AT_MOST } from './calculator-form.ts'

/** What one has chosen and typed: it stands in the address, so that a calculation can be sent to somebody. No name, no card number. */
export interface Calculation {
  readonly company: string
  readonly season: string
  readonly orgUnit: string
  readonly customerClass: string
  readonly priceType: string
  readonly areas: readonly Answers[]
}

const names = ['company', 'season', 'orgUnit', 'customerClass', 'priceType'] as const

/** The address of a calculation on the H5 pages of this server. */
export function linkOf(origin: string, calculation: Calculation): string {
  const params = [...names.map((name) => [name, calculation[name]] as const), ['areas', JSON.stringify(calculation.areas)] as const]
  const query = params.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${origin}/h5/calculator?${query.join('&')}`
}

/** Areas out of an address; anything else that may stand there is one empty area. */
export function areasOf(text: string): readonly Answers[] {
  const given = parsed(text)
  const areas = Array.isArray(given) ? given.filter(isAnswers) : []
  return areas.length > 0 ? areas.slice(0, AREAS_AT_MOST) : [{}]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isAnswers(value: unknown): value is Answers {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const entries = Object.entries(value)
  return entries.length <= 20 && entries.every(([, text]) => typeof text === 'string' && text.length <= 32)
}
