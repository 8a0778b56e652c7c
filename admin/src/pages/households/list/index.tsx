import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { HouseholdFilter, HouseholdQuery, HouseholdRow } from '../../../../../shared/contracts/households.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { householdList } from '../../../api/households.ts'
import { useFilters } from '../../../components/filters.ts'
import { Gate } from '../../../components/Gate.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { ExportContactsButton } from '../../exchange/ExportContactsButton.tsx'
import { ExportHouseholdsButton } from '../../exchange/ExportHouseholdsButton.tsx'
import { type Chosen, countOf, nothingChosen, selectionOf } from './chosen.ts'
import { columns, hiddenColumns, householdPath } from './columns.tsx'
import { BatchBar } from './components/BatchBar.tsx'
import { HouseholdSearchForm } from './components/HouseholdSearchForm.tsx'
import { filterNames } from './filter-names.ts'

export default function HouseholdListPage(): ReactNode {
  const send = useSend()
  const navigate = useNavigate()
  const access = useAccess()
  const queryClient = useQueryClient()
  const { values, paging, setFilters, setPaging } = useFilters(filterNames)
  const filter = values as HouseholdFilter
  const query = { ...values, ...paging } as Partial<HouseholdQuery>
  const answer = useQuery(householdList(send, query))
  const total = answer.data?.total ?? 0
  // What is ticked belongs to what was found: under another filter nothing is.
  const [ticked, setTicked] = useState<{ readonly under: string; readonly chosen: Chosen } | null>(null)
  const under = JSON.stringify(values)
  const chosen = ticked?.under === under ? ticked.chosen : nothingChosen
  const setChosen = (next: Chosen) => setTicked({ under, chosen: next })
  const open = (row: HouseholdRow) => void navigate(householdPath(row.householdNo))
  const reset = () => setFilters(Object.fromEntries(filterNames.map((name) => [name, undefined])))
  const selects = access.bulkEdit || access.exportHouseholds

  /** Enter in the box opens the household when the search names exactly one. */
  async function openOnly(search: string) {
    if (search === '') return
    const wanted = { ...query, search, page: 1 }
    const page = await queryClient.fetchQuery(householdList(send, wanted)).catch(() => null)
    const [only] = page?.items ?? []
    if (only && page?.total === 1) open(only)
  }

  const selection = selectionOf(chosen, filter) ?? { filter }
  const count = countOf(chosen, total) || total
  const keys = chosen.kind === 'all' ? (answer.data?.items ?? []).map(({ householdNo }) => householdNo) : chosen.keys
  return (
    <>
      <PageHeader
        actions={
          <>
            <Gate right="exportHouseholds">
              <ExportHouseholdsButton selection={selection} total={count} />
            </Gate>
            <Gate right="bulkEdit">
              <ExportContactsButton selection={selection} total={count} />
            </Gate>
            <Gate right="createHousehold">
              <Button onClick={() => void navigate('/households/new')} type="primary">
                新建客户
              </Button>
            </Gate>
          </>
        }
        note={answer.data ? `共 ${total} 户` : null}
        title="用热户"
      />
      <SearchTable
        answer={answer}
        columns={columns}
        empty={
          Object.keys(values).length > 0 ? <EmptyRows onClear={reset} text="没有符合条件的用热户" /> : <EmptyRows text="还没有用热户资料" />
        }
        hidden={hiddenColumns}
        filters={selects ? <BatchBar chosen={chosen} filter={filter} onChoose={setChosen} total={total} /> : null}
        form={<HouseholdSearchForm onEnter={(text) => void openOnly(text)} setFilters={setFilters} values={values} />}
        label="用热户列表"
        minWidth={1080}
        name="households"
        onOpen={open}
        onPaging={setPaging}
        paging={paging}
        rowKey={(row) => row.householdNo}
        selection={selects ? { keys, onChange: (next) => setChosen({ kind: 'rows', keys: next }) } : undefined}
        toolbar={[]}
      />
    </>
  )
}
