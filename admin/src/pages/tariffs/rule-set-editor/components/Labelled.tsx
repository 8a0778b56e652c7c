import { type ReactNode, useId } from 'react'

export type InputParts = {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
  readonly status?: 'error'
}

type Props = {
  readonly label: string
  readonly fault: string | null
  /** Odd, not impossible: shown beside the field until it is confirmed at submitting. */
  readonly question?: string | null
  readonly hint?: string | undefined
  readonly required?: boolean
  readonly wide?: boolean
  readonly children: (parts: InputParts) => ReactNode
}

/** An input with its name above it, and below it what is wrong, else what is odd, else what it is for. */
export function Labelled({ label, fault, question = null, hint, wide = false, children }: Props): ReactNode {
  const id = useId()
  const below = fault ?? question ?? hint
  const parts: InputParts = {
    id,
    ...(below ? { 'aria-describedby': `${id}-below` } : {}),
    ...(fault ? { 'aria-invalid': true, status: 'error' } : {}),
  }
  return (
    <div className={wide ? 'nz-field nz-field-wide' : 'nz-field'}>
      <label htmlFor={id}>{label}</label>
      {children(parts)}
      {below ? (
        <p className={fault ? 'nz-field-fault' : question ? 'nz-field-question' : 'nz-field-hint'} id={`${id}-below`}>
          {below}
        </p>
      ) : null}
    </div>
  )
}
