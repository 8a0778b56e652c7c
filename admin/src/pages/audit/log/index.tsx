import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { AuditQuery } from '../../../../../shared/contracts/audit.ts'
import { auditList } from '../../../api/audit.ts'
import { useSend } from '../../../api/context.ts'
import { CopyText } from '../../../components/CopyText.tsx'
import { useFilters } from '../../../components/filters.ts'
import { JsonBlock } from '../../../components/JsonBlock.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { auditColumns, auditKey } from './columns.tsx'

export default function AuditLogPage(): ReactNode {
  const { values, paging, setFilters, setPaging } = useFilters(['subject', 'actor', 'action'])
  const answer = useQuery(auditList(useSend(), { ...values, ...paging } as Partial<AuditQuery>))
  const filtered = Object.keys(values).length > 0
  return (
    <>
      <PageHeader note="谁、在什么时候、对什么做了什么。只能查看，不能修改。" title="操作日志" />
      <SearchTable
        answer={answer}
        columns={auditColumns}
        empty={
          <EmptyRows
            onClear={filtered ? () => setFilters({ subject: '', actor: '', action: '' }) : undefined}
            text={filtered ? '没有符合条件的操作' : '还没有操作记录'}
          />
        }
        expandable={{
          expandedRowRender: (row) => (
            <div className="nz-expanded">
              <p className="nz-soft">
                操作代码 <CopyText text={row.action} />
              </p>
              {row.requestId ? (
                <p className="nz-soft">
                  请求编号 <CopyText text={row.requestId} />
                </p>
              ) : null}
              <JsonBlock label="内容" value={row.detail} />
            </div>
          ),
        }}
        filters={
          <>
            <SearchBox
              label="对象编号"
              onSearch={(subject) => setFilters({ subject })}
              placeholder="对象编号，如卡号"
              value={values.subject ?? ''}
              width={200}
            />
            <SearchBox
              label="操作人"
              onSearch={(actor) => setFilters({ actor })}
              placeholder="操作人"
              value={values.actor ?? ''}
              width={144}
            />
            <SearchBox
              label="操作"
              onSearch={(action) => setFilters({ action })}
              placeholder="操作代码"
              value={values.action ?? ''}
              width={200}
            />
          </>
        }
        label="操作日志"
        minWidth={1040}
        name="audit-log"
        onPaging={setPaging}
        paging={paging}
        rowKey={auditKey}
      />
    </>
  )
}
