import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { UnitNode } from '../../../../../shared/contracts/tenancy/units.ts'
import type { SearchColumn } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { unitKindName } from '../../../words/names.ts'
import { unitStateWord } from '../../../words/states.ts'
import type { Branch } from './tree.ts'

export function unitColumns(act: (unit: UnitNode) => ReactNode): SearchColumn<Branch<UnitNode>>[] {
  return [
    { title: '名称', dataIndex: 'name', ellipsis: true },
    { title: '代码', dataIndex: 'code', width: 144, render: (_, unit) => <code>{unit.code}</code> },
    { title: '类型', dataIndex: 'kind', width: 88, render: (_, unit) => unitKindName(unit.kind) },
    { title: '法人主体', dataIndex: 'legalEntity', width: 232, ellipsis: true },
    {
      title: '用热户',
      dataIndex: 'householdCount',
      width: 96,
      align: 'right',
      render: (_, unit) => (
        <Link className="nz-figures" to={`/households?orgUnit=${encodeURIComponent(unit.code)}`}>
          {unit.householdCount.toLocaleString('zh-CN')}
        </Link>
      ),
    },
    { title: '员工', dataIndex: 'staffCount', width: 72, align: 'right', className: 'nz-figures' },
    { title: '状态', key: 'state', width: 88, render: (_, unit) => <StateMark word={unitStateWord(unit.closed ? 'closed' : 'open')} /> },
    { title: '操作', key: 'act', width: 72, fixed: 'end', render: (_, unit) => act(unit) },
  ]
}
