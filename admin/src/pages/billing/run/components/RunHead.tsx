import { Progress } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { BillingRun } from '../../../../../../shared/contracts/billing.ts'
import { isRunning } from '../../../../api/billing.ts'
import { Amount } from '../../../../components/Amount.tsx'
import { Moment } from '../../../../components/Moment.tsx'

/** How far the run is, and its figures. */
export function RunHead({ run, unitName }: { readonly run: BillingRun; readonly unitName: string }): ReactNode {
  const households = run.mode === 'post' ? run.postedCount : run.doneCount - run.skippedCount
  return (
    <section aria-label="进度" className="nz-paper">
      <RunProgress run={run} />
      <dl className="nz-facts nz-facts-wide">
        <dt>组织</dt>
        <dd>{unitName}</dd>
        <dt>应收合计</dt>
        <dd>
          <Amount
            fen={run.totalFen}
            strong
            to={`/households?${new URLSearchParams({ seasonCode: run.seasonCode, orgUnit: run.orgUnit })}`}
          />{' '}
          元
        </dd>
        <dt>{{ post: '已出账', preview: '可出账', compare: '算得出' }[run.mode]}</dt>
        <dd className="nz-figures">{households} 户</dd>
        <dt>跳过</dt>
        <dd className="nz-figures">{run.skippedCount} 户</dd>
        <dt>经办人</dt>
        <dd>{run.startedBy}</dd>
        <dt>起止</dt>
        <dd>
          <Moment at={run.startedAt} seconds /> 至 {run.finishedAt ? <Moment at={run.finishedAt} seconds /> : '未结束'}
        </dd>
        {run.previewRunNo ? (
          <>
            <dt>依据试算</dt>
            <dd>
              <Link className="nz-figures" to={`/billing-runs/${encodeURIComponent(run.previewRunNo)}`}>
                {run.previewRunNo}
              </Link>
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  )
}

function RunProgress({ run }: { readonly run: BillingRun }): ReactNode {
  const { doneCount, householdCount } = run
  const percent = householdCount === 0 ? (run.state === 'done' ? 100 : 0) : Math.floor((doneCount * 100) / householdCount)
  return (
    <>
      <p aria-live="polite" className="nz-figures">
        {wordsOf(run)}
      </p>
      <Progress aria-label="完成比例" percent={percent} size="small" status="normal" />
    </>
  )
}

function wordsOf(run: BillingRun): string {
  const { doneCount, householdCount, householdsPerSecond: pace, state } = run
  const done = `${doneCount} / ${householdCount} 户`
  if (state === 'failed') return `处理了 ${done}，批次没有完成，请到“后台任务”查看原因。`
  if (state === 'stopped') return `已停止，处理了 ${done}。已处理的保留不变，点“继续”从停下的地方接着做。`
  if (!isRunning(run)) return pace === null ? `处理了 ${done}` : `处理了 ${done}，每秒约 ${pace} 户`
  const left = pace ? `，每秒约 ${pace} 户，还需约 ${secondsText(Math.ceil((householdCount - doneCount) / pace))}` : ''
  return `正在处理，已完成 ${done}${left}`
}

function secondsText(seconds: number): string {
  return seconds < 90 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`
}
