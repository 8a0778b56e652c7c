import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import type { ReactNode } from 'react'
import type { Import, ImportRow } from '../../../../../../shared/contracts/exchange.ts'
import { formatArea } from '../../../../../../shared/format/amount.ts'
import { useSend } from '../../../../api/context.ts'
import { importRows } from '../../../../api/exchange.ts'
import { Amount } from '../../../../components/Amount.tsx'
import { useFilters } from '../../../../components/filters.ts'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../../components/SearchTable.tsx'

const place: SearchColumn<ImportRow>[] = [
  { title: '行', dataIndex: 'row', width: 72, align: 'right', className: 'nz-figures' },
  { title: '客户卡号', dataIndex: 'householdNo', width: 120, className: 'nz-figures' },
  { title: '位置', dataIndex: 'place', width: 240, ellipsis: true },
]
const faultyColumns: SearchColumn<ImportRow>[] = [
  ...place,
  {
    title: '错误',
    key: 'faults',
    render: (_, { faults }) =>
      faults.map(({ column, message }) => (
        <div key={`${column}:${message}`}>
          {column ? `${column}：` : ''}
          {message}
        </div>
      )),
  },
]
const contactColumns: SearchColumn<ImportRow>[] = [
  ...place.filter(({ dataIndex }) => dataIndex !== 'place'),
  { title: '户主', dataIndex: 'customerName', width: 128, ellipsis: true },
  {
    title: '改动',
    key: 'changes',
    render: (_, { changes, faults }) =>
      changes.length === 0 ? (
        <span className="nz-none">{faults.length > 0 ? '有错误' : '没有改动'}</span>
      ) : (
        changes.map(({ field, before, after }) => (
          <div key={field}>
            {field}：{before ?? '无'} → <strong>{after ?? '清空'}</strong>
          </div>
        ))
      ),
  },
]
const allColumns: SearchColumn<ImportRow>[] = [
  ...place,
  { title: '户主', dataIndex: 'customerName', width: 128, ellipsis: true },
  {
    title: '采暖面积 ㎡',
    dataIndex: 'billedMilliM2',
    width: 112,
    align: 'right',
    render: (_, { billedMilliM2 }) => (billedMilliM2 === null ? '' : <span className="nz-figures">{formatArea(billedMilliM2)}</span>),
  },
  {
    title: '陈欠 元',
    dataIndex: 'arrearsFen',
    width: 112,
    align: 'right',
    render: (_, { arrearsFen }) => (arrearsFen === null ? '' : <Amount fen={arrearsFen} tone="owed" />),
  },
  {
    title: '余额 元',
    dataIndex: 'balanceFen',
    width: 112,
    align: 'right',
    render: (_, { balanceFen }) => (balanceFen === null ? '' : <Amount fen={balanceFen} />),
  },
]

/** The rows as they were read; where there are faults, those first. */
export function ImportRows({ found }: { readonly found: Import }): ReactNode {
  const { values, paging, setFilters, setPaging } = useFilters(['only'])
  const only = (values.only ?? (found.faultCount > 0 ? 'faulty' : 'all')) === 'faulty' ? 'faulty' : 'all'
  const answer = useQuery(importRows(useSend(), found.importNo, { ...paging, only, version: `${found.state}:${found.rowCount}` }))
  return (
    <SearchTable
      answer={answer}
      columns={only === 'faulty' ? faultyColumns : found.kind === 'contacts' ? contactColumns : allColumns}
      empty={<EmptyRows text={only === 'faulty' ? '没有错误的行' : '没有数据，或已过保存期'} />}
      filters={
        <Segmented
          aria-label="显示哪些行"
          onChange={(value) => setFilters({ only: value })}
          options={[
            { value: 'faulty', label: '有错误的行' },
            { value: 'all', label: '全部' },
          ]}
          value={only}
        />
      }
      label="工作簿各行"
      minWidth={960}
      name={`import-rows-${found.kind}-${only}`}
      onPaging={setPaging}
      paging={paging}
      rowKey={({ row }) => String(row)}
    />
  )
}
