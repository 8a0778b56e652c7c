import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { HouseholdFile } from '../../../../../../shared/contracts/households.ts'
import { Moment } from '../../../../components/Moment.tsx'
import { StateMark } from '../../../../components/StateMark.tsx'
import { bindingRoleName } from '../../../../words/names.ts'
import { bindingStateWord } from '../../../../words/states.ts'

type Binding = HouseholdFile['bindings'][number]

/** Who sees and pays this household's bill from a phone. */
export function BindingsTab({ bindings }: { readonly bindings: HouseholdFile['bindings'] }): ReactNode {
  return (
    <section aria-label="绑定" className="nz-paper">
      <Table<Binding>
        aria-label="绑定"
        columns={[
          { title: '用户', dataIndex: 'resident' },
          { title: '与户主的关系', dataIndex: 'role', width: 160, render: bindingRoleName },
          { title: '绑定时间', dataIndex: 'boundAt', width: 200, render: (at: string) => <Moment at={at} /> },
          {
            title: '状态',
            dataIndex: 'state',
            width: 120,
            render: (state: Binding['state']) => <StateMark word={bindingStateWord(state)} />,
          },
        ]}
        dataSource={[...bindings]}
        locale={{ emptyText: <p className="nz-empty">还没有人绑定这一户。户主和家人可以在小程序或公众号里用卡号绑定。</p> }}
        pagination={false}
        rowKey={(row) => `${row.resident} ${row.boundAt}`}
        size="small"
      />
    </section>
  )
}
