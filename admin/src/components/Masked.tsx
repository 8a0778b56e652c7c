import type { ReactNode } from 'react'

type Props = {
  readonly value: string | null
  /** The full text, while a person with the right looks at it. */
  readonly revealed?: string | null | undefined
}

/** Personal data: masked unless it was asked for with a reason. */
export function Masked({ value, revealed }: Props): ReactNode {
  const shown = revealed ?? value
  if (shown === null || shown === '') return <span className="nz-none">未登记</span>
  return <span className={revealed ? 'nz-revealed' : 'nz-masked'}>{shown}</span>
}
