import { Select } from 'antd'
import type { ReactNode } from 'react'
import { formOf, ruleKindForms } from '../../../../../../shared/tariff/forms/index.ts'
import type { WrittenRule } from '../../form/rule-words.ts'

type Props = { readonly onAdd: (rule: WrittenRule) => void }

/** Every kind there is by its Chinese name and what it does; one that another kind has replaced is not offered. */
export function AddRule({ onAdd }: Props): ReactNode {
  function add(kind: string) {
    const form = formOf(kind)
    if (!form) return
    const params = form.start as unknown as WrittenRule['params']
    onAdd({ kind, customerClass: '*', priceType: '*', feeType: form.feeType, params: { ...params } })
  }
  return (
    <Select
      aria-label="添加规则"
      onChange={add}
      optionRender={({ data }) => (
        <div className="nz-kind-option">
          <strong>{data.label}</strong>
          <span>{data.explanation}</span>
        </div>
      )}
      options={ruleKindForms
        .filter(({ supersededBy }) => supersededBy === undefined)
        .map(({ kind, title, explanation }) => ({ value: kind, label: title, explanation }))}
      placeholder="+ 添加规则"
      popupMatchSelectWidth={520}
      showSearch={{
        filterOption: (text, option) => `${option?.label ?? ''}${option?.explanation ?? ''}`.includes(text.trim()),
      }}
      style={{ width: 240 }}
      value={null}
    />
  )
}
