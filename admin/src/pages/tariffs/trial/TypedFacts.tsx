import { Button, Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { customerClassOptions, priceTypeOptions } from '../form/rule-words.ts'
import { Labelled } from '../rule-set-editor/components/Labelled.tsx'
import { WordSelect } from '../rule-set-editor/components/WordSelect.tsx'
import { type AreaKey, figureText, startArea, type TypedArea, withFigure } from './typed-facts.ts'

type Props = { readonly areas: readonly TypedArea[]; readonly onChange: (areas: readonly TypedArea[]) => void }

/** A home that need not exist: its area rows as far as rules ask for them. */
export function TypedFacts({ areas, onChange }: Props): ReactNode {
  return (
    <>
      {areas.map((area, index) => (
        <TypedRow
          area={area}
          key={area.areaNo}
          onChange={(next) => onChange(areas.map((one, at) => (at === index ? next : one)))}
          onRemove={areas.length > 1 ? () => onChange(areas.filter((_, at) => at !== index)) : undefined}
        />
      ))}
      <Button
        onClick={() => onChange([...areas, { ...startArea, areaNo: Math.max(...areas.map(({ areaNo }) => areaNo)) + 1, name: '面积行' }])}
        size="small"
        type="dashed"
      >
        添加面积行
      </Button>
    </>
  )
}

const usual: readonly (readonly [AreaKey, string])[] = [
  ['grossMilliM2', '建筑面积'],
  ['billedMilliM2', '计费面积'],
  ['heightMm', '层高'],
]
const rare: readonly (readonly [AreaKey, string])[] = [
  ['insideMilliM2', '套内面积'],
  ['usableMilliM2', '使用面积'],
  ['publicShareMilliM2', '公摊面积'],
  ['clearHeightMm', '净高'],
]
const statusOptions = [
  { value: 'heating', label: '用热' },
  { value: 'stopped', label: '停热' },
]

type RowProps = { readonly area: TypedArea; readonly onChange: (area: TypedArea) => void; readonly onRemove: (() => void) | undefined }

function TypedRow({ area, onChange, onRemove }: RowProps): ReactNode {
  const [more, setMore] = useState(false)
  const classes = customerClassOptions.filter(({ value }) => value !== '*')
  const types = priceTypeOptions.filter(({ value }) => value !== '*')
  const optionalText = (key: 'buildingType' | 'rowKind', text: string) => {
    const { [key]: _, ...rest } = area
    onChange(text.trim() === '' ? rest : { ...rest, [key]: text.trim() })
  }
  return (
    <div className="nz-typed-area">
      <Labelled fault={null} label="名称">
        {(parts) => (
          <Input {...parts} maxLength={30} onChange={(event) => onChange({ ...area, name: event.target.value })} value={area.name} />
        )}
      </Labelled>
      <Labelled fault={null} label="用户类型">
        {(parts) => (
          <WordSelect
            onChange={(customerClass) => onChange({ ...area, customerClass })}
            options={classes}
            parts={parts}
            value={area.customerClass}
          />
        )}
      </Labelled>
      <Labelled fault={null} label="用热">
        {(parts) => (
          <Select
            {...parts}
            onChange={(status: TypedArea['status']) => onChange({ ...area, status })}
            options={statusOptions}
            value={area.status}
          />
        )}
      </Labelled>
      {[...usual, ...(more ? rare : [])].map(([key, label]) => (
        <Figure area={area} key={key} label={label} name={key} onChange={onChange} />
      ))}
      {more ? (
        <>
          <Labelled fault={null} label="单价类型">
            {(parts) => (
              <WordSelect onChange={(priceType) => onChange({ ...area, priceType })} options={types} parts={parts} value={area.priceType} />
            )}
          </Labelled>
          <Labelled fault={null} hint="如 multi、high" label="建筑类型代码">
            {(parts) => (
              <Input {...parts} onChange={(event) => optionalText('buildingType', event.target.value)} value={area.buildingType ?? ''} />
            )}
          </Labelled>
          <Labelled fault={null} hint="如 attic、garage" label="面积类别代码">
            {(parts) => <Input {...parts} onChange={(event) => optionalText('rowKind', event.target.value)} value={area.rowKind ?? ''} />}
          </Labelled>
        </>
      ) : null}
      <div className="nz-typed-tools">
        <button aria-expanded={more} className="nz-disclose" onClick={() => setMore(!more)} type="button">
          更多
        </button>
        {onRemove ? (
          <Button onClick={onRemove} size="small" type="text">
            删除此行
          </Button>
        ) : null}
      </div>
    </div>
  )
}

type FigureProps = {
  readonly area: TypedArea
  readonly name: AreaKey
  readonly label: string
  readonly onChange: (area: TypedArea) => void
}

function Figure({ area, name, label, onChange }: FigureProps): ReactNode {
  const [text, setText] = useState(() => figureText(area, name))
  const fault = withFigure(area, name, text) === null ? '请填写数字' : null
  return (
    <Labelled fault={fault} label={label}>
      {(parts) => (
        <Input
          {...parts}
          className="nz-figure-input"
          inputMode="decimal"
          onChange={(event) => {
            setText(event.target.value)
            const next = withFigure(area, name, event.target.value)
            if (next) onChange(next)
          }}
          suffix={name === 'heightMm' || name === 'clearHeightMm' ? '米' : '㎡'}
          value={text}
        />
      )}
    </Labelled>
  )
}
