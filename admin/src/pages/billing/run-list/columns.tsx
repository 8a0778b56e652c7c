import { Link } from 'react-router'
import type { BillingRun } from '../../../../../shared/contracts/billing.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Moment } from '../../../components/Moment.tsx'
import type { SearchColumn } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { runModeName } from '../../../words/names.ts'
import { runStateWord } from '../../../words/states.ts'

export const runPath = (runNo: string) => `/billing-runs/${encodeURIComponent(runNo)}`

/** `unitName` gives the name of the unit a run names by code. */
export function runColumns(unitName: (code: string) => string): SearchColumn<BillingRun>[] {
  return [
    {
      title: '批次',
      dataIndex: 'runNo',
      width: 200,
      render: (_, run) => (
        <Link className="nz-figures" to={runPath(run.runNo)}>
          {run.runNo}
        </Link>
      ),
    },
    { title: '采暖季', dataIndex: 'seasonCode', width: 100, className: 'nz-figures' },
    { title: '组织', dataIndex: 'orgUnit', ellipsis: true, render: (_, run) => unitName(run.orgUnit) },
    { title: '方式', dataIndex: 'mode', width: 84, render: (_, run) => runModeName(run.mode) },
    { title: '状态', dataIndex: 'state', width: 88, render: (_, run) => <StateMark word={runStateWord(run)} /> },
    {
      title: '进度',
      key: 'progress',
      width: 104,
      align: 'right',
      render: (_, run) => <span className="nz-figures">{`${run.doneCount} / ${run.householdCount}`}</span>,
    },
    { title: '跳过', dataIndex: 'skippedCount', width: 64, align: 'right', className: 'nz-figures' },
    { title: '开始时间', dataIndex: 'startedAt', width: 144, render: (_, run) => <Moment at={run.startedAt} /> },
    { title: '经办人', dataIndex: 'startedBy', width: 112, ellipsis: true },
    {
      title: '应收合计 元',
      dataIndex: 'totalFen',
      width: 128,
      align: 'right',
      render: (_, run) => <Amount fen={run.totalFen} to={runPath(run.runNo)} />,
    },
  ]
}
