import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { RunSummary } from '../../../../../../shared/contracts/billing/runs.ts'
import type { BillingRun } from '../../../../../../shared/contracts/billing.ts'
import { type RunSelection, runSelections } from '../../../../../../shared/format/run-selections.ts'
import { runSummary } from '../../../../api/billing.ts'
import { useSend } from '../../../../api/context.ts'
import { Amount } from '../../../../components/Amount.tsx'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { priceTypeName } from '../../../../words/names.ts'
import { itemsPath } from '../selections.ts'
import { Bands } from './Bands.tsx'
import { Parts } from './Parts.tsx'

/** The run in sums, with the way to every household that stands behind a figure. */
export function SummaryTab({ run }: { readonly run: BillingRun }): ReactNode {
  const { data, error, refetch } = useQuery(runSummary(useSend(), { runNo: run.runNo, version: `${run.state}:${run.doneCount}` }))
  if (!data) return error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : <Loading rows={6} />
  return (
    <div className="nz-run-sums">
      {run.mode === 'compare' ? <Differences run={run} summary={data} /> : <Odd run={run} summary={data} />}
      {run.mode === 'compare' ? null : (
        <>
          <Bands bands={data.bands} runNo={run.runNo} />
          <Parts parts={data.byFeeType} title="费用种类" />
          <Parts parts={data.byCustomerClass} title="用户类别" />
          <Parts
            parts={data.byPriceType.map((part) => ({ ...part, name: part.code === null ? part.name : priceTypeName(part.code) }))}
            title="单价类型"
          />
          {data.byPayer.length > 1 ? <Parts parts={data.byPayer} title="由谁承担" /> : null}
        </>
      )}
      <Parts parts={data.byOrgUnit} to={({ code }) => itemsPath(run.runNo, { orgUnit: code ?? '' })} title="组织" />
    </div>
  )
}

type Props = { readonly run: BillingRun; readonly summary: RunSummary }
const odd: readonly RunSelection[] = ['refused', 'no-area', 'zero-area', 'zero-amount', 'up', 'down', 'highest', 'lowest']

function Odd({ run, summary }: Props): ReactNode {
  const { compared, counts } = summary
  return (
    <section aria-label="请核对" className="nz-paper">
      <h2>请核对</h2>
      <Counts counts={counts} runNo={run.runNo} shown={run.mode === 'post' ? ['refused', 'zero-amount', 'highest', 'lowest'] : odd} />
      {run.mode === 'preview' ? (
        <p className="nz-soft">
          上季有账单的 {compared.households} 户：上季 <Amount fen={compared.beforeFen} /> 元，本季 <Amount fen={compared.nowFen} /> 元，相差{' '}
          <Amount fen={compared.nowFen - compared.beforeFen} /> 元
        </p>
      ) : null}
      <Reasons reasons={summary.reasons} runNo={run.runNo} />
    </section>
  )
}

function Differences({ run, summary }: Props): ReactNode {
  const { compared, counts, differenceFen } = summary
  const none = counts.new + counts.changed + counts.gone === 0
  return (
    <section aria-label="差异" className="nz-paper">
      <h2>差异</h2>
      {none && run.state === 'done' ? <p className="nz-soft">已出账的金额与现在的资料和价目一致。</p> : null}
      <Counts counts={counts} runNo={run.runNo} shown={['changed', 'new', 'gone', 'same', 'corrected', 'kept', 'refused']} />
      <p className="nz-soft">
        已出账的 {compared.households} 户共 <Amount fen={compared.beforeFen} /> 元；按现在的资料和价目，应收合计相差{' '}
        <Amount fen={differenceFen} strong /> 元。
      </p>
      <Reasons reasons={summary.reasons} runNo={run.runNo} />
    </section>
  )
}

function Counts({
  runNo,
  counts,
  shown,
}: {
  readonly runNo: string
  readonly counts: RunSummary['counts']
  readonly shown: readonly RunSelection[]
}) {
  return (
    <ul className="nz-run-counts">
      {shown.map((show) => (
        <li key={show}>
          <Link to={itemsPath(runNo, { show })}>
            <span>{runSelections[show]}</span>
            {show === 'highest' || show === 'lowest' ? null : <strong className="nz-figures">{counts[show]}</strong>}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Reasons({ runNo, reasons }: { readonly runNo: string; readonly reasons: RunSummary['reasons'] }): ReactNode {
  if (reasons.length === 0) return null
  return (
    <ul aria-label="不能出账的原因" className="nz-run-reasons">
      {reasons.map(({ reason, households }) => (
        <li key={reason}>
          <Link to={itemsPath(runNo, { show: 'refused', reason })}>{reason}</Link> <span className="nz-figures">{households} 户</span>
        </li>
      ))}
    </ul>
  )
}
