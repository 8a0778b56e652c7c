import { Link } from 'react-router'
import type { Statement } from '../../../../../shared/contracts/reconciliation.ts'
import { isAwaited } from '../../../api/reconciliation.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Moment } from '../../../components/Moment.tsx'
import type { SearchColumn } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { channelName } from '../../../words/names.ts'
import { statementStateWord } from '../../../words/states.ts'

export const statementPath = (statementNo: string) => `/statements/${encodeURIComponent(statementNo)}`

export const statementColumns: SearchColumn<Statement>[] = [
  {
    title: '账单日',
    dataIndex: 'day',
    width: 104,
    render: (_, row) => (
      <Link className="nz-figures" to={statementPath(row.statementNo)}>
        {row.day}
      </Link>
    ),
  },
  { title: '渠道', dataIndex: 'channel', width: 88, render: (_, row) => channelName(row.channel) },
  {
    title: '商户号',
    dataIndex: 'merchantNo',
    ellipsis: true,
    render: (_, row) => (
      <>
        <span className="nz-figures">{row.merchantNo}</span> <span className="nz-soft">{row.merchantName}</span>
      </>
    ),
  },
  {
    title: '状态',
    dataIndex: 'state',
    width: 104,
    render: (_, row) => <StateMark word={isAwaited(row) ? { text: '正在获取', tone: 'busy' } : statementStateWord(row.state)} />,
  },
  {
    title: '平台收款 元',
    key: 'theirs',
    width: 112,
    align: 'right',
    render: (_, { theirs }) => (theirs ? <Amount fen={theirs.paymentFen} /> : <span className="nz-none">—</span>),
  },
  { title: '我方收款 元', key: 'ours', width: 112, align: 'right', render: (_, { ours }) => <Amount fen={ours.paymentFen} /> },
  {
    title: '平台退费 元',
    key: 'their-refunds',
    width: 104,
    align: 'right',
    render: (_, { theirs }) => (theirs ? <Amount fen={theirs.refundFen} /> : <span className="nz-none">—</span>),
  },
  { title: '我方退费 元', key: 'our-refunds', width: 104, align: 'right', render: (_, { ours }) => <Amount fen={ours.refundFen} /> },
  {
    title: '待处理差异',
    dataIndex: 'open',
    width: 96,
    align: 'right',
    render: (_, { open, differences }) => (
      <span className={open > 0 ? 'nz-figures nz-attention' : 'nz-figures'}>{differences === 0 ? '0' : `${open} / ${differences}`}</span>
    ),
  },
  { title: '获取时间', dataIndex: 'fetchedAt', width: 144, render: (_, row) => <Moment at={row.fetchedAt} /> },
]
