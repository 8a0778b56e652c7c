import type { ReactNode } from 'react'
import type { JobRow } from '../../../../../shared/contracts/jobs.ts'
import { Moment } from '../../../components/Moment.tsx'
import type { SearchColumn } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { jobStateWord } from '../../../words/states.ts'

export function jobColumns(act: (job: JobRow) => ReactNode): SearchColumn<JobRow>[] {
  return [
    { title: '任务', dataIndex: 'title', width: 160, ellipsis: true },
    { title: '状态', dataIndex: 'state', width: 120, render: (_, job) => <StateMark word={jobStateWord(job.state)} /> },
    { title: '业务键', dataIndex: 'businessKey', width: 200, ellipsis: true, render: (_, job) => <code>{job.businessKey}</code> },
    {
      title: '次数',
      key: 'attempts',
      width: 72,
      align: 'right',
      render: (_, job) => <span className="nz-figures">{`${job.attempts} / ${job.maxAttempts}`}</span>,
    },
    { title: '计划时间', dataIndex: 'runAt', width: 152, render: (_, job) => <Moment at={job.runAt} /> },
    { title: '结束时间', dataIndex: 'finishedAt', width: 152, render: (_, job) => <Moment at={job.finishedAt} /> },
    {
      title: '最近错误',
      dataIndex: 'lastError',
      ellipsis: true,
      render: (_, job) => (job.lastError ? <span className="nz-soft">{job.lastError}</span> : <span className="nz-none">—</span>),
    },
    { title: '操作', key: 'act', width: 72, fixed: 'end', render: (_, job) => act(job) },
  ]
}
