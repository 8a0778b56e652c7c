import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSend } from '../../../../api/context.ts'
import { unitTree } from '../../../../api/units.ts'
import { useFilters } from '../../../../components/filters.ts'
import { SearchBox } from '../../../../components/SearchBox.tsx'
import { EmptyRows, SearchTable } from '../../../../components/SearchTable.tsx'
import { unitColumns } from '../columns.tsx'
import { found, treeOf } from '../tree.ts'
import { UnitActs } from './UnitActs.tsx'
import { UnitDialog } from './UnitDialog.tsx'

/** The tree with its counts, and everything that may be done to a unit. */
export function ManagedUnits(): ReactNode {
  const answer = useQuery(unitTree(useSend()))
  const { values, setFilters } = useFilters(['search'])
  const [creating, setCreating] = useState(false)
  const units = answer.data?.items ?? []
  const shown = found(units, values.search ?? '')
  return (
    <>
      <SearchTable
        answer={{ ...answer, data: answer.data && { items: treeOf(shown) } }}
        columns={unitColumns((unit) => <UnitActs unit={unit} units={units} />)}
        empty={<EmptyRows onClear={values.search ? () => setFilters({ search: '' }) : undefined} text="没有符合条件的组织" />}
        expandable={{ defaultExpandAllRows: true }}
        filters={
          <SearchBox
            label="查找组织"
            onSearch={(search) => setFilters({ search })}
            placeholder="名称或代码"
            value={values.search ?? ''}
            width={240}
          />
        }
        key={answer.data ? `units ${values.search ?? ''}` : 'waiting'}
        label="组织机构"
        minWidth={1000}
        name="managed-units"
        rowKey={(unit) => unit.code}
        toolbar={[
          <Button key="create" onClick={() => setCreating(true)} type="primary">
            新增组织
          </Button>,
        ]}
      />
      {creating ? <UnitDialog onClose={() => setCreating(false)} units={units} /> : null}
    </>
  )
}
