import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { FieldForm } from '../../../../../../shared/tariff/forms/index.ts'
import { nameOf, typingFault } from '../../form/field-text.ts'
import { isParams, type Params, valueAt, withoutValue, withValue } from '../../form/params-path.ts'
import { useRowNames } from '../../form/use-row-names.ts'
import { isVisible } from '../../form/visible-fields.ts'
import { ValueInput } from './ValueInput.tsx'

type Props = {
  readonly field: FieldForm
  readonly params: Params
  readonly onChange: (params: Params) => void
  /** What is wrong at a cell, by `[row].column`; '' is the table as a whole. */
  readonly faultAt: (cell: string) => string | null
  readonly questionAt: (cell: string) => string | null
}

/** Rows of a table, one per band, window or payer; a new row begins as a copy of the last. */
export function TableInput({ field, params, onChange, faultAt, questionAt }: Props): ReactNode {
  const { path, columns = [] } = field
  const stored = valueAt(params, path)
  const rows: readonly Params[] = Array.isArray(stored) ? stored.filter(isParams) : []
  const { names, added, removed } = useRowNames(rows.length)
  const shown = columns.filter((column) => rows.length === 0 || rows.some((row) => isVisible(column, params, row)))
  const set = (next: readonly Params[]) =>
    onChange(next.length === 0 && field.optional ? withoutValue(params, path) : withValue(params, path, next))
  const setRow = (index: number, row: Params) => set(rows.map((one, at) => (at === index ? row : one)))
  const whole = faultAt('') ?? questionAt('')
  return (
    <div className="nz-field nz-field-wide">
      <span className="nz-field-name">{field.label}</span>
      {field.hint ? <p className="nz-field-hint">{field.hint}</p> : null}
      <table className="nz-grid">
        <thead>
          <tr>
            {shown.map((column) => (
              <th key={column.label} scope="col" title={column.hint}>
                {column.label}
              </th>
            ))}
            <th aria-label="操作" scope="col" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={names[index]}>
              {shown.map((column) => (
                <td key={column.label}>
                  {isVisible(column, params, row) ? (
                    <Cell
                      column={column}
                      fault={typingFault(column, row) ?? faultAt(`[${index}].${column.path}`)}
                      name={`第 ${index + 1} 行 ${nameOf(column)}`}
                      onChange={(next) => setRow(index, next)}
                      question={questionAt(`[${index}].${column.path}`)}
                      row={row}
                    />
                  ) : null}
                </td>
              ))}
              <td>
                <Button
                  aria-label={`删除第 ${index + 1} 行`}
                  icon={<DeleteOutlined />}
                  onClick={() => {
                    removed(index)
                    set(rows.filter((_, at) => at !== index))
                  }}
                  size="small"
                  type="text"
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {whole ? <p className={faultAt('') ? 'nz-field-fault' : 'nz-field-question'}>{whole}</p> : null}
      <Button
        icon={<PlusOutlined />}
        onClick={() => {
          added()
          set([...rows, rows.at(-1) ?? emptyRow(columns)])
        }}
        size="small"
        type="dashed"
      >
        添加一行
      </Button>
    </div>
  )
}

type CellProps = {
  readonly column: FieldForm
  readonly row: Params
  readonly name: string
  readonly fault: string | null
  readonly question: string | null
  readonly onChange: (row: Params) => void
}

function Cell({ column, row, name, fault, question, onChange }: CellProps): ReactNode {
  const below = fault ?? question
  return (
    <>
      <ValueInput
        field={column}
        onChange={onChange}
        params={row}
        parts={{ 'aria-label': name, ...(fault ? { 'aria-invalid': true, status: 'error' } : {}) }}
      />
      {below ? <p className={fault ? 'nz-field-fault' : 'nz-field-question'}>{below}</p> : null}
    </>
  )
}

function emptyRow(columns: readonly FieldForm[]): Params {
  return columns
    .filter(({ choices, when }) => choices && !when)
    .reduce<Params>((row, { path, choices, unit }) => (unit === 'choice' ? withValue(row, path, choices?.[0]?.value) : row), {})
}
