import { useQuery } from '@tanstack/react-query'
import { Progress, Table } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import type { BillingRun } from '../../../../../shared/contracts/billing.ts'
import { billingRun, isRunning } from '../../../api/billing.ts'
import { useSend } from '../../../api/context.ts'
import { Amount } from '../../../components/Amount.tsx'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Gate } from '../../../components/Gate.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { runModeName } from '../../../words/names.ts'
import { runStateWord } from '../../../words/states.ts'
import { useUnitName } from '../unit-of.ts'
import { PostRunButton } from './components/PostRunButton.tsx'

type Skipped = BillingRun['skipped'][number]
const householdPath = (householdNo: string) => `/households/${encodeURIComponent(householdNo)}`

export default function BillingRunPage(): ReactNode {
  const { runNo = '' } = useParams()
  const { data: run, error, refetch } = useQuery(billingRun(useSend(), runNo))
  const unitName = useUnitName()
  const back = { to: '/billing-runs', text: '批量出账' }
  if (!run) {
    return (
      <>
        <PageHeader back={back} title={runNo} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading />}
      </>
    )
  }
  const offerPost = run.mode === 'preview' && run.state === 'done'
  return (
    <>
      <PageHeader
        actions={offerPost ? <Gate right="postBilling">{<PostRunButton preview={run} unitName={unitName(run.orgUnit)} />}</Gate> : null}
        back={back}
        beside={<StateMark word={runStateWord(run)} />}
        note={`批次 ${run.runNo}`}
        title={`${run.seasonCode} ${runModeName(run.mode)}`}
      />
      <div className="nz-stack">
        {error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : null}
        <section aria-label="进度" className="nz-paper">
          <RunProgress run={run} />
          <dl className="nz-facts nz-facts-wide">
            <dt>组织</dt>
            <dd>{unitName(run.orgUnit)}</dd>
            <dt>应收合计</dt>
            <dd>
              <Amount
                fen={run.totalFen}
                strong
                to={`/households?${new URLSearchParams({ seasonCode: run.seasonCode, orgUnit: run.orgUnit })}`}
              />{' '}
              元
            </dd>
            <dt>{run.mode === 'post' ? '已出账' : '可出账'}</dt>
            <dd className="nz-figures">{run.mode === 'post' ? run.postedCount : run.doneCount - run.skippedCount} 户</dd>
            <dt>跳过</dt>
            <dd className="nz-figures">{run.skippedCount} 户</dd>
            <dt>经办人</dt>
            <dd>{run.startedBy}</dd>
            <dt>开始</dt>
            <dd>
              <Moment at={run.startedAt} seconds />
            </dd>
            <dt>结束</dt>
            <dd>
              <Moment at={run.finishedAt} seconds />
            </dd>
          </dl>
        </section>
        <section aria-label="跳过的用热户" className="nz-paper">
          <h2>跳过的用热户</h2>
          {run.skippedCount > run.skipped.length ? (
            <p className="nz-soft">只列出前 {run.skipped.length} 户，处理后重新试算会列出其余的。</p>
          ) : null}
          <Table<Skipped>
            aria-label="跳过的用热户"
            columns={[
              { title: '客户卡号', dataIndex: 'householdNo', width: 160, render: (no: string) => <Link to={householdPath(no)}>{no}</Link> },
              { title: '原因', dataIndex: 'reason' },
            ]}
            dataSource={[...run.skipped]}
            locale={{ emptyText: <p className="nz-empty">{isRunning(run) ? '目前没有跳过的户' : '没有跳过任何一户'}</p> }}
            pagination={run.skipped.length > 10 ? { pageSize: 10, showSizeChanger: false, size: 'small' } : false}
            rowKey="householdNo"
            size="small"
          />
        </section>
      </div>
    </>
  )
}

function RunProgress({ run }: { readonly run: BillingRun }): ReactNode {
  const percent = run.householdCount === 0 ? (run.state === 'done' ? 100 : 0) : Math.floor((run.doneCount * 100) / run.householdCount)
  const words = isRunning(run)
    ? `正在处理，已完成 ${run.doneCount} / ${run.householdCount} 户`
    : `处理了 ${run.doneCount} / ${run.householdCount} 户`
  return (
    <>
      <p aria-live="polite" className="nz-figures">
        {run.state === 'failed' ? `${words}，批次没有完成，请到“后台任务”查看原因。` : words}
      </p>
      <Progress aria-label="完成比例" percent={percent} showInfo={false} size="small" status="normal" />
    </>
  )
}
