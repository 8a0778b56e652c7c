import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { JobQuery, JobRow } from '../../../../../shared/contracts/jobs.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { jobList } from '../../../api/jobs.ts'
import { CopyText } from '../../../components/CopyText.tsx'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { ScrollText } from '../../../components/ScrollText.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { jobStateOptions } from '../../../words/states.ts'
import { jobColumns } from './columns.tsx'
import { RetryJob } from './RetryJob.tsx'

export default function JobListPage(): ReactNode {
  const { retryJob: mayRetry } = useAccess()
  const { values, paging, setFilters, setPaging } = useFilters(['state', 'kind'])
  const answer = useQuery(jobList(useSend(), { ...values, ...paging } as Partial<JobQuery>))
  const filtered = Object.keys(values).length > 0
  const columns = jobColumns((job) => (mayRetry && job.state === 'dead' ? <RetryJob job={job} /> : <span className="nz-none">—</span>))
  return (
    <>
      <PageHeader note="通知入账、出账、封存等都以任务执行；多次失败的会停下来等人处理" title="后台任务" />
      <SearchTable
        answer={answer}
        columns={columns}
        empty={
          <EmptyRows
            onClear={filtered ? () => setFilters({ state: '', kind: '' }) : undefined}
            text={values.state === 'dead' ? '没有需要处理的任务' : filtered ? '没有符合条件的任务' : '还没有任务'}
          />
        }
        expandable={{ expandedRowRender: (job) => <JobDetail job={job} /> }}
        filters={
          <>
            <FilterSelect
              label="状态"
              onChange={(state) => setFilters({ state })}
              options={jobStateOptions}
              value={values.state}
              width={120}
            />
            <SearchBox
              label="任务种类"
              onSearch={(kind) => setFilters({ kind })}
              placeholder="任务种类代码"
              value={values.kind ?? ''}
              width={240}
            />
          </>
        }
        label="后台任务列表"
        minWidth={1120}
        name="jobs"
        onPaging={setPaging}
        paging={paging}
        rowKey={(job) => job.jobNo}
      />
    </>
  )
}

function JobDetail({ job }: { readonly job: JobRow }): ReactNode {
  return (
    <div className="nz-expanded">
      <dl className="nz-facts nz-facts-wide">
        <dt>任务编号</dt>
        <dd>
          <CopyText text={job.jobNo} />
        </dd>
        <dt>种类</dt>
        <dd>
          <code>{job.kind}</code>
        </dd>
        <dt>业务键</dt>
        <dd>
          <code>{job.businessKey}</code>
        </dd>
        <dt>开始</dt>
        <dd>
          <Moment at={job.startedAt} seconds />
        </dd>
      </dl>
      {job.lastError ? <ScrollText className="nz-error-text" label="最近错误" text={job.lastError} /> : null}
    </div>
  )
}
