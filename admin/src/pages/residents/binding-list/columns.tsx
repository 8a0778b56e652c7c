import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { BindingRow } from '../../../../../shared/contracts/residents/bindings.ts'
import { Masked } from '../../../components/Masked.tsx'
import { Moment } from '../../../components/Moment.tsx'
import type { SearchColumn } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { bindingRoleName, platformName } from '../../../words/names.ts'
import { bindingStateWord } from '../../../words/states.ts'

export function bindingColumns(act: (row: BindingRow) => ReactNode): SearchColumn<BindingRow>[] {
  return [
    {
      title: '客户卡号',
      dataIndex: 'householdNo',
      width: 120,
      render: (_, { householdNo }) => (
        <Link className="nz-figures" to={`/households/${encodeURIComponent(householdNo)}`}>
          {householdNo}
        </Link>
      ),
    },
    { title: '户主', dataIndex: 'holderName', width: 104, ellipsis: true },
    { title: '地址', dataIndex: 'address', ellipsis: true },
    { title: '组织', dataIndex: 'orgUnit', width: 128, ellipsis: true },
    { title: '用户手机', dataIndex: 'phone', width: 128, render: (_, { phone }) => <Masked value={phone} /> },
    { title: '来源', key: 'platforms', width: 152, ellipsis: true, render: (_, { platforms }) => platforms.map(platformName).join('、') },
    { title: '身份', dataIndex: 'role', width: 72, render: (_, { role }) => bindingRoleName(role) },
    { title: '状态', dataIndex: 'state', width: 88, render: (_, { state }) => <StateMark word={bindingStateWord(state)} /> },
    { title: '绑定时间', dataIndex: 'boundAt', width: 144, render: (_, { boundAt }) => <Moment at={boundAt} /> },
    { title: '操作', key: 'act', width: 72, fixed: 'end', render: (_, row) => act(row) },
  ]
}
