import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { billingRunList } from '../../../api/billing.ts'
import { useSend } from '../../../api/context.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { useUnitName } from '../unit-of.ts'
import { runColumns, runPath } from './columns.tsx'
import { StartRunDialog } from './components/StartRunDialog.tsx'

export default function BillingRunListPage(): ReactNode {
  const navigate = useNavigate()
  const [starting, setStarting] = useState<'preview' | 'compare' | null>(null)
  const answer = useQuery(billingRunList(useSend()))
  const unitName = useUnitName()
  return (
    <>
      <PageHeader
        actions={
          <>
            <Button onClick={() => setStarting('compare')}>比对差异</Button>
            <Button onClick={() => setStarting('preview')} type="primary">
              试算出账
            </Button>
          </>
        }
        note="先试算、看清金额和跳过的户，再正式出账"
        title="批量出账"
      />
      <SearchTable
        answer={answer}
        columns={runColumns(unitName)}
        empty={<EmptyRows text="还没有出过账。点“试算出账”，选择采暖季和组织。" />}
        label="出账批次列表"
        minWidth={1080}
        name="billing-runs"
        onOpen={(run) => void navigate(runPath(run.runNo))}
        rowKey={(run) => run.runNo}
      />
      {starting ? (
        <StartRunDialog
          compare={starting === 'compare'}
          onClose={() => setStarting(null)}
          onStarted={(run) => void navigate(runPath(run.runNo))}
        />
      ) : null}
    </>
  )
}
