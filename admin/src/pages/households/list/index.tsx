import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { ExportHouseholds } from '../../../../../shared/contracts/exchange.ts'
import type { HouseholdQuery, HouseholdRow } from '../../../../../shared/contracts/households.ts'
import { useSend } from '../../../api/context.ts'
import { householdList } from '../../../api/households.ts'
import { orgUnitList, seasonList } from '../../../api/tenancy.ts'
import { householdSearchId } from '../../../app/ShellHeader.tsx'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { Gate } from '../../../components/Gate.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { ExportHouseholdsButton } from '../../exchange/ExportHouseholdsButton.tsx'
import { columns, householdPath } from './columns.tsx'

const owedOptions = [
  { value: 'owed', label: '有欠费' },
  { value: 'clear', label: '无欠费' },
]

export default function HouseholdListPage(): ReactNode {
  const send = useSend()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { values, paging, setFilters, setPaging } = useFilters(['search', 'seasonCode', 'owed', 'orgUnit'])
  const query = { ...values, ...paging } as Partial<HouseholdQuery>
  const answer = useQuery(householdList(send, query))
  const seasons = useQuery(seasonList(send))
  const units = useQuery(orgUnitList(send))
  const filtered = Object.keys(values).length > 0
  const open = (row: HouseholdRow) => void navigate(householdPath(row.householdNo))

  /** Enter in the box opens the household when the search names exactly one. */
  async function openOnly(search: string) {
    if (search === '') return
    const wanted = { ...query, search, page: 1 }
    const page = await queryClient.fetchQuery(householdList(send, wanted)).catch(() => null)
    const [only] = page?.items ?? []
    if (only && page?.total === 1) open(only)
  }

  return (
    <>
      <PageHeader
        actions={
          <Gate right="exportHouseholds">
            <ExportHouseholdsButton filter={values as ExportHouseholds['filter']} total={answer.data?.total ?? 0} />
          </Gate>
        }
        note={answer.data ? `共 ${answer.data.total} 户` : null}
        title="用热户"
      />
      <SearchTable
        answer={answer}
        columns={columns}
        empty={
          filtered ? (
            <EmptyRows onClear={() => setFilters({ search: '', seasonCode: '', owed: '', orgUnit: '' })} text="没有符合条件的用热户" />
          ) : (
            <EmptyRows text="还没有用热户资料" />
          )
        }
        filters={
          <>
            <SearchBox
              autoFocus
              id={householdSearchId}
              label="查找用热户"
              onEnter={(text) => void openOnly(text)}
              onSearch={(search) => setFilters({ search })}
              placeholder="卡号 / 电话 / 姓名 / 首拼 / 地址 3-2-501"
              value={values.search ?? ''}
              width={312}
            />
            <FilterSelect
              label="采暖季"
              loading={seasons.isPending}
              onChange={(seasonCode) => setFilters({ seasonCode })}
              options={(seasons.data?.items ?? []).map(({ code }) => ({ value: code, label: code }))}
              value={values.seasonCode}
            />
            <FilterSelect
              label="欠费情况"
              onChange={(owed) => setFilters({ owed })}
              options={owedOptions}
              value={values.owed}
              width={112}
            />
            <FilterSelect
              label="组织"
              loading={units.isPending}
              onChange={(orgUnit) => setFilters({ orgUnit })}
              options={(units.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
              value={values.orgUnit}
              width={160}
            />
          </>
        }
        label="用热户列表"
        minWidth={1040}
        name="households"
        onOpen={open}
        onPaging={setPaging}
        paging={paging}
        rowKey={(row) => row.householdNo}
      />
    </>
  )
}
