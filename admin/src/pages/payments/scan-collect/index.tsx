import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useParams } from 'react-router'
import { useSend } from '../../../api/context.ts'
import { scanDesk } from '../../../api/scan-collect.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { CodePanel } from './components/CodePanel.tsx'
import { QuotePanel } from './components/QuotePanel.tsx'
import { StartPanel } from './components/StartPanel.tsx'

/** 扫码收款: what is owed on the left, on the right the code that the person at the counter scans. */
export default function ScanCollectPage(): ReactNode {
  const { householdNo = '' } = useParams()
  const { data: desk, error, refetch } = useQuery(scanDesk(useSend(), householdNo))
  const queryClient = useQueryClient()
  const [started, setStarted] = useState<string | null>(null)
  const back = { to: `/households/${encodeURIComponent(householdNo)}`, text: '用热户' }
  if (!desk) {
    return (
      <>
        <PageHeader back={back} title="扫码收款" />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading rows={8} />}
      </>
    )
  }
  const orderNo = started ?? desk.openOrderNo
  const startAnew = () => {
    setStarted(null)
    void refetch()
  }
  /** The code stays in view, and what is owed beside it is asked for anew, here and on every page of this household. */
  const showPaid = (paidOrderNo: string) => {
    setStarted(paidOrderNo)
    void queryClient.invalidateQueries({ queryKey: ['households'] })
  }
  return (
    <>
      <PageHeader
        back={back}
        note={
          <>
            {desk.address}　卡号 {householdNo}
          </>
        }
        tabTitle={`扫码收款 ${householdNo}`}
        title="扫码收款"
      />
      <div className="nz-scan">
        <QuotePanel desk={desk} />
        {orderNo === null ? (
          <StartPanel desk={desk} householdNo={householdNo} onChanged={startAnew} onStarted={setStarted} />
        ) : (
          <CodePanel householdNo={householdNo} key={orderNo} onAgain={startAnew} onPaid={() => showPaid(orderNo)} orderNo={orderNo} />
        )}
      </div>
    </>
  )
}
