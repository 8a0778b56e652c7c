import { SearchOutlined } from '@ant-design/icons'
import { Input, type InputRef } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'

type Props = {
  readonly label: string
  readonly placeholder: string
  /** What the address bar says. */
  readonly value: string
  readonly onSearch: (text: string) => void
  /** Enter, after the text was handed over. */
  readonly onEnter?: (text: string) => void
  readonly autoFocus?: boolean
  readonly id?: string
  readonly width?: number
}

const quietMs = 250

/** Searches while one types, but never in the middle of a Chinese word; Enter searches at once, Escape clears. */
export function SearchBox({ label, placeholder, value, onSearch, onEnter, autoFocus = false, id, width = 320 }: Props): ReactNode {
  const [text, setText] = useState(value)
  const composing = useRef(false)
  const handed = useRef(value)
  const input = useRef<InputRef>(null)

  useEffect(() => {
    if (value === handed.current) return
    handed.current = value
    setText(value)
  }, [value])

  useEffect(() => {
    if (autoFocus) input.current?.focus({ cursor: 'all' })
  }, [autoFocus])

  function hand(next: string) {
    if (next.trim() === handed.current) return
    handed.current = next.trim()
    onSearch(next.trim())
  }

  // The wait starts over with each letter, and only then.
  useEffect(() => {
    const timer = setTimeout(() => {
      if (!composing.current) hand(text)
    }, quietMs)
    return () => clearTimeout(timer)
  }, [text])

  return (
    <Input
      allowClear
      aria-label={label}
      onChange={(event) => setText(event.target.value)}
      onCompositionEnd={(event) => {
        composing.current = false
        setText(event.currentTarget.value)
        hand(event.currentTarget.value)
      }}
      onCompositionStart={() => {
        composing.current = true
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setText('')
        if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return
        hand(text)
        onEnter?.(text.trim())
      }}
      placeholder={placeholder}
      prefix={<SearchOutlined aria-hidden />}
      ref={input}
      style={{ width }}
      type="search"
      value={text}
      {...(id ? { id } : {})}
    />
  )
}
