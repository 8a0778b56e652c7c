import { LockOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Amount } from '../../../components/Amount.tsx'
import type { SearchColumn } from '../../../components/SearchTable.tsx'
import type { EntryLine } from './rows.ts'

const householdPath = (householdNo: string) => `/households/${encodeURIComponent(householdNo)}`
/** Cells of the entry itself reach over all its lines. */
const ofEntry = { onCell: (row: EntryLine) => ({ rowSpan: row.span, className: 'nz-entry-cell' }) }

export function entryColumns(open: (entryNo: string) => void): SearchColumn<EntryLine>[] {
  return [
    {
      title: '分录号',
      key: 'entryNo',
      width: 152,
      ...ofEntry,
      render: (_, { entry }) => <span className="nz-figures">{entry.entryNo}</span>,
    },
    { title: '摘要', key: 'title', width: 136, ...ofEntry, render: (_, { entry }) => entry.title },
    {
      title: '记账日',
      key: 'postedOn',
      width: 104,
      ...ofEntry,
      render: (_, { entry }) => <span className="nz-figures">{entry.postedOn}</span>,
    },
    {
      title: '业务日',
      key: 'valueOn',
      width: 104,
      ...ofEntry,
      render: (_, { entry }) => <span className="nz-figures">{entry.valueOn}</span>,
    },
    { title: '封存', key: 'sealed', width: 88, ...ofEntry, render: (_, { entry }) => <SealMark sealed={entry.sealed} /> },
    { title: '科目', key: 'account', render: (_, row) => <Account onOpen={open} row={row} /> },
    {
      title: '用热户',
      key: 'householdNo',
      width: 104,
      render: (_, { line }) => {
        if (!line) return null
        return line.householdNo ? <Link to={householdPath(line.householdNo)}>{line.householdNo}</Link> : <span className="nz-none">—</span>
      },
    },
    { title: '借方 元', key: 'debit', width: 112, align: 'right', render: (_, { line }) => line && side(line.debitFen, line.householdNo) },
    {
      title: '贷方 元',
      key: 'credit',
      width: 112,
      align: 'right',
      render: (_, { line }) => line && side(line.creditFen, line.householdNo),
    },
  ]
}

function side(fen: number, householdNo: string | null): ReactNode {
  if (fen === 0) return null
  return <Amount fen={fen} {...(householdNo ? { to: householdPath(householdNo) } : {})} />
}

function Account({ row, onOpen }: { readonly row: EntryLine; readonly onOpen: (entryNo: string) => void }): ReactNode {
  if (row.line) return <span title={row.line.account}>{row.line.title}</span>
  return (
    <Button className="nz-inline-button" onClick={() => onOpen(row.entry.entryNo)} size="small" type="link">
      还有 {row.hidden} 行，全部显示
    </Button>
  )
}

function SealMark({ sealed }: { readonly sealed: boolean }): ReactNode {
  if (!sealed) return <span className="nz-soft">待封存</span>
  return (
    <span className="nz-sealed">
      <LockOutlined aria-hidden /> 已封存
    </span>
  )
}
