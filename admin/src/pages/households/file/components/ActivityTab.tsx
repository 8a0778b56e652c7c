import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { type ReactNode, useState } from 'react'
import type { AuditRow } from '../../../../../../shared/contracts/audit.ts'
import { auditList } from '../../../../api/audit.ts'
import { useSend } from '../../../../api/context.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { auditColumns, auditKey } from '../../../audit/log/columns.tsx'

const pageSize = 20

/** What was done to this household, and by whom. */
export function ActivityTab({ householdNo }: { readonly householdNo: string }): ReactNode {
  const [page, setPage] = useState(1)
  const { data, error, refetch } = useQuery(auditList(useSend(), { subject: householdNo, page, pageSize }))
  if (!data) return error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : <Loading />
  return (
    <section aria-label="日志" className="nz-paper">
      <Table<AuditRow>
        aria-label="日志"
        columns={auditColumns}
        dataSource={[...data.items]}
        locale={{ emptyText: <p className="nz-empty">没有与这一户有关的操作</p> }}
        pagination={{
          current: page,
          pageSize,
          total: data.total,
          hideOnSinglePage: true,
          onChange: setPage,
          showSizeChanger: false,
          size: 'small',
        }}
        rowKey={auditKey}
        size="small"
      />
    </section>
  )
}
