import { DeleteOutlined, DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useId } from 'react'
import { formOf } from '../../../../../../shared/tariff/forms/index.ts'
import { useFeeTypes } from '../../../../api/fee-types.ts'
import { countOfRule, type Placed, ruleInput, wordsAt } from '../../form/place-remarks.ts'
import {
  chargingKinds,
  customerClassOptions,
  forWhom,
  priceTypeOptions,
  ruleSummary,
  ruleTitle,
  type WrittenRule,
} from '../../form/rule-words.ts'
import { Labelled } from './Labelled.tsx'
import { OwnRounding } from './OwnRounding.tsx'
import { RuleFields } from './RuleFields.tsx'
import { WordSelect } from './WordSelect.tsx'

type Props = {
  readonly index: number
  readonly rule: WrittenRule
  readonly open: boolean
  readonly first: boolean
  readonly last: boolean
  readonly faults: Placed
  readonly questions: Placed
  readonly onToggle: () => void
  readonly onChange: (rule: WrittenRule) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

/** One rule: folded it says what it does in a line, open it is a form. */
export function RuleCard(props: Props): ReactNode {
  const { index, rule, open, faults, questions, onChange } = props
  const bodyId = useId()
  const feeTypes = useFeeTypes()
  const title = `${index + 1}. ${ruleTitle(rule)}`
  const faultCount = countOfRule(faults, index)
  const oddCount = countOfRule(questions, index)
  const own = wordsAt(faults, ruleInput(index)) ?? wordsAt(faults, ruleInput(index, 'kind'))
  return (
    <section aria-label={title} className="nz-rule">
      <header className="nz-rule-head">
        <button aria-controls={bodyId} aria-expanded={open} className="nz-disclose nz-rule-title" onClick={props.onToggle} type="button">
          {title}
        </button>
        <span className="nz-rule-line">
          {forWhom(rule)}
          {open ? '' : `：${ruleSummary(rule)}`}
        </span>
        {faultCount > 0 ? <span className="nz-rule-faults">{faultCount} 处错误</span> : null}
        {faultCount === 0 && oddCount > 0 ? <span className="nz-rule-odd">{oddCount} 处请确认</span> : null}
        <span className="nz-rule-tools">
          <Button
            aria-label={`上移 ${title}`}
            disabled={props.first}
            icon={<UpOutlined />}
            onClick={() => props.onMove(-1)}
            size="small"
            type="text"
          />
          <Button
            aria-label={`下移 ${title}`}
            disabled={props.last}
            icon={<DownOutlined />}
            onClick={() => props.onMove(1)}
            size="small"
            type="text"
          />
          <Button aria-label={`删除 ${title}`} icon={<DeleteOutlined />} onClick={props.onRemove} size="small" type="text" />
        </span>
      </header>
      {own ? <p className="nz-field-fault">{own}</p> : null}
      {open ? (
        <div className="nz-rule-body" id={bodyId}>
          <p className="nz-field-hint">{formOf(rule.kind)?.explanation}</p>
          <div className="nz-fields">
            {[...words, { key: 'feeType', label: '费用种类', options: feeTypes.options } as const].map(({ key, label, options }) => (
              <Labelled fault={wordsAt(faults, ruleInput(index, key))} key={key} label={label}>
                {(parts) => (
                  <WordSelect onChange={(word) => onChange({ ...rule, [key]: word })} options={options} parts={parts} value={rule[key]} />
                )}
              </Labelled>
            ))}
          </div>
          <RuleFields
            faults={faults}
            index={index}
            kind={rule.kind}
            onChange={(params) => onChange({ ...rule, params: { ...params } })}
            params={rule.params}
            questions={questions}
          />
          {mayRound(rule) ? (
            <OwnRounding
              faults={faults}
              index={index}
              onChange={(rounding) => onChange(roundedBy(rule, rounding))}
              rounding={rule.rounding}
            />
          ) : null}
        </div>
      ) : null}
    </section>
  )
}

/** One that has a rounding already shows it, whatever it is, so that it can be taken away. */
function mayRound({ kind, rounding }: WrittenRule): boolean {
  return chargingKinds.has(kind) || rounding !== undefined
}

function roundedBy({ rounding: _, ...rule }: WrittenRule, rounding: WrittenRule['rounding']): WrittenRule {
  return rounding ? { ...rule, rounding } : rule
}

const words = [
  { key: 'customerClass', label: '用户类型', options: customerClassOptions },
  { key: 'priceType', label: '单价类型', options: priceTypeOptions },
] as const
