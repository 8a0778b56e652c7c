import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { useSend } from '../../../api/context.ts'
import { refundFile } from '../../../api/refunds.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Gate } from '../../../components/Gate.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { refundStateWord } from '../../../words/states.ts'
import { RefundActs } from './components/RefundActs.tsx'
import { RefundFacts, RefundParts } from './components/RefundFacts.tsx'
import { RefundStory } from './components/RefundStory.tsx'

export default function RefundFilePage(): ReactNode {
  const { refundNo = '' } = useParams()
  const { data: file, error, refetch } = useQuery(refundFile(useSend(), refundNo))
  const back = { to: '/refunds', text: '退费' }
  if (!file) {
    return (
      <>
        <PageHeader back={back} title={refundNo} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading rows={10} />}
      </>
    )
  }
  return (
    <>
      <PageHeader
        actions={<RefundActs file={file} />}
        back={back}
        beside={<StateMark word={refundStateWord(file.state)} />}
        tabTitle={`退费 ${file.refundNo}`}
        title={file.refundNo}
      />
      <div className="nz-order">
        <div className="nz-stack">
          <RefundFacts file={file} />
          <RefundParts file={file} />
        </div>
        <section aria-label="经过" className="nz-paper">
          <h2>经过</h2>
          <Gate otherwise={<p className="nz-soft">您没有查看通道请求与答复的权限，这里只列出退费的状态变化。</p>} right="seeGateway">
            {null}
          </Gate>
          <RefundStory file={file} />
        </section>
      </div>
    </>
  )
}
