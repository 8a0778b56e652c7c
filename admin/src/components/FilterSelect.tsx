import { Select } from 'antd'
import type { ReactNode } from 'react'

type Props = {
  readonly label: string
  readonly value: string | undefined
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string | undefined) => void
  readonly loading?: boolean
  readonly width?: number | string
}

/** One filter; empty means everything. */
export function FilterSelect({ label, value, options, onChange, loading = false, width = 136 }: Props): ReactNode {
  return (
    <Select
      allowClear
      aria-label={label}
      loading={loading}
      onChange={(next: string | undefined) => onChange(next)}
      options={[...options]}
      placeholder={label}
      popupMatchSelectWidth={false}
      showSearch={options.length > 8 ? { optionFilterProp: 'label' } : false}
      style={{ width }}
      value={value ?? null}
    />
  )
}
