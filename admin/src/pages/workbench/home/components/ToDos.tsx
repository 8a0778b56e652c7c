import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Right } from '../../../../access.ts'
import { billingRunList, isRunning } from '../../../../api/billing.ts'
import { useAccess, useSend } from '../../../../api/context.ts'
import { householdList } from '../../../../api/households.ts'
import { jobList } from '../../../../api/jobs.ts'
import { paymentOrderList } from '../../../../api/payments.ts'
import { moneyTodoCounts } from '../../../../api/refunds.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'

/** What waits for a person, counted by the same routes the lists use. */
export function ToDos(): ReactNode {
  const send = useSend()
  const access = useAccess()
  const unknown = useQuery({ ...paymentOrderList(send, { state: 'unknown', pageSize: 1 }), enabled: access.seeOrders })
  const open = useQuery({ ...paymentOrderList(send, { state: 'prepared', pageSize: 1 }), enabled: access.seeOrders })
  const money = useQuery({ ...moneyTodoCounts(send), enabled: access.seeOrders })
  const dead = useQuery({ ...jobList(send, { state: 'dead', pageSize: 1 }), enabled: access.seeJobs })
  const runs = useQuery({ ...billingRunList(send), enabled: access.previewBilling })
  const owing = useQuery({ ...householdList(send, { owed: 'owed', pageSize: 1 }), enabled: access.seeHouseholds })

  const todos: readonly ToDo[] = [
    {
      right: 'seeOrders',
      text: '结果未知的支付单',
      hint: '系统会继续查询通道',
      to: '/payment-orders?state=unknown',
      count: unknown.data?.total,
      urgent: true,
    },
    {
      right: 'sendRefunds',
      text: '待审批的退费',
      hint: '由申请人以外的同事批准',
      to: '/refunds?state=requested',
      count: money.data?.toApprove,
      urgent: true,
    },
    {
      right: 'seeOrders',
      text: '资金待办',
      hint: '待查、多收的款和需办的退费',
      to: '/money-todos',
      count: money.data && money.data.suspense + money.data.kept + money.data.refund + money.data['platform-refund'],
      urgent: true,
    },
    {
      right: 'seeJobs',
      text: '需处理的后台任务',
      hint: '多次失败后停下的任务',
      to: '/jobs?state=dead',
      count: dead.data?.total,
      urgent: true,
    },
    {
      right: 'previewBilling',
      text: '进行中的出账',
      hint: '试算和正式出账',
      to: '/billing-runs',
      count: runs.data?.items.filter(isRunning).length,
    },
    {
      right: 'seeOrders',
      text: '待支付的支付单',
      hint: '用户已下单、尚未付款',
      to: '/payment-orders?state=prepared',
      count: open.data?.total,
    },
    { right: 'seeHouseholds', text: '有欠费的用热户', hint: '各采暖季本金未缴清', to: '/households?owed=owed', count: owing.data?.total },
  ]
  const shown = todos.filter(({ right }) => access[right])
  const queries = [unknown, money, open, dead, runs, owing]
  const failed = queries.find(({ error, data }) => error && !data)
  function retry() {
    for (const query of queries) if (query.error) void query.refetch()
  }
  if (shown.length === 0) return <p className="nz-paper nz-soft">您的角色目前没有待办事项。</p>
  return (
    <section aria-label="待办">
      <h2>待办</h2>
      {failed ? <ErrorPanel compact error={failed.error} onRetry={retry} /> : null}
      <ul className="nz-todos">
        {shown.map((todo) => (
          <li key={todo.text}>
            <ToDoCard {...todo} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type ToDo = {
  readonly right: Right
  readonly text: string
  readonly hint: string
  readonly to: string
  readonly count: number | undefined
  /** A count above zero is a person's business now. */
  readonly urgent?: boolean
}

function ToDoCard({ text, hint, to, count, urgent = false }: ToDo): ReactNode {
  const loud = urgent && count !== undefined && count > 0
  return (
    <Link className={loud ? 'nz-todo nz-todo-urgent' : 'nz-todo'} to={to}>
      <span className="nz-todo-count nz-figures">{count === undefined ? '…' : count.toLocaleString('en-US')}</span>
      <span className="nz-todo-text">{text}</span>
      <span className="nz-todo-hint">{hint}</span>
    </Link>
  )
}
