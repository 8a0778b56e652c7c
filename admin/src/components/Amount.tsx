import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatFen } from '../../../shared/format/amount.ts'
import { StepsPopover } from './StepsPopover.tsx'

export type AmountTone = 'plain' | 'owed' | 'paid' | 'quiet'

type Props = {
  readonly fen: number
  /** `owed` is red only above zero, `paid` green only above zero: a zero is never loud. */
  readonly tone?: AmountTone
  /** How the amount came about, one sentence per step: a click shows them. */
  readonly steps?: readonly string[]
  /** What the steps explain, e.g. 采暖费 · 住宅. */
  readonly title?: string
  /** Where the amount is explained, when it is not here. */
  readonly to?: string
  readonly strong?: boolean
}

/** Yuan with two decimals in figures of one width. */
export function Amount({ fen, tone = 'plain', steps, title, to, strong = false }: Props): ReactNode {
  const shownTone = fen > 0 || tone === 'plain' ? tone : 'quiet'
  const figure = <span className={`nz-amount nz-amount-${shownTone}${strong ? ' nz-amount-strong' : ''}`}>{formatFen(fen)}</span>
  if (steps && steps.length > 0) {
    return (
      <StepsPopover steps={steps} title={title ?? '计算过程'} totalFen={fen}>
        {figure}
      </StepsPopover>
    )
  }
  return to ? (
    <Link className="nz-amount-link" to={to}>
      {figure}
    </Link>
  ) : (
    figure
  )
}
