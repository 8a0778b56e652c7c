import { useQuery } from '@tanstack/react-query'
import { Progress } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import type { Import } from '../../../../../shared/contracts/exchange.ts'
import { useSend } from '../../../api/context.ts'
import { isUnderWay, oneImport } from '../../../api/exchange.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { importKindName } from '../../../words/names.ts'
import { importStateWord } from '../../../words/states.ts'
import { CommitButton } from './components/CommitButton.tsx'
import { ErrorFileButton } from './components/ErrorFileButton.tsx'
import { ImportFigures } from './components/ImportFigures.tsx'
import { ImportRows } from './components/ImportRows.tsx'

export default function ImportPage(): ReactNode {
  const { importNo = '' } = useParams()
  const { data: found, error, refetch } = useQuery(oneImport(useSend(), importNo))
  const back = { to: '/imports', text: '导入' }
  if (!found) {
    return (
      <>
        <PageHeader back={back} title={importNo} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading />}
      </>
    )
  }
  return (
    <>
      <PageHeader
        actions={
          found.state === 'ready' ? (
            <CommitButton found={found} />
          ) : found.state === 'faulty' ? (
            <ErrorFileButton importNo={importNo} />
          ) : null
        }
        back={back}
        beside={<StateMark word={importStateWord(found.state)} />}
        note={`${found.fileName}，${importKindName(found.kind)}${found.seasonCode ? `，${found.seasonCode} 采暖季` : ''}`}
        tabTitle={`导入 ${found.fileName}`}
        title={found.importNo}
      />
      <div className="nz-stack">
        {error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : null}
        <section aria-label="进度" className="nz-paper">
          <ImportProgress found={found} />
          {found.fileFaults.map(({ row, column, message }) => (
            <p className="nz-error-field" key={`${row}:${column}:${message}`} role="alert">
              {[row === null ? '' : `第 ${row} 行`, column === null ? '' : `${column}`, message].filter((part) => part !== '').join(' ')}
            </p>
          ))}
          <p className="nz-soft">
            {found.startedBy} 上传于 <Moment at={found.createdAt} />
            {found.committedBy ? `，${found.committedBy} 确认` : ''}
            {found.finishedAt ? (
              <>
                ，完成于 <Moment at={found.finishedAt} />
              </>
            ) : null}
          </p>
        </section>
        {found.statistics && !isUnderWay({ state: found.state === 'committing' ? 'done' : found.state }) ? (
          <ImportFigures faulty={found.state === 'faulty'} statistics={found.statistics} />
        ) : null}
        {found.rowCount > 0 && (found.state === 'ready' || found.state === 'faulty') ? <ImportRows found={found} /> : null}
      </div>
    </>
  )
}

const householdWords = ({ rowCount, faultCount, fileFaults, doneCount, householdCount }: Import) => ({
  uploaded: '已上传，等待校验…',
  checking: `正在校验，已读 ${rowCount} 行，${faultCount} 处错误…`,
  faulty: `共 ${rowCount} 行，${faultCount + fileFaults.length} 处错误。没有导入任何一户；下载错误行，改正后重新上传整个工作簿。`,
  ready: `共 ${rowCount} 行、${householdCount} 户，没有错误。核对下面的户数、面积和金额后确认导入。`,
  committing: `正在导入，已完成 ${doneCount} / ${householdCount} 户…`,
  done: `已导入 ${doneCount} 户。`,
})

const contactWords = (found: Import) => ({
  ...householdWords(found),
  faulty: `共 ${found.rowCount} 行，${found.faultCount + found.fileFaults.length} 处错误。没有修改任何一户；下载错误行看原因，改正后重新上传。`,
  ready: `共 ${found.rowCount} 行，其中 ${found.householdCount} 户有改动，没有错误。核对下面的改动后确认。`,
  committing: `正在修改 ${found.householdCount} 户…`,
  done: `已修改 ${found.doneCount} 户。`,
})

function ImportProgress({ found }: { readonly found: Import }): ReactNode {
  const { state, doneCount, householdCount } = found
  const words = (found.kind === 'contacts' ? contactWords : householdWords)(found)[state]
  const percent = householdCount === 0 ? 0 : Math.floor((doneCount * 100) / householdCount)
  return (
    <>
      <p aria-live="polite" className="nz-figures">
        {words}
      </p>
      {state === 'committing' || state === 'done' ? (
        <Progress aria-label="完成比例" percent={percent} showInfo={false} size="small" status="normal" />
      ) : null}
    </>
  )
}
