import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { MoneyTodo, MoneyTodoQuery } from '../../../../../shared/contracts/payments/refunds.ts'
import { useSend } from '../../../api/context.ts'
import { moneyTodoList } from '../../../api/refunds.ts'
import { Amount } from '../../../components/Amount.tsx'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { channelName } from '../../../words/names.ts'
import { refundStateWord } from '../../../words/states.ts'
import { TodoActs } from './components/TodoActs.tsx'
import { storyOf, todoKinds } from './words.ts'

const columns: SearchColumn<MoneyTodo>[] = [
  { title: '时间', dataIndex: 'at', width: 144, render: (_, row) => <Moment at={row.at} /> },
  {
    title: '事项',
    dataIndex: 'kind',
    width: 120,
    render: (_, row) => (row.state ? <StateMark word={refundStateWord(row.state)} /> : todoKinds[row.kind]),
  },
  {
    title: '单号',
    dataIndex: 'no',
    width: 200,
    render: (_, row) => (
      <>
        {row.kind === 'refund' ? (
          <Link className="nz-figures" to={`/refunds/${row.no}`}>
            {row.no}
          </Link>
        ) : (
          <span className="nz-figures">{row.no}</span>
        )}
        {row.orderNo ? (
          <div className="nz-soft nz-figures">
            {row.ours && row.kind !== 'refund' ? (
              <Link to={`/payment-orders/${encodeURIComponent(row.orderNo)}`}>{row.orderNo}</Link>
            ) : (
              row.orderNo
            )}
          </div>
        ) : null}
      </>
    ),
  },
  { title: '渠道', dataIndex: 'channel', width: 88, render: (_, row) => channelName(row.channel) },
  {
    title: '用热户',
    dataIndex: 'householdNo',
    width: 104,
    render: (_, row) =>
      row.householdNo ? (
        <Link to={`/households/${encodeURIComponent(row.householdNo)}`}>{row.householdNo}</Link>
      ) : (
        <span className="nz-none">—</span>
      ),
  },
  { title: '情况', key: 'story', render: (_, row) => storyOf(row) },
  { title: '金额 元', dataIndex: 'amountFen', width: 112, align: 'right', render: (_, row) => <Amount fen={row.amountFen} strong /> },
  { title: '办理', key: 'acts', width: 216, render: (_, row) => <TodoActs todo={row} /> },
]

const kindOptions = Object.entries(todoKinds).map(([value, label]) => ({ value, label }))

/** 资金待办: money whose place is not known, that came too often or too late, and refunds that wait for a person. */
export default function MoneyTodoListPage(): ReactNode {
  const { values, paging, setFilters, setPaging } = useFilters(['kind'])
  const answer = useQuery(moneyTodoList(useSend(), { ...values, ...paging } as Partial<MoneyTodoQuery>))
  return (
    <>
      <PageHeader note="不知归属、多收、迟到的款，和需要人办的退费；办完一项少一项" title="资金待办" />
      <SearchTable
        answer={answer}
        columns={columns}
        empty={
          <EmptyRows
            onClear={values.kind ? () => setFilters({ kind: '' }) : undefined}
            text={values.kind ? '这一类没有待办' : '没有待办：每一笔款都有归属，退费都已了结'}
          />
        }
        filters={
          <FilterSelect label="事项" onChange={(kind) => setFilters({ kind })} options={kindOptions} value={values.kind} width={160} />
        }
        label="资金待办列表"
        minWidth={1180}
        name="money-todos"
        onPaging={setPaging}
        paging={paging}
        rowKey={(row) => `${row.kind} ${row.no}`}
      />
    </>
  )
}
