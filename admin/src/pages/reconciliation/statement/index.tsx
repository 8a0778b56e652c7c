import { useQuery } from '@tanstack/react-query'
import { Button, Tabs } from 'antd'
import { type ReactNode, useState } from 'react'
import { useParams } from 'react-router'
import type { DifferenceQuery, Statement } from '../../../../../shared/contracts/reconciliation.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { differenceList, isAwaited, oneStatement } from '../../../api/reconciliation.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { defaultPageSize, useFilters } from '../../../components/filters.ts'
import { Loading } from '../../../components/Loading.tsx'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { channelName } from '../../../words/names.ts'
import { statementStateWord } from '../../../words/states.ts'
import { FetchDialog } from '../statement-list/components/FetchDialog.tsx'
import { differenceColumns } from './columns.tsx'
import { SidesTable } from './components/SidesTable.tsx'

const back = { to: '/statements', text: '对账' }

export default function StatementPage(): ReactNode {
  const { statementNo = '' } = useParams()
  const { data: statement, error, refetch } = useQuery(oneStatement(useSend(), statementNo))
  const [asking, setAsking] = useState(false)
  if (!statement)
    return (
      <>
        <PageHeader back={back} title={statementNo} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading />}
      </>
    )
  const { day, channel, merchantNo, merchantName } = statement
  const awaited = isAwaited(statement)
  return (
    <>
      <PageHeader
        actions={
          <Button loading={awaited} onClick={() => setAsking(true)}>
            {awaited ? '正在获取' : '重新获取'}
          </Button>
        }
        back={back}
        beside={<StateMark word={statementStateWord(statement.state)} />}
        note={`${merchantNo} ${merchantName}`}
        tabTitle={`对账 ${day} ${channelName(channel)}`}
        title={`${day} ${channelName(channel)}`}
      />
      <div className="nz-stack">
        {error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : null}
        <section aria-label="两边合计" className="nz-paper">
          <SidesTable statement={statement} />
          <Fetched statement={statement} />
        </section>
        <Differences statement={statement} />
      </div>
      {asking ? <FetchDialog day={day} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

/** What the server says of a merchant it cannot speak for. */
const NO_KEYS = 'no keys in the settings'

function Fetched({ statement }: { readonly statement: Statement }): ReactNode {
  const { theirs, fetchedAt, fault, askedBy, fileSha256 } = statement
  return (
    <>
      {fault ? (
        <p className="nz-error-field" role="alert">
          {fault === NO_KEYS
            ? '设置里没有这个商户的密钥，取不到账单：请管理员填写后重新获取。'
            : `最近一次没有取到完整的账单，系统会再试；账目没有因此改变。（${fault}）`}
        </p>
      ) : null}
      <p className="nz-soft">
        {theirs ? '账单' : fetchedAt ? '平台答复当日没有账单，' : '还没有取到账单，'}
        {fetchedAt ? (
          <>
            取于 <Moment at={fetchedAt} />，
          </>
        ) : null}
        由 {askedBy} 获取
        {fileSha256 ? <span title={`文件 SHA-256 ${fileSha256}`}>，文件指纹 {fileSha256.slice(0, 12)}</span> : null}
      </p>
    </>
  )
}

const lists = [
  { list: 'theirs-only', label: '平台有，我方无', empty: '平台的每一笔，我方都有' },
  { list: 'ours-only', label: '我方有，平台无', empty: '我方的每一笔，平台都有' },
  { list: 'differing', label: '金额不符', empty: '两边都有的，金额都相同' },
] as const

function Differences({ statement }: { readonly statement: Statement }): ReactNode {
  const { statementNo, fetchedAt, open, differences } = statement
  const send = useSend()
  const { seeOrders, settleDifferences } = useAccess()
  const { values, paging, setFilters, setPaging } = useFilters(['list'])
  const active = lists.find(({ list }) => list === values.list)?.list ?? lists[0].list
  const version = `${fetchedAt} ${open} ${differences}`
  const asked = (list: DifferenceQuery['list']) =>
    differenceList(send, statementNo, { list, version, ...(list === active ? paging : { page: 1, pageSize: defaultPageSize }) })
  const answers = {
    'theirs-only': useQuery(asked('theirs-only')),
    'ours-only': useQuery(asked('ours-only')),
    differing: useQuery(asked('differing')),
  }
  return (
    <Tabs
      activeKey={active}
      className="nz-file-tabs"
      destroyOnHidden
      items={lists.map(({ list, label, empty }) => ({
        key: list,
        label: answers[list].data ? `${label}（${answers[list].data?.total ?? 0}）` : label,
        children: (
          <SearchTable
            answer={answers[list]}
            columns={differenceColumns({ seesOrders: seeOrders, settles: settleDifferences })}
            empty={<EmptyRows text={fetchedAt ? empty : '取到账单后在这里列出差异'} />}
            label={label}
            minWidth={1100}
            name={`differences-${list}`}
            onPaging={setPaging}
            paging={paging}
            rowKey={(row) => row.differenceNo}
          />
        ),
      }))}
      onChange={(list) => setFilters({ list: list === lists[0].list ? '' : list })}
    />
  )
}
