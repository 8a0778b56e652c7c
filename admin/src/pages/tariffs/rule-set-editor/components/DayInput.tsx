import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { isLocalDay } from '../../../../../../shared/calendar/local-day.ts'
import type { InputParts } from './Labelled.tsx'

type Props = {
  readonly value: unknown
  readonly onChange: (day: string) => void
  readonly parts: Partial<InputParts> & { readonly 'aria-label'?: string }
}

/** A local day, typed or picked; an empty box is an empty text, which the checks refuse at this field. */
export function DayInput({ value, onChange, parts }: Props): ReactNode {
  return (
    <DatePicker
      {...parts}
      allowClear={false}
      format="YYYY-MM-DD"
      onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : '')}
      placeholder="年-月-日"
      value={isLocalDay(value) ? dayjs(value) : null}
    />
  )
}
