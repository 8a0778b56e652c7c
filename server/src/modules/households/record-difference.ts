import type { RecordInput } from '../../../../shared/contracts/households/record.ts'
import type { EditableHousehold } from './household-record.repository.ts'

type Value = string | boolean | null
export type Difference = {
  readonly before: Readonly<Record<string, Value>>
  readonly after: Readonly<Record<string, Value>>
  /** What of the input is really different: what is written. */
  readonly input: RecordInput
}

const FLAGS = ['contractSigned', 'cardHolder', 'agencyAllowed'] as const

/** What an input would change of a record; the same value again is no change. */
export function recordDifference(household: EditableHousehold, input: RecordInput): Difference {
  const was: Readonly<Record<string, Value>> = {
    ...(household as unknown as Readonly<Record<string, Value>>),
    ...Object.fromEntries(FLAGS.map((flag) => [flag, household[flag] === 1])),
  }
  const names = Object.keys(input).filter((name) => {
    const wanted = input[name as keyof RecordInput]
    return wanted !== undefined && wanted !== was[name]
  })
  const pick = (from: Readonly<Record<string, unknown>>) => Object.fromEntries(names.map((name) => [name, (from[name] ?? null) as Value]))
  return { before: pick(was), after: pick(input), input: pick(input) as RecordInput }
}
