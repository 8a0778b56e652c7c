import { Link } from 'react-router'
import type { Import } from '../../../../../shared/contracts/exchange.ts'
import { Moment } from '../../../components/Moment.tsx'
import type { SearchColumn } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { importKindName } from '../../../words/names.ts'
import { importStateWord } from '../../../words/states.ts'

export const importPath = (importNo: string) => `/imports/${encodeURIComponent(importNo)}`

export const importColumns: SearchColumn<Import>[] = [
  {
    title: '批次',
    dataIndex: 'importNo',
    width: 220,
    render: (_, { importNo }) => (
      <Link className="nz-figures" to={importPath(importNo)}>
        {importNo}
      </Link>
    ),
  },
  { title: '文件', dataIndex: 'fileName', ellipsis: true },
  { title: '内容', dataIndex: 'kind', width: 104, render: (_, { kind }) => importKindName(kind) },
  { title: '采暖季', dataIndex: 'seasonCode', width: 100, className: 'nz-figures', render: (_, { seasonCode }) => seasonCode ?? '—' },
  { title: '状态', dataIndex: 'state', width: 96, render: (_, { state }) => <StateMark word={importStateWord(state)} /> },
  { title: '行数', dataIndex: 'rowCount', width: 80, align: 'right', className: 'nz-figures' },
  {
    title: '错误',
    key: 'faults',
    width: 72,
    align: 'right',
    render: (_, { faultCount, fileFaults }) => <span className="nz-figures">{faultCount + fileFaults.length}</span>,
  },
  {
    title: '已完成户数',
    key: 'done',
    width: 104,
    align: 'right',
    render: (_, { doneCount, householdCount }) => <span className="nz-figures">{`${doneCount} / ${householdCount}`}</span>,
  },
  { title: '上传时间', dataIndex: 'createdAt', width: 144, render: (_, { createdAt }) => <Moment at={createdAt} /> },
  { title: '上传人', dataIndex: 'startedBy', width: 128, ellipsis: true },
]
