import { Link } from 'react-router'
import type { Difference } from '../../../../../shared/contracts/reconciliation.ts'
import { differenceKindLabels } from '../../../../../shared/states/difference.ts'
import { Amount } from '../../../components/Amount.tsx'
import { CopyText } from '../../../components/CopyText.tsx'
import { Moment } from '../../../components/Moment.tsx'
import type { SearchColumn } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { differenceStateWord } from '../../../words/states.ts'
import { DifferenceActs } from './components/DifferenceActs.tsx'

const amount = (fen: number | null) => (fen === null ? <span className="nz-none">没有</span> : <Amount fen={fen} />)

export function differenceColumns({
  seesOrders,
  settles,
}: {
  readonly seesOrders: boolean
  readonly settles: boolean
}): SearchColumn<Difference>[] {
  return [
    { title: '状态', dataIndex: 'state', width: 96, render: (_, row) => <StateMark word={differenceStateWord(row.state)} /> },
    {
      title: '种类',
      dataIndex: 'kind',
      width: 112,
      render: (_, { kind, trade }) =>
        kind === 'theirs-only' || kind === 'ours-only' ? (trade === 'payment' ? '收款' : '退费') : differenceKindLabels[kind],
    },
    {
      title: '支付单号，平台交易号或退款号',
      key: 'numbers',
      width: 264,
      render: (_, { orderNo, transactionId, refundNo, kind }) => (
        <>
          <div>
            {seesOrders && kind !== 'theirs-only' ? (
              <Link className="nz-figures" to={`/payment-orders/${encodeURIComponent(orderNo)}`}>
                {orderNo}
              </Link>
            ) : (
              <CopyText text={orderNo} />
            )}
          </div>
          <span className="nz-soft">
            <CopyText text={refundNo ?? transactionId} />
          </span>
        </>
      ),
    },
    { title: '平台金额 元', dataIndex: 'theirFen', width: 104, align: 'right', render: (_, { theirFen }) => amount(theirFen) },
    { title: '我方金额 元', dataIndex: 'ourFen', width: 104, align: 'right', render: (_, { ourFen }) => amount(ourFen) },
    {
      title: '说明',
      key: 'reason',
      render: (_, { reason, explainedBy, confirmedBy, foundAt, state }) =>
        reason ? (
          <>
            <div>{reason}</div>
            <span className="nz-soft">
              {explainedBy} 说明{confirmedBy ? `，${confirmedBy} 复核` : ''}
            </span>
          </>
        ) : (
          <span className="nz-soft">
            {state === 'healed' ? '再次比对时已相符，发现于 ' : '发现于 '}
            <Moment at={foundAt} />
          </span>
        ),
    },
    ...(settles
      ? [
          {
            title: '操作',
            key: 'acts',
            width: 136,
            render: (_, row) => <DifferenceActs difference={row} />,
          } satisfies SearchColumn<Difference>,
        ]
      : []),
  ]
}
