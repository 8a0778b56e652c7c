import { Input } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'

type Props = {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly placeholder?: string
}

/** One typed filter: it holds from Enter, or from leaving the field; Escape takes the typing back. */
export function FilterText({ label, value = '', onChange, placeholder }: Props): ReactNode {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const hand = (next: string) => {
    if (next.trim() !== value) onChange(next.trim() === '' ? undefined : next.trim())
  }
  return (
    <Input
      allowClear={{ clearIcon: undefined }}
      aria-label={label}
      maxLength={64}
      onBlur={() => hand(text)}
      onChange={(event) => {
        setText(event.target.value)
        if (event.type === 'click') hand('')
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setText(value)
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) hand(text)
      }}
      placeholder={placeholder ?? label}
      value={text}
    />
  )
}
