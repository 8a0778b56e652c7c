import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { useSend } from '../../../api/context.ts'
import { paymentOrderFile } from '../../../api/payments.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Gate } from '../../../components/Gate.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { orderStateWord } from '../../../words/states.ts'
import { RefundPanel } from '../refund-request/RefundPanel.tsx'
import { Conversation } from './components/Conversation.tsx'
import { OrderFacts, OrderHouseholds, OrderPayments } from './components/OrderFacts.tsx'
import { RequeryButton } from './components/RequeryButton.tsx'
import { conversationOf } from './conversation.ts'

export default function PaymentOrderFilePage(): ReactNode {
  const { orderNo = '' } = useParams()
  const { data: file, error, refetch } = useQuery(paymentOrderFile(useSend(), orderNo))
  const back = { to: '/payment-orders', text: '支付单' }
  if (!file) {
    return (
      <>
        <PageHeader back={back} title={orderNo} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading rows={10} />}
      </>
    )
  }
  return (
    <>
      <PageHeader
        actions={file.state === 'paid' ? null : <Gate right="requeryOrder">{<RequeryButton file={file} />}</Gate>}
        back={back}
        beside={<StateMark word={orderStateWord(file.state)} />}
        tabTitle={`支付单 ${file.orderNo}`}
        title={file.orderNo}
      />
      <div className="nz-order">
        <div className="nz-stack">
          <OrderFacts file={file} />
          <OrderHouseholds file={file} />
          <OrderPayments payments={file.payments} />
          {file.state === 'paid' ? (
            <Gate right="requestRefunds">
              <RefundPanel orderNo={file.orderNo} />
            </Gate>
          ) : null}
        </div>
        <section aria-label="与支付通道的往来" className="nz-paper">
          <h2>与支付通道的往来</h2>
          <Gate otherwise={<p className="nz-soft">您没有查看通道请求与答复的权限，这里只列出支付单的状态变化。</p>} right="seeGateway">
            {null}
          </Gate>
          <Conversation turns={conversationOf(file)} />
        </section>
      </div>
    </>
  )
}
