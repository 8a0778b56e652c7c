import { useQuery } from '@tanstack/react-query'
import { App, Button, Space } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import type { Outage, OutageHousehold } from '../../../../../shared/contracts/poor-heat.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { actOnOutage, outageFile, outageHouseholds } from '../../../api/poor-heat.ts'
import { Amount } from '../../../components/Amount.tsx'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { useFilters } from '../../../components/filters.ts'
import { Loading } from '../../../components/Loading.tsx'
import { Moment } from '../../../components/Moment.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { usePosting } from '../../households/file/corrections/use-posting.ts'
import { outageStateWord } from '../words.ts'

const columns: SearchColumn<OutageHousehold>[] = [
  {
    title: '客户卡号',
    dataIndex: 'householdNo',
    width: 120,
    render: (_, row) => (
      <Link className="nz-figures" to={`/households/${encodeURIComponent(row.householdNo)}`}>
        {row.householdNo}
      </Link>
    ),
  },
  { title: '户主', dataIndex: 'customerName', width: 96 },
  { title: '地址', dataIndex: 'address', ellipsis: true },
  {
    title: '说明',
    dataIndex: 'note',
    width: 280,
    render: (_, { note, posted }) => <span className="nz-soft">{note ?? (posted ? '已入账' : '待入账')}</span>,
  },
  {
    title: '退费 元',
    dataIndex: 'amountFen',
    width: 120,
    align: 'right',
    render: (_, row) => <Amount fen={row.amountFen} steps={row.steps} title="停供退费" tone={row.posted ? 'paid' : 'plain'} />,
  },
]

/** One outage: when, where, and what each home gets, before and after it is posted. */
export default function OutageFilePage(): ReactNode {
  const { outageNo = '' } = useParams()
  const { data: outage, error, refetch } = useQuery(outageFile(useSend(), outageNo))
  const back = { to: '/outages', text: '停供退费' }
  if (!outage) {
    return (
      <>
        <PageHeader back={back} title={outageNo} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading rows={8} />}
      </>
    )
  }
  return (
    <>
      <PageHeader
        actions={outage.state === 'recorded' ? <Acts outage={outage} /> : null}
        back={back}
        beside={<StateMark word={outageStateWord(outage.state)} />}
        note={
          <>
            {outage.substation}　<Moment at={outage.startedAt} /> 至 <Moment at={outage.endedAt} />　{outage.seasonCode}　{outage.reason}
          </>
        }
        tabTitle={`停供 ${outage.outageNo}`}
        title={outage.outageNo}
      />
      <Households outage={outage} />
    </>
  )
}

function Households({ outage }: { readonly outage: Outage }): ReactNode {
  const { paging, setPaging } = useFilters([])
  const answer = useQuery(outageHouseholds(useSend(), outage, paging))
  return (
    <SearchTable<OutageHousehold>
      answer={answer}
      columns={columns}
      empty={<EmptyRows text="这个换热站没有本季账单的用户" />}
      filters={
        <span>
          登记 {outage.recordedBy}　{outage.decidedBy ? `审核 ${outage.decidedBy}　` : ''}
          {outage.state === 'posting' || outage.state === 'posted' ? (
            <>
              已退 {outage.postedCount} 户，跳过 {outage.skippedCount} 户，合计 <Amount fen={outage.totalFen} strong /> 元
            </>
          ) : (
            `共 ${outage.households} 户`
          )}
        </span>
      }
      label="停供影响的用户"
      minWidth={880}
      name="outage-households"
      onPaging={setPaging}
      paging={paging}
      rowKey={(row) => row.householdNo}
    />
  )
}

function Acts({ outage }: { readonly outage: Outage }): ReactNode {
  const send = useSend()
  const access = useAccess()
  const { message, modal } = App.useApp()
  const act = usePosting(
    (given: 'posting' | 'cancellation', key) => actOnOutage(send, outage.outageNo, given, key),
    ({ state }) => void message.success(state === 'posting' ? '已开始逐户退费' : '已作废'),
  )
  if (!access.decideHeatRefund) return null
  const post = () =>
    modal.confirm({
      title: `给 ${outage.substation} 的 ${outage.households} 户退费？`,
      content: '每户只退一次；未缴的热费先抵减，已缴的部分转入账户余额。',
      okText: '审核入账',
      cancelText: '再看看',
      onOk: () => act.mutate('posting'),
    })
  return (
    <Space>
      {act.error ? <ErrorPanel compact error={act.error} /> : null}
      <Button disabled={act.isPending} onClick={() => act.mutate('cancellation')}>
        作废
      </Button>
      <Button
        disabled={outage.mine}
        loading={act.isPending}
        onClick={post}
        title={outage.mine ? '须由登记人以外的人审核' : ''}
        type="primary"
      >
        审核入账
      </Button>
    </Space>
  )
}
