import type { Rule } from '../rule-set.ts'

/**
 * How a parameter is written by a person, and what of it is stored:
 * - `yuan/m²`, `yuan/unit`: yuan with up to four decimals; stored in 1/10 000 yuan
 * - `fen`: an amount in yuan with two decimals; stored in fen
 * - `percent`, `fraction`: 30 % or 0.86; stored as `num` and `den` under the path
 * - `ppm`: percent; `permille`: ‰ a day; both stored in parts per million
 * - `whole-percent`: a whole percentage, stored as it is
 * - `area`: m², stored in 1/1000 m²; `height`: m, stored in mm; `temperature`: ℃, stored in 1/100 ℃
 * - `day`: a date; `minute`: a time of day, stored in minutes after midnight
 * - `days`, `hours`, `month`, `count`: whole numbers
 * - `choice`: one of `choices`; `choices`: a list of them; `texts`: a list of free words; `text`: one
 * - `table`: a list of rows, each with `columns`
 */
export type FieldUnit =
  | 'yuan/m²'
  | 'yuan/unit'
  | 'fen'
  | 'percent'
  | 'fraction'
  | 'ppm'
  | 'permille'
  | 'whole-percent'
  | 'area'
  | 'height'
  | 'temperature'
  | 'day'
  | 'minute'
  | 'days'
  | 'hours'
  | 'month'
  | 'count'
  | 'choice'
  | 'choices'
  | 'texts'
  | 'text'
  | 'table'

export type Choice = { readonly value: string; readonly label: string }

export type FieldForm = {
  /** Where it is in `params`, keys joined by points: 'share', 'cap.kind'; of a column: inside its row. */
  readonly path: string
  readonly label: string
  readonly unit: FieldUnit
  /** One sentence for those who fill it in for the first time. */
  readonly hint?: string
  /** All there are for `choice` and `choices`; for `text` and `texts` only suggestions. */
  readonly choices?: readonly Choice[]
  readonly columns?: readonly FieldForm[]
  /** May be left out of `params` altogether. */
  readonly optional?: true
  /** A value that stands in place of the number or list: no upper bound (null), every channel ('*'). */
  readonly special?: { readonly value: string | null; readonly label: string }
  /** Only there when another parameter (its path from the top of `params`, of a column: from its row first) has one of these values. */
  readonly when?: { readonly path: string; readonly is: readonly string[] }
  /** Fields of one `of` are alternatives: those of one `code` are filled in, the others are left out. */
  readonly alternative?: { readonly of: string; readonly code: string; readonly label: string }
}

export type RuleKindForm<Kind extends Rule['kind'] = Rule['kind']> = {
  readonly kind: Kind
  readonly title: string
  readonly explanation: string
  /** The fee type such a rule usually has. */
  readonly feeType: string
  /** What a new rule of this kind starts with; sound, but with example numbers. */
  readonly start: ParamsOf<Kind>
  readonly fields: readonly FieldForm[]
  /** The kind that can all this one can and more; offered instead of it for new rules. */
  readonly supersededBy?: Rule['kind']
}

/** The params of a kind. */
export type ParamsOf<Kind extends Rule['kind']> = Rule extends infer R
  ? R extends { readonly kind: infer K; readonly params: infer P }
    ? Kind extends K
      ? P
      : never
    : never
  : never

type FormOf<Kind extends Rule['kind']> = Omit<RuleKindForm<Kind>, 'kind' | 'title'>
/** One form for each of some kinds; the title is that of the kind itself. */
export type FormsOf<Kind extends Rule['kind']> = { readonly [K in Kind]: FormOf<K> }
