import { useQuery } from '@tanstack/react-query'
import { App, Button, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import type { MeteredHousehold, MeteringQuery } from '../../../../../shared/contracts/metering.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { meteredList, settleMany } from '../../../api/metering.ts'
import { orgUnitList, seasonList } from '../../../api/tenancy.ts'
import { Amount } from '../../../components/Amount.tsx'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { usePosting } from '../../households/file/corrections/use-posting.ts'
import { pointed } from '../../tariffs/form/field-text.ts'
import { MeterDialog } from './MeterDialog.tsx'
import { SettleDialog } from './SettleDialog.tsx'

const figure = (milli: number | null) => (milli === null ? '未抄' : pointed(milli, 3))
const stateOf = ({ settled, needed }: MeteredHousehold) =>
  settled
    ? ({ text: '已结算', tone: 'paid' } as const)
    : needed.length > 0
      ? ({ text: '待补资料', tone: 'attention' } as const)
      : ({ text: '可结算', tone: 'busy' } as const)

/** Households on a meter's tariff in one season: what their meters showed, what is missing, and the settlement. */
export default function ReadingsPage(): ReactNode {
  const send = useSend()
  const access = useAccess()
  const { message, modal } = App.useApp()
  const seasons = useQuery(seasonList(send))
  const units = useQuery(orgUnitList(send))
  const { values, paging, setFilters, setPaging } = useFilters(['seasonCode', 'orgUnit', 'state', 'householdNo'])
  const seasonCode = values.seasonCode ?? seasons.data?.items[0]?.code
  const query = { ...values, ...paging, ...(seasonCode ? { seasonCode } : {}) } as Partial<MeteringQuery>
  const answer = useQuery(meteredList(send, query))
  const [open, setOpen] = useState<{ readonly act: 'meter' | 'settle'; readonly row: MeteredHousehold } | null>(null)
  const close = () => setOpen(null)
  const done = (words: string) => {
    close()
    void message.success(words)
  }
  const many = usePosting(
    (body: { readonly seasonCode: string; readonly orgUnit: string }, key) => settleMany(send, body, key),
    () => done('已开始批量结算，资料齐全的用户会逐户结算；进度见“后台任务”，刷新本页可看结果'),
  )
  const columns: SearchColumn<MeteredHousehold>[] = [
    {
      title: '客户卡号',
      dataIndex: 'householdNo',
      width: 112,
      render: (_, row) => (
        <Link className="nz-figures" to={`/households/${encodeURIComponent(row.householdNo)}`}>
          {row.householdNo}
        </Link>
      ),
    },
    { title: '户主', dataIndex: 'customerName', width: 88 },
    { title: '地址', dataIndex: 'address', ellipsis: true },
    {
      title: '热量表：起始 → 终止',
      key: 'meters',
      width: 336,
      render: (_, { areas }) => areas.map((area) => <AreaMeters area={area} key={area.areaNo} />),
    },
    {
      title: '热费 元',
      dataIndex: 'chargedFen',
      width: 112,
      align: 'right',
      render: (_, row) => (row.chargedFen === null ? <span className="nz-none">—</span> : <Amount fen={row.chargedFen} />),
    },
    {
      title: '状态',
      key: 'state',
      width: 96,
      render: (_, row) => (
        <span title={row.needed.join('；')}>
          <StateMark word={stateOf(row)} />
        </span>
      ),
    },
    {
      title: '办理',
      key: 'acts',
      width: 168,
      render: (_, row) => (
        <Space size="small">
          <Button onClick={() => setOpen({ act: 'meter', row })} size="small">
            读数 / 热表
          </Button>
          {access.postBilling && row.needed.length === 0 ? (
            <Button onClick={() => setOpen({ act: 'settle', row })} size="small">
              结算
            </Button>
          ) : null}
        </Space>
      ),
    },
  ]
  const unit = values.orgUnit
  const unitName = units.data?.items.find(({ code }) => code === unit)?.name
  const startMany = () =>
    unit &&
    seasonCode &&
    modal.confirm({
      title: `结算 ${unitName ?? unit} ${seasonCode} 的全部计量用户？`,
      content: '读数齐全的用户逐户结算，缺读数的跳过并留在列表里。',
      okText: '开始结算',
      cancelText: '再看看',
      onOk: () => many.mutate({ seasonCode, orgUnit: unit }),
    })
  return (
    <>
      <PageHeader note="两部制热价的用户：采暖季前按面积预收，季末按热量表读数结算" title="抄表与计量结算" />
      <SearchTable<MeteredHousehold>
        answer={answer}
        columns={columns}
        empty={
          <EmptyRows
            onClear={values.state || values.householdNo || unit ? () => setFilters({ state: '', householdNo: '', orgUnit: '' }) : undefined}
            text={seasonCode ? '本季没有符合条件的计量用户' : '还没有采暖季'}
          />
        }
        expandable={{
          expandedRowRender: ({ needed }) => needed.map((one) => <p key={one}>{one}</p>),
          rowExpandable: ({ needed }) => needed.length > 0,
        }}
        filters={
          <>
            <FilterSelect
              label="采暖季"
              onChange={(next) => setFilters({ seasonCode: next })}
              options={(seasons.data?.items ?? []).map(({ code }) => ({ value: code, label: code }))}
              value={seasonCode}
            />
            <FilterSelect
              label="组织"
              onChange={(orgUnit) => setFilters({ orgUnit })}
              options={(units.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
              value={unit}
              width={160}
            />
            <FilterSelect
              label="状态"
              onChange={(state) => setFilters({ state })}
              options={[
                { value: 'open', label: '未结算' },
                { value: 'settled', label: '已结算' },
              ]}
              value={values.state}
              width={104}
            />
            <SearchBox
              label="客户卡号"
              onSearch={(householdNo) => setFilters({ householdNo })}
              placeholder="客户卡号"
              value={values.householdNo ?? ''}
              width={144}
            />
          </>
        }
        label="计量用户列表"
        minWidth={1120}
        name="metering-readings"
        onPaging={setPaging}
        paging={paging}
        rowKey={(row) => row.householdNo}
        toolbar={
          access.postBilling
            ? [
                <Button
                  disabled={!unit}
                  key="many"
                  loading={many.isPending}
                  onClick={startMany}
                  title={unit ? '' : '请先选择组织'}
                  type="primary"
                >
                  批量结算
                </Button>,
              ]
            : []
        }
      />
      {open?.act === 'meter' && seasonCode ? <MeterDialog onClose={close} onDone={done} row={open.row} seasonCode={seasonCode} /> : null}
      {open?.act === 'settle' && seasonCode ? (
        <SettleDialog onClose={close} onDone={() => done('已按读数结算')} row={open.row} seasonCode={seasonCode} />
      ) : null}
    </>
  )
}

function AreaMeters({ area }: { readonly area: MeteredHousehold['areas'][number] }): ReactNode {
  if (area.gap !== null)
    return (
      <p className="nz-soft">
        {area.name}：表缺失或故障（{area.gap}）
      </p>
    )
  if (area.meters.length === 0) return <p className="nz-soft">{area.name}：没有登记热量表</p>
  return area.meters.map(({ meterNo, unit, startMilli, endMilli }) => (
    <p className="nz-figures" key={meterNo}>
      {meterNo}　{figure(startMilli)} → {figure(endMilli)} {unit}
    </p>
  ))
}
