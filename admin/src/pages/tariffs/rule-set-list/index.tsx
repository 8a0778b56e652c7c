import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { RuleSetQuery } from '../../../../../shared/contracts/tariffs.ts'
import { useSend } from '../../../api/context.ts'
import { ruleSetList } from '../../../api/tariffs.ts'
import { orgUnitList, seasonList } from '../../../api/tenancy.ts'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { Gate } from '../../../components/Gate.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { ruleSetStateOptions } from '../../../words/states.ts'
import { columns, ruleSetKey, ruleSetPath } from './columns.tsx'
import { CreateDialog } from './components/CreateDialog.tsx'

export default function RuleSetListPage(): ReactNode {
  const send = useSend()
  const navigate = useNavigate()
  const [creating, setCreating] = useState(false)
  const { values, paging, setFilters, setPaging } = useFilters(['seasonCode', 'orgUnit', 'state', 'notice'])
  const answer = useQuery(ruleSetList(send, { ...values, ...paging } as Partial<RuleSetQuery>))
  const seasons = useQuery(seasonList(send))
  const units = useQuery(orgUnitList(send))
  const filtered = Object.keys(values).length > 0
  const seasonCodes = [...new Set((seasons.data?.items ?? []).map(({ code }) => code))]
  return (
    <>
      <PageHeader
        actions={
          <Gate right="writeRuleSets">
            <Button onClick={() => setCreating(true)} type="primary">
              新建价目
            </Button>
          </Gate>
        }
        note="价格文件怎样写，这里就怎样填；一人编制，另一人发布"
        title="价目"
      />
      <SearchTable
        answer={answer}
        columns={columns}
        empty={
          <EmptyRows
            onClear={filtered ? () => setFilters({ seasonCode: '', orgUnit: '', state: '', notice: '' }) : undefined}
            text={filtered ? '没有符合条件的价目' : '还没有价目。点“新建价目”，选一个与价格文件相近的模板。'}
          />
        }
        filters={
          <>
            <FilterSelect
              label="采暖季"
              loading={seasons.isPending}
              onChange={(seasonCode) => setFilters({ seasonCode })}
              options={seasonCodes.map((code) => ({ value: code, label: code }))}
              value={values.seasonCode}
            />
            <FilterSelect
              label="组织"
              loading={units.isPending}
              onChange={(orgUnit) => setFilters({ orgUnit })}
              options={(units.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
              value={values.orgUnit}
              width={160}
            />
            <FilterSelect label="状态" onChange={(state) => setFilters({ state })} options={ruleSetStateOptions} value={values.state} />
            <SearchBox
              label="价格文件"
              onSearch={(notice) => setFilters({ notice })}
              placeholder="文号或文件名称"
              value={values.notice ?? ''}
              width={200}
            />
          </>
        }
        label="价目列表"
        minWidth={1080}
        name="rule-sets"
        onOpen={(row) => void navigate(ruleSetPath(row))}
        onPaging={setPaging}
        paging={paging}
        rowKey={ruleSetKey}
      />
      {creating ? <CreateDialog onClose={() => setCreating(false)} onCreated={(key) => void navigate(`${ruleSetPath(key)}/edit`)} /> : null}
    </>
  )
}
