import { useEffect, useState } from 'react'
import { platform } from '../platform/index.ts'

/** Three steps of all text: 1, 1.25 and 1.9 times. The numbers are in styles/tokens.scss; the two large ones are the 长辈版. */
export type TextSize = 'standard' | 'large' | 'largest'

export const textSizes: readonly { readonly size: TextSize; readonly name: string; readonly hint: string }[] = [
  { size: 'standard', name: '标准', hint: '常规字号' },
  { size: 'large', name: '长辈版 大字', hint: '字大一些，按钮更高' },
  { size: 'largest', name: '长辈版 特大字', hint: '字号最大，看得最清楚' },
]

const key = 'textSize'
const listeners = new Set<(size: TextSize) => void>()
let current: TextSize | null = null

export function textSize(): TextSize {
  current ??= textSizes.find(({ size }) => size === platform.storage.read(key))?.size ?? 'standard'
  return current
}

/** Changes every open page at once and is remembered on this phone. */
export function chooseTextSize(size: TextSize): void {
  current = size
  platform.storage.write(key, size)
  for (const tell of listeners) tell(size)
}

export function useTextSize(): TextSize {
  const [size, setSize] = useState(textSize)
  useEffect(() => {
    listeners.add(setSize)
    setSize(textSize())
    return () => {
      listeners.delete(setSize)
    }
  }, [])
  return size
}
