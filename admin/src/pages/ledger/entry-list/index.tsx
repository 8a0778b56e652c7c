import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useSend } from '../../../api/context.ts'
import { entryList } from '../../../api/ledger.ts'
import { useFilters } from '../../../components/filters.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { entryColumns } from './columns.tsx'
import { linesOf } from './rows.ts'

export default function EntryListPage(): ReactNode {
  const { values, paging, setFilters, setPaging } = useFilters(['householdNo'])
  const answer = useQuery(entryList(useSend(), { ...values, ...paging }))
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const page = answer.data
  return (
    <>
      <PageHeader note="每一笔钱的借与贷；封存之后任何改动都会被核对发现" title="会计分录" />
      <SearchTable
        answer={{ ...answer, data: page && { items: linesOf(page.items, opened), total: page.total } }}
        columns={entryColumns((entryNo) => setOpened(new Set([...opened, entryNo])))}
        empty={
          <EmptyRows
            onClear={values.householdNo ? () => setFilters({ householdNo: '' }) : undefined}
            text={values.householdNo ? '这个卡号没有会计分录' : '还没有会计分录'}
          />
        }
        filters={
          <SearchBox
            label="客户卡号"
            onSearch={(householdNo) => setFilters({ householdNo })}
            placeholder="客户卡号"
            value={values.householdNo ?? ''}
            width={200}
          />
        }
        label="会计分录列表"
        minWidth={1080}
        name="journal-entries"
        onPaging={setPaging}
        paging={paging}
        rowKey={(row) => row.key}
      />
    </>
  )
}
