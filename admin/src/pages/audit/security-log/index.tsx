import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { securityEventLabels } from '../../../../../shared/access/action-labels.ts'
import type { SecurityQuery, SecurityRow } from '../../../../../shared/contracts/audit/logs.ts'
import { securityList } from '../../../api/audit.ts'
import { useSend } from '../../../api/context.ts'
import { CopyText } from '../../../components/CopyText.tsx'
import { DayRange } from '../../../components/DayRange.tsx'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { securityEventWord } from '../../../words/states.ts'
import { DetailLines, detailSentence } from '../detail.tsx'

const columns: SearchColumn<SecurityRow>[] = [
  { title: '时间', key: 'at', width: 168, render: (_, row) => <Moment at={row.at} seconds /> },
  { title: '事件', key: 'event', width: 176, render: (_, { event }) => <StateMark word={securityEventWord(event)} /> },
  {
    title: '账号',
    key: 'subject',
    width: 216,
    ellipsis: true,
    render: (_, row) => `${row.subject}${row.subjectKind === 'resident' ? '（用户）' : ''}`,
  },
  { title: '内容', key: 'detail', ellipsis: true, render: (_, { detail }) => <span className="nz-soft">{detailSentence(detail)}</span> },
  { title: 'IP', key: 'ip', width: 136, render: (_, { ip }) => <span className="nz-figures">{ip ?? '—'}</span> },
]
const events = Object.entries(securityEventLabels).map(([value, label]) => ({ value, label }))
const none = { from: '', to: '', actor: '', household: '', event: '' }

export default function SecurityLogPage(): ReactNode {
  const { values, paging, setFilters, setPaging } = useFilters(['from', 'to', 'actor', 'household', 'event'])
  const answer = useQuery(securityList(useSend(), { ...values, ...paging } as Partial<SecurityQuery>))
  const filtered = Object.keys(values).length > 0
  return (
    <>
      <PageHeader note="登录、失败、锁定和越权；由公司一级查看，只能查看，不能修改" title="安全日志" />
      <SearchTable
        answer={answer}
        columns={columns}
        empty={<EmptyRows onClear={filtered ? () => setFilters(none) : undefined} text={filtered ? '没有符合条件的记录' : '还没有记录'} />}
        expandable={{
          expandedRowRender: (row) => (
            <div className="nz-expanded">
              <DetailLines detail={row.detail} />
              {row.requestId ? (
                <p className="nz-soft">
                  请求编号 <CopyText text={row.requestId} />
                </p>
              ) : null}
            </div>
          ),
        }}
        filters={
          <>
            <DayRange from={values.from} onChange={setFilters} to={values.to} />
            <SearchBox label="账号" onSearch={(actor) => setFilters({ actor })} placeholder="账号" value={values.actor ?? ''} width={144} />
            <SearchBox
              label="交费客户"
              onSearch={(household) => setFilters({ household })}
              placeholder="交费客户卡号"
              value={values.household ?? ''}
              width={160}
            />
            <FilterSelect label="事件" onChange={(event) => setFilters({ event })} options={events} value={values.event} width={152} />
          </>
        }
        label="安全日志"
        minWidth={1000}
        name="security-log"
        onPaging={setPaging}
        paging={paging}
        rowKey={(row) => `${row.requestId} ${row.at} ${row.event} ${row.subject}`}
      />
    </>
  )
}
