import { Select } from 'antd'
import type { ReactNode } from 'react'
import type { InputParts } from './Labelled.tsx'

type Props = {
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
  readonly parts: Partial<InputParts> & { readonly 'aria-label'?: string }
}

/** One word: from the usual ones by their Chinese names, or a company's own, typed. */
export function WordSelect({ value, options, onChange, parts }: Props): ReactNode {
  const known = options.some((option) => option.value === value) || value === '' ? options : [...options, { value, label: value }]
  return (
    <Select
      {...parts}
      mode="tags"
      onChange={(words: string[]) => onChange((words.at(-1) ?? '').slice(0, 32))}
      options={[...known]}
      placeholder="选择或输入"
      popupMatchSelectWidth={false}
      value={value === '' ? [] : [value]}
    />
  )
}
