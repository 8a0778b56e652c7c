import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { StatementQuery } from '../../../../../shared/contracts/reconciliation.ts'
import { useSend } from '../../../api/context.ts'
import { statementList } from '../../../api/reconciliation.ts'
import { DayRange } from '../../../components/DayRange.tsx'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { channelName } from '../../../words/names.ts'
import { statementStateOptions } from '../../../words/states.ts'
import { statementColumns, statementPath } from './columns.tsx'
import { FetchDialog } from './components/FetchDialog.tsx'

const channelOptions = ['wechat-pay', 'alipay'].map((value) => ({ value, label: channelName(value) }))

export default function StatementListPage(): ReactNode {
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const { values, paging, setFilters, setPaging } = useFilters(['from', 'to', 'state', 'channel'])
  const answer = useQuery(statementList(useSend(), { ...values, ...paging } as Partial<StatementQuery>))
  const filtered = Object.keys(values).length > 0
  return (
    <>
      <PageHeader
        actions={
          <Button onClick={() => setAsking(true)} type="primary">
            获取账单
          </Button>
        }
        note="支付平台的账单与我方账簿逐笔比对，每个商户号每天一份"
        title="对账"
      />
      <SearchTable
        answer={answer}
        columns={statementColumns}
        empty={
          <EmptyRows
            onClear={filtered ? () => setFilters({ from: '', to: '', state: '', channel: '' }) : undefined}
            text={filtered ? '没有符合条件的对账单' : '还没有对账单。每天 10 点自动获取前一天的账单，也可以点“获取账单”。'}
          />
        }
        filters={
          <>
            <DayRange from={values.from} onChange={setFilters} to={values.to} />
            <FilterSelect
              label="状态"
              onChange={(state) => setFilters({ state })}
              options={statementStateOptions}
              value={values.state}
              width={136}
            />
            <FilterSelect
              label="渠道"
              onChange={(channel) => setFilters({ channel })}
              options={channelOptions}
              value={values.channel}
              width={120}
            />
          </>
        }
        label="对账单列表"
        minWidth={1100}
        name="statements"
        onOpen={(row) => void navigate(statementPath(row.statementNo))}
        onPaging={setPaging}
        paging={paging}
        rowKey={(row) => row.statementNo}
      />
      {asking ? <FetchDialog onClose={() => setAsking(false)} /> : null}
    </>
  )
}
