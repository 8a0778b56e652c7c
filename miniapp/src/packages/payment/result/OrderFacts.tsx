import type { ResidentOrder } from '../../../../../shared/contracts/residents.ts'
import { formatYuan } from '../../../../../shared/format/amount.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Card } from '../../../components/Card.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { Row } from '../../../components/Row.tsx'
import { minuteOf } from '../../../screen/words.ts'
import type { ResultView } from './result-view.ts'

/** The order in figures. */
export function OrderFacts({ order, view }: { readonly order: ResidentOrder; readonly view: ResultView }) {
  const paid = order.state === 'paid'
  return (
    <Card>
      <Row name={paid ? '实收' : '应付'}>
        <Amount id="result-total" fen={order.totalFen} tone={paid ? 'paid' : 'plain'} />
      </Row>
      {order.households.map(({ householdNo, address, quotedFen }) => (
        <Row key={householdNo} name={address}>
          <Amount fen={quotedFen} />
        </Row>
      ))}
      {order.paidAt ? <Row name="付款时间">{minuteOf(order.paidAt)}</Row> : null}
      {view === 'unfinished' ? <Row name="请在此前付完">{minuteOf(order.expiresAt)}</Row> : null}
      <Row name="支付单号" id="result-order-no">
        {order.orderNo}
      </Row>
      {view === 'paid' && order.toBalanceFen > 0 ? (
        <Notice id="part-to-balance">
          {`其中 ${formatYuan(order.toBalanceFen)} 在您付款前已经有人缴过，存为余额，会自动抵下一次的费用。`}
        </Notice>
      ) : null}
    </Card>
  )
}
