import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'

type Props = {
  readonly from: string | undefined
  readonly to: string | undefined
  /** Days as YYYY-MM-DD; '' for an end left open. */
  readonly onChange: (days: { readonly from: string; readonly to: string }) => void
}

/** Days from and to, both included; either may be left open. */
export function DayRange({ from, to, onChange }: Props): ReactNode {
  const text = (day: dayjs.Dayjs | null | undefined) => day?.format('YYYY-MM-DD') ?? ''
  return (
    <DatePicker.RangePicker
      allowEmpty={[true, true]}
      aria-label="日期范围"
      format="YYYY-MM-DD"
      onChange={(days) => onChange({ from: text(days?.[0]), to: text(days?.[1]) })}
      placeholder={['开始日期', '结束日期']}
      style={{ width: 232 }}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
    />
  )
}
