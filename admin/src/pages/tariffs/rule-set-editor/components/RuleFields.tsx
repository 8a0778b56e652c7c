import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { type FieldForm, formOf } from '../../../../../../shared/tariff/forms/index.ts'
import { nameOf, typingFault } from '../../form/field-text.ts'
import { type Params, withoutValue, withValue } from '../../form/params-path.ts'
import { type Placed, ruleInput, wordsAt } from '../../form/place-remarks.ts'
import { type Alternative, groupFields, wayOf, withoutHidden } from '../../form/visible-fields.ts'
import { Labelled } from './Labelled.tsx'
import { TableInput } from './TableInput.tsx'
import { ValueInput } from './ValueInput.tsx'

type Props = {
  readonly index: number
  readonly kind: string
  readonly params: Params
  readonly faults: Placed
  readonly questions: Placed
  readonly onChange: (params: Params) => void
}

/** The parameters of one rule as a form: whatever its kind, by the form that kind has. */
export function RuleFields({ index, kind, params, faults, questions, onChange }: Props): ReactNode {
  const form = formOf(kind)
  if (!form) return <p className="nz-field-fault">没有这种计费规则，请删除后重新添加。</p>
  const change = (next: Params) => onChange(withoutHidden(form.fields, next))
  const at = (placed: Placed, path: string) => wordsAt(placed, ruleInput(index, `params.${path}`))

  const input = (field: FieldForm): ReactNode =>
    field.unit === 'table' ? (
      <TableInput
        faultAt={(cell) => at(faults, `${field.path}${cell}`)}
        field={field}
        key={field.path}
        onChange={change}
        params={params}
        questionAt={(cell) => at(questions, `${field.path}${cell}`)}
      />
    ) : (
      <Labelled
        fault={typingFault(field, params) ?? at(faults, field.path)}
        hint={field.hint}
        key={`${field.path} ${field.label}`}
        label={field.label}
        question={at(questions, field.path)}
      >
        {(parts) => <ValueInput field={field} onChange={change} params={params} parts={parts} />}
      </Labelled>
    )

  return (
    <div className="nz-fields">
      {groupFields(form.fields, params).map((group) =>
        'field' in group ? (
          input(group.field)
        ) : (
          <Ways alternative={group.alternative} input={input} key={group.alternative.of} onChange={change} params={params} />
        ),
      )}
    </div>
  )
}

const leftOut = 'left-out'

type WaysProps = {
  readonly alternative: Alternative
  readonly params: Params
  readonly onChange: (params: Params) => void
  readonly input: (field: FieldForm) => ReactNode
}

/** A choice between groups of fields, one of them leaving all out; the fields of the chosen way stand beside it. */
function Ways({ alternative, params, onChange, input }: WaysProps): ReactNode {
  const filled = wayOf(alternative, params)
  const [chosen, setChosen] = useState(filled ?? leftOut)
  const way = alternative.ways.find(({ code }) => code === chosen)
  const optional = alternative.ways.every(({ fields }) => fields.every((field) => field.optional))
  const [first] = alternative.ways[0]?.fields ?? []

  function choose(code: string) {
    setChosen(code)
    const cleared = alternative.ways.flatMap(({ fields }) => fields).reduce((left, { path }) => withoutValue(left, path), params)
    const next = alternative.ways.find((one) => one.code === code)?.fields ?? []
    onChange(next.reduce((filling, field) => withValue(filling, field.path, field.choices?.[0]?.value ?? ''), cleared))
  }

  return (
    <>
      <Labelled fault={null} label={`${first ? nameOf(first) : ''}的写法`}>
        {(parts) => (
          <Select
            {...parts}
            onChange={choose}
            options={[
              ...(optional ? [{ value: leftOut, label: '不设' }] : []),
              ...alternative.ways.map(({ code, label }) => ({ value: code, label })),
            ]}
            value={chosen}
          />
        )}
      </Labelled>
      {way?.fields.map(input)}
    </>
  )
}
