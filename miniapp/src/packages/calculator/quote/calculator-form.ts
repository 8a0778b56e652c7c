import type { AskedFact, PublicCustomer, PublicRuleSet } from '../../../../../shared/contracts/tariffs/public.ts'
import type { QuoteCase } from '../../../../../shared/contracts/tariffs.ts'

/** What was typed about one area, by the name of the fact; all text. */
export type Answers = Readonly<Record<string, string>>
export type AreaFaults = Readonly<Record<string, string>>
type Area = QuoteCase['facts']['areas'][number]

export const AREAS_AT_MOST = 5
/** The one fact every area has, beside those the rules ask for. */
export const statusFact = 'status'

/** Digits after the point, and the smallest unit as a power of ten: 46.57 m² is 46570, 30 % is 300000. */
const scales = { 'square-metres': 3, metres: 3, percent: 4 } as const

/** 46.57 with scale 3 is 46570. Null for anything that is no number of that many decimals. Text only: nothing is multiplied. */
export function wholeOf(typed: string, scale: number): number | null {
  const match = /^(\d{1,7})(?:\.(\d+))?$/.exec(plainNumber(typed))
  const decimals = match?.[2] ?? ''
  if (!match || decimals.length > scale) return null
  return Number(`${match[1]}${decimals.padEnd(scale, '0')}`)
}

/** Chinese keyboards have full-width digits and points. */
function plainNumber(typed: string): string {
  return typed
    .replace(/[０-９．]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\s。]/g, (sign) => (sign === '。' ? '.' : ''))
}

/** What is missing or wrong about an area, by fact. */
export function faultsOfArea({ asks }: PublicCustomer, answers: Answers): AreaFaults {
  const faults: Record<string, string> = {}
  for (const ask of asks) {
    const fault = faultOf(ask, (answers[ask.fact] ?? '').trim())
    if (fault !== null) faults[ask.fact] = fault
  }
  return faults
}

function faultOf({ kind, name, needed }: AskedFact, typed: string): string | null {
  if (typed === '') return needed ? (kind === 'choice' ? `请选择${name}` : `请填写${name}`) : null
  if (kind === 'choice' || kind === 'yes-no') return null
  const scale = scales[kind]
  const whole = wholeOf(typed, scale)
  if (whole === null) return `${name}应为数字，最多 ${scale} 位小数`
  return kind !== 'percent' && whole === 0 ? `${name}不能是 0` : null
}

/** The facts of one area, as the server takes them. Only for answers without faults. */
export function areaOf({ customerClass, priceType, asks }: PublicCustomer, answers: Answers, areaNo: number): Area {
  const known: Record<string, number | string | boolean> = {}
  for (const { fact, kind } of asks) {
    const typed = (answers[fact] ?? '').trim()
    if (typed === '') continue
    if (kind === 'choice') known[fact] = typed
    else if (kind === 'yes-no') known[fact] = typed === 'yes'
    else known[fact] = wholeOf(typed, scales[kind]) ?? 0
  }
  const size = firstOf(known, ['billedMilliM2', 'grossMilliM2', 'insideMilliM2', 'usableMilliM2'])
  return {
    grossMilliM2: size,
    insideMilliM2: null,
    usableMilliM2: null,
    billedMilliM2: size,
    heightMm: null,
    ...known,
    areaNo,
    name: '房屋',
    customerClass,
    priceType,
    status: answers[statusFact] === 'stopped' ? 'stopped' : 'heating',
    provenance: '自己填写',
  }
}

function firstOf(known: Readonly<Record<string, unknown>>, names: readonly string[]): number {
  for (const name of names) if (typeof known[name] === 'number') return known[name]
  return 0
}

/** The version bills rest on today, for each season and unit that has any; where none is in force yet, the newest. */
export function choosable(ruleSets: readonly PublicRuleSet[]): readonly PublicRuleSet[] {
  const chosen = new Map<string, PublicRuleSet>()
  for (const ruleSet of ruleSets) {
    const place = `${ruleSet.season.code}/${ruleSet.orgUnit}`
    if (ruleSet.inForce || !chosen.has(place)) chosen.set(place, ruleSet)
  }
  return Array.from(chosen.values())
}

/** The name of a customer among the others: the price type only where there are several. */
export function customerName(customer: PublicCustomer, all: readonly PublicCustomer[]): string {
  const alike = all.filter(({ customerClass }) => customerClass === customer.customerClass)
  return alike.length === 1 ? customer.className : `${customer.className}，${customer.priceType}`
}
