import { Link } from 'react-router'
import type { RunItem } from '../../../../../shared/contracts/billing/runs.ts'
import type { BillingRun } from '../../../../../shared/contracts/billing.ts'
import { formatArea, formatYuan } from '../../../../../shared/format/amount.ts'
import { runSelections } from '../../../../../shared/format/run-selections.ts'
import { Amount } from '../../../components/Amount.tsx'
import type { SearchColumn } from '../../../components/SearchTable.tsx'

const householdPath = (householdNo: string) => `/households/${encodeURIComponent(householdNo)}`

/** `onExplain` opens the steps of a household; what is posted has them on its bill. */
export function itemColumns(mode: BillingRun['mode'], onExplain: (item: RunItem) => void): SearchColumn<RunItem>[] {
  const compared: SearchColumn<RunItem>[] = [
    {
      title: mode === 'compare' ? '已出账 元' : '上季应收 元',
      dataIndex: 'comparedFen',
      width: 112,
      align: 'right',
      render: (_, { comparedFen }) => (comparedFen === null ? <span className="nz-soft">无</span> : <Amount fen={comparedFen} />),
    },
    {
      title: '相差 元',
      key: 'difference',
      width: 112,
      align: 'right',
      render: (_, item) => (differs(item) ? <Amount fen={item.amountFen - (item.comparedFen ?? 0)} /> : null),
    },
  ]
  return [
    {
      title: '客户卡号',
      dataIndex: 'householdNo',
      width: 120,
      render: (_, { householdNo }) => (
        <Link className="nz-figures" to={householdPath(householdNo)}>
          {householdNo}
        </Link>
      ),
    },
    { title: '户主', dataIndex: 'customerName', width: 96, ellipsis: true },
    { title: '地址', dataIndex: 'address', ellipsis: true },
    { title: '组织', dataIndex: 'orgUnit', width: 128, ellipsis: true },
    ...(mode === 'preview'
      ? [
          {
            title: '面积 ㎡',
            dataIndex: 'billedMilliM2',
            width: 88,
            align: 'right' as const,
            className: 'nz-figures',
            render: (_: unknown, { billedMilliM2 }: RunItem) => (billedMilliM2 === null ? '' : formatArea(billedMilliM2)),
          },
        ]
      : []),
    ...(mode === 'post' ? [] : compared),
    {
      title: '本季应收 元',
      dataIndex: 'amountFen',
      width: 112,
      align: 'right',
      render: (_, item) => amountOf(mode, item, onExplain),
    },
    ...(mode === 'compare'
      ? [
          {
            title: '结论',
            dataIndex: 'verdict',
            width: 96,
            render: (_: unknown, { verdict }: RunItem) => (verdict ? runSelections[verdict] : ''),
          },
        ]
      : []),
    { title: '不能出账的原因', dataIndex: 'reason', width: 232, ellipsis: true },
  ]
}

function amountOf(mode: BillingRun['mode'], item: RunItem, onExplain: (item: RunItem) => void) {
  if (item.state === 'frozen') return <span className="nz-soft">未处理</span>
  if (mode === 'post') return <Amount fen={item.amountFen} to={householdPath(item.householdNo)} />
  return (
    <button
      aria-label={`${formatYuan(item.amountFen)}，查看 ${item.householdNo} 的计算过程`}
      className="nz-steps-button"
      onClick={() => onExplain(item)}
      type="button"
    >
      <Amount fen={item.amountFen} />
    </button>
  )
}

function differs({ state, verdict, comparedFen }: RunItem): boolean {
  if (verdict !== null) return verdict !== 'same'
  return state === 'done' && comparedFen !== null
}
