import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { HouseholdFile } from '../../../../../../shared/contracts/households.ts'
import { Moment } from '../../../../components/Moment.tsx'

type Change = HouseholdFile['changes'][number]

export function ChangesTab({ changes }: { readonly changes: HouseholdFile['changes'] }): ReactNode {
  return (
    <section aria-label="变更记录" className="nz-paper">
      <Table<Change>
        aria-label="变更记录"
        columns={[
          { title: '时间', dataIndex: 'at', width: 160, render: (at: string) => <Moment at={at} /> },
          { title: '经办人', dataIndex: 'actor', width: 120 },
          { title: '变更内容', dataIndex: 'what', width: 128 },
          {
            title: '变更前',
            dataIndex: 'before',
            width: '27%',
            render: (before: string | null) => before ?? <span className="nz-none">—</span>,
          },
          { title: '变更后', dataIndex: 'after', render: (after: string | null) => after ?? <span className="nz-none">—</span> },
          {
            title: '原因',
            dataIndex: 'reason',
            width: 160,
            render: (reason: string | null) => reason ?? <span className="nz-none">—</span>,
          },
        ]}
        dataSource={[...changes]}
        locale={{ emptyText: <p className="nz-empty">资料没有变更过</p> }}
        pagination={false}
        rowKey={(row) => `${row.at} ${row.what} ${row.before} ${row.after}`}
        size="small"
      />
    </section>
  )
}
