import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { RunItem } from '../../../../../../shared/contracts/billing/runs.ts'
import { runItemSteps } from '../../../../api/billing.ts'
import { useSend } from '../../../../api/context.ts'
import { Amount } from '../../../../components/Amount.tsx'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { StepList } from '../../../../components/StepsPopover.tsx'

type Props = { readonly runNo: string; readonly item: RunItem; readonly onClose: () => void }

/** How one household's amount comes about, line by line. */
export function ItemSteps({ runNo, item, onClose }: Props): ReactNode {
  const { data, error, refetch } = useQuery(runItemSteps(useSend(), runNo, item.householdNo))
  return (
    <Drawer
      extra={<Link to={`/households/${encodeURIComponent(item.householdNo)}`}>打开用热户</Link>}
      onClose={onClose}
      open
      size={512}
      title={`${item.householdNo} ${item.customerName}`}
    >
      <p className="nz-soft">{item.address}</p>
      {error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={5} /> : null}
      {data?.changedSince ? <p className="nz-notice nz-notice-attention">这一户的资料在本批次之后有变更，下面按现在的资料计算。</p> : null}
      {data?.reasons.map((reason) => (
        <p className="nz-notice nz-notice-attention" key={reason}>
          {reason}
        </p>
      ))}
      {data?.lines.map((line) => (
        <section className="nz-run-line" key={`${line.title}:${line.payer}:${line.steps.join()}`}>
          <h2>
            {line.title}
            <Amount fen={line.amountFen} strong />
          </h2>
          <StepList steps={line.steps} />
        </section>
      ))}
      {data && data.lines.length > 0 ? (
        <p className="nz-steps-total">
          合计 <Amount fen={data.totalFen} strong /> 元
        </p>
      ) : null}
    </Drawer>
  )
}
