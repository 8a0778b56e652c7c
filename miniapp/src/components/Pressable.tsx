import { Button } from '@tarojs/components'
import type { ReactNode } from 'react'

interface Props {
  readonly id: string
  readonly className: string
  onPress(): void
  readonly disabled?: boolean
  /** Spoken name when the content does not say enough. */
  readonly label?: string
  /** For a choice among several: whether it is the chosen one. */
  readonly chosen?: boolean
  readonly children: ReactNode
}

/** Everything that can be tapped: the client's own button, so that keyboards and screen readers know it. */
export function Pressable({ id, className, onPress, disabled = false, label, chosen, children }: Props) {
  const classes = `pressable ${className}${disabled ? ' is-disabled' : ''}`
  if (process.env.TARO_ENV === 'h5') {
    return (
      <button id={id} type="button" className={classes} disabled={disabled} aria-label={label} aria-pressed={chosen} onClick={onPress}>
        {children}
      </button>
    )
  }
  return (
    <Button id={id} className={classes} disabled={disabled} hoverClass="is-pressed" onClick={onPress}>
      {children}
    </Button>
  )
}
