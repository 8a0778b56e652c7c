import { Popover } from 'antd'
import { type ReactNode, useState } from 'react'
import { formatYuan } from '../../../shared/format/amount.ts'

type Props = { readonly title: string; readonly steps: readonly string[]; readonly totalFen: number; readonly children: ReactNode }

/** A figure that opens its own calculation; Enter, space and a click open it, Escape closes it. */
export function StepsPopover({ title, steps, totalFen, children }: Props): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      content={open ? <StepList steps={steps} totalFen={totalFen} /> : null}
      onOpenChange={setOpen}
      open={open}
      placement="left"
      title={title}
      trigger="click"
    >
      <button
        aria-expanded={open}
        aria-label={`${formatYuan(totalFen)}，查看${title}的计算过程`}
        className="nz-steps-button"
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape') setOpen(false)
        }}
        type="button"
      >
        {children}
      </button>
    </Popover>
  )
}

export function StepList({ steps, totalFen }: { readonly steps: readonly string[]; readonly totalFen?: number }): ReactNode {
  return (
    <div className="nz-steps">
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {totalFen === undefined ? null : (
        <p className="nz-steps-total">
          合计 <strong className="nz-amount">{formatYuan(totalFen)}</strong>
        </p>
      )}
    </div>
  )
}
