import { Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import type { FieldForm } from '../../../../../../shared/tariff/forms/index.ts'
import { suffixOf, textOfField, withFieldText } from '../../form/field-text.ts'
import { type Params, valueAt, withoutValue, withValue } from '../../form/params-path.ts'
import { DayInput } from './DayInput.tsx'
import type { InputParts } from './Labelled.tsx'

type Props = {
  readonly field: FieldForm
  /** The rule's params, or one row of a table. */
  readonly params: Params
  readonly onChange: (params: Params) => void
  /** `aria-label` in tables, where the heading of the column is the label. */
  readonly parts: Partial<InputParts> & { readonly 'aria-label'?: string }
}

/** The input that suits a field: list, date or box, in the unit the notice uses. */
export function ValueInput(props: Props): ReactNode {
  const { field, params, onChange, parts } = props
  const { unit, path, choices = [], special } = field
  const value = valueAt(params, path)
  const set = (next: unknown) => onChange(next === undefined ? withoutValue(params, path) : withValue(params, path, next))
  if (unit === 'choice')
    return (
      <Select
        {...parts}
        allowClear={field.optional === true}
        onChange={(next: string | undefined) => set(next)}
        options={[...choices]}
        placeholder={field.optional ? '不填' : '请选择'}
        popupMatchSelectWidth={false}
        value={value === undefined ? null : String(value)}
      />
    )
  if (unit === 'choices' || unit === 'texts') {
    const list = Array.isArray(value) ? value.map(String) : []
    return (
      <Select
        {...parts}
        allowClear
        mode={unit === 'texts' ? 'tags' : 'multiple'}
        onChange={(next: string[]) => set(next.length === 0 && special ? special.value : next)}
        options={[...choices]}
        placeholder={special?.label ?? '无'}
        popupMatchSelectWidth={false}
        value={list}
      />
    )
  }
  if (unit === 'day') return <DayInput onChange={set} parts={parts} value={value} />
  return <TypedInput {...props} />
}

/** The box keeps what is typed, also half a number; what is stored follows it. */
function TypedInput({ field, params, onChange, parts }: Props): ReactNode {
  const stored = textOfField(field, params)
  const [typed, setTyped] = useState(stored)
  // Somebody else changed the value (a template, an undo): the box follows. '22.' and '22' are the same value.
  const same = textOfField(field, withFieldText(field, params, typed)) === stored
  const suffix = suffixOf(field.unit)
  return (
    <Input
      {...parts}
      autoComplete="off"
      className={field.unit === 'text' ? '' : 'nz-figure-input'}
      inputMode={field.unit === 'text' || field.unit === 'minute' ? 'text' : 'decimal'}
      maxLength={64}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(withFieldText(field, params, event.target.value))
      }}
      placeholder={field.special?.label ?? (field.optional ? '不填' : '')}
      value={same ? typed : stored}
      {...(suffix ? { suffix } : {})}
    />
  )
}
