import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { AuditFilter } from '../../../../../shared/contracts/audit/logs.ts'
import type { AuditQuery } from '../../../../../shared/contracts/audit.ts'
import { auditList } from '../../../api/audit.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { CopyText } from '../../../components/CopyText.tsx'
import { DayRange } from '../../../components/DayRange.tsx'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { JsonBlock } from '../../../components/JsonBlock.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { auditActionOptions, subjectKindOptions } from '../../../words/names.ts'
import { DetailLines } from '../detail.tsx'
import { auditColumns, auditKey } from './columns.tsx'
import { ExportLogButton } from './ExportLogButton.tsx'

const none = { from: '', to: '', actor: '', action: '', household: '', subjectKind: '', subject: '' }

export default function AuditLogPage(): ReactNode {
  const { exportLogs } = useAccess()
  const { values, paging, setFilters, setPaging } = useFilters(['from', 'to', 'actor', 'action', 'household', 'subjectKind', 'subject'])
  const answer = useQuery(auditList(useSend(), { ...values, ...paging } as Partial<AuditQuery>))
  const filtered = Object.keys(values).length > 0
  return (
    <>
      <PageHeader
        actions={exportLogs ? <ExportLogButton filter={values as AuditFilter} /> : null}
        note="谁、在什么时候、对什么做了什么。只能查看，不能修改。"
        title="操作日志"
      />
      <SearchTable
        answer={answer}
        columns={auditColumns}
        empty={
          <EmptyRows onClear={filtered ? () => setFilters(none) : undefined} text={filtered ? '没有符合条件的操作' : '还没有操作记录'} />
        }
        expandable={{
          expandedRowRender: (row) => (
            <div className="nz-expanded">
              <DetailLines detail={row.detail} />
              <p className="nz-soft">
                操作代码 <CopyText text={row.action} />
                {row.requestId ? (
                  <>
                    　请求编号 <CopyText text={row.requestId} />
                  </>
                ) : null}
              </p>
              <details>
                <summary>原始内容</summary>
                <JsonBlock label="内容" value={row.detail} />
              </details>
            </div>
          ),
        }}
        filters={
          <>
            <DayRange from={values.from} onChange={setFilters} to={values.to} />
            <SearchBox
              label="操作人"
              onSearch={(actor) => setFilters({ actor })}
              placeholder="操作人"
              value={values.actor ?? ''}
              width={104}
            />
            <FilterSelect
              label="操作"
              onChange={(action) => setFilters({ action })}
              options={auditActionOptions}
              value={values.action}
              width={120}
            />
            <SearchBox
              label="用热户卡号"
              onSearch={(household) => setFilters({ household })}
              placeholder="卡号"
              value={values.household ?? ''}
              width={120}
            />
            <FilterSelect
              label="对象"
              onChange={(subjectKind) => setFilters({ subjectKind })}
              options={subjectKindOptions}
              value={values.subjectKind}
              width={96}
            />
            <SearchBox
              label="对象编号"
              onSearch={(subject) => setFilters({ subject })}
              placeholder="编号"
              value={values.subject ?? ''}
              width={112}
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
