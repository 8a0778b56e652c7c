import type { ReactNode } from 'react'
import type { AuditRow } from '../../../../../shared/contracts/audit.ts'
import { Moment } from '../../../components/Moment.tsx'
import { actorKindName, auditActionName, subjectKindName } from '../../../words/names.ts'
import { detailSentence } from '../detail.tsx'

type Column = { title: string; key: string; width?: number; ellipsis?: boolean; render: (_: unknown, row: AuditRow) => ReactNode }

export const auditKey = (row: AuditRow) => `${row.requestId} ${row.at} ${row.action} ${row.subjectNo}`

export const auditColumns: Column[] = [
  { title: '时间', key: 'at', width: 168, render: (_, row) => <Moment at={row.at} seconds /> },
  { title: '操作人', key: 'actor', width: 176, ellipsis: true, render: (_, row) => `${row.actor}（${actorKindName(row.actorKind)}）` },
  {
    title: '操作',
    key: 'action',
    width: 168,
    ellipsis: true,
    render: (_, row) => <span title={row.action}>{auditActionName(row.action)}</span>,
  },
  { title: '对象', key: 'subject', width: 200, ellipsis: true, render: (_, row) => `${subjectKindName(row.subjectKind)} ${row.subjectNo}` },
  { title: '内容', key: 'detail', ellipsis: true, render: (_, row) => <span className="nz-soft">{detailSentence(row.detail)}</span> },
  { title: 'IP', key: 'ip', width: 128, render: (_, row) => <span className="nz-figures">{row.ip ?? '—'}</span> },
]
