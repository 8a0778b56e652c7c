import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { billingRun } from '../../../api/billing.ts'
import { useSend } from '../../../api/context.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { runModeName } from '../../../words/names.ts'
import { runStateWord } from '../../../words/states.ts'
import { useUnitName } from '../unit-of.ts'
import { ItemsTab } from './components/ItemsTab.tsx'
import { RunActs } from './components/RunActs.tsx'
import { RunHead } from './components/RunHead.tsx'
import { SummaryTab } from './components/SummaryTab.tsx'

export default function BillingRunPage(): ReactNode {
  const { runNo = '' } = useParams()
  const [parameters, setParameters] = useSearchParams()
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
  const tab = parameters.get('tab') === 'items' ? 'items' : 'summary'
  return (
    <>
      <PageHeader
        actions={<RunActs run={run} unitName={unitName(run.orgUnit)} />}
        back={back}
        beside={<StateMark word={runStateWord(run)} />}
        note={`批次 ${run.runNo}`}
        title={`${run.seasonCode} ${runModeName(run.mode)}`}
      />
      {error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : null}
      {tab === 'summary' ? <RunHead run={run} unitName={unitName(run.orgUnit)} /> : null}
      <Tabs
        activeKey={tab}
        className="nz-file-tabs"
        items={[
          { key: 'summary', label: run.mode === 'compare' ? '差异合计' : '合计与分布' },
          { key: 'items', label: `名单（${run.doneCount} 户）` },
        ]}
        onChange={(key) => setParameters(key === 'summary' ? {} : { tab: key }, { replace: true })}
      />
      {tab === 'summary' ? <SummaryTab run={run} /> : <ItemsTab run={run} />}
    </>
  )
}
