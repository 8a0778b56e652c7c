import { checkWhole, type Fault, fieldsOf, impossible } from './fault.ts'

/** A step of a table; `to` null is open above. Which of two neighbours a bound belongs to is said by the table: see Bound. */
export type Band = { readonly from: number; readonly to: number | null }
/** `lower`: from ≤ x < to; `upper`: from < x ≤ to. 含16 is written with the bound that holds the 16. */
export type Bound = 'lower' | 'upper'

export const bounds: readonly Bound[] = ['lower', 'upper']

export function bandOf<B extends Band>(bands: readonly B[], value: number, bound: Bound): B | undefined {
  return bands.find(({ from, to }) =>
    bound === 'lower' ? value >= from && (to === null || value < to) : value > from && (to === null || value <= to),
  )
}

type BandLimits = {
  /** Where the first band must begin; anywhere when absent. */
  readonly startsAt?: number
  /** Whether the last band must be open above. */
  readonly openAbove: boolean
  readonly min?: number
}

/** Bands that leave a gap, overlap or end too early are named; `each` adds what is wrong with the rest of a band. */
export function checkBands(
  path: string,
  label: string,
  value: unknown,
  limits: BandLimits,
  each: (band: unknown) => Fault[] = () => [],
): Fault[] {
  if (!Array.isArray(value) || value.length === 0) return [impossible(path, `${label}至少要有一档`)]
  const { startsAt, openAbove, min = 0 } = limits
  const faults: Fault[] = []
  let end: unknown = startsAt
  for (const [index, band] of value.entries()) {
    const at = `${path}[${index}]`
    const { from, to } = fieldsOf(band)
    const bad = [
      ...checkWhole(`${at}.from`, `${label}下限`, from, min, 10_000_000_000),
      ...(to === null ? [] : checkWhole(`${at}.to`, `${label}上限`, to, min, 10_000_000_000)),
    ]
    faults.push(...bad, ...each(band).map((fault) => ({ ...fault, path: `${at}.${fault.path}` })))
    if (bad.length > 0) return faults
    if (to !== null && Number(to) <= Number(from)) faults.push(impossible(at, `${label}第 ${index + 1} 档上限 ${to} 不大于下限 ${from}`))
    faults.push(...joint(at, label, index, end, from))
    end = to
  }
  if (openAbove && end !== null) {
    faults.push({ code: 'BANDS_WITH_GAPS', path, message: `${label}最后一档止于 ${end}，更大的数没有规定；最后一档的上限应为空` })
  }
  return faults
}

function joint(path: string, label: string, index: number, end: unknown, from: unknown): Fault[] {
  if (end === undefined) return []
  if (end === null || Number(from) < Number(end)) {
    return [{ code: 'BANDS_OVERLAP', path, message: `${label}第 ${index + 1} 档从 ${from} 起，与前一档（止于 ${end ?? '不限'}）重叠` }]
  }
  if (Number(from) === Number(end)) return []
  return [{ code: 'BANDS_WITH_GAPS', path, message: `${label}第 ${index + 1} 档从 ${from} 起，${end} 到 ${from} 之间没有规定` }]
}
