import { View } from '@tarojs/components'
import type { Home, ResidentPayment } from '../../../../../shared/contracts/residents.ts'
import { listPayments } from '../../../api/payments.ts'
import { listHomes } from '../../../api/residents.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Page } from '../../../components/Page.tsx'
import { Resourceful } from '../../../components/Resourceful.tsx'
import { Row } from '../../../components/Row.tsx'
import { goTo } from '../../../screen/routes.ts'
import { useResource } from '../../../screen/use-resource.ts'
import { channelName, homeName, minuteOf } from '../../../screen/words.ts'

/** Every payment on the bound homes, others' too: who paid is always visible, masked. */
export default function PaymentsPage() {
  const { resource, reload } = useResource(readPayments)
  return (
    <Page name="payments">
      <Resourceful resource={resource} reload={reload}>
        {({ payments, homes }) =>
          payments.length === 0 ? (
            <EmptyState id="no-payments" icon="bills" title="还没有缴费记录" detail="在这里或营业厅缴过的费用，都会列出来。" />
          ) : (
            <View>
              {payments.map((payment, index) => (
                <PaymentCard
                  key={`${payment.paymentNo} ${payment.householdNo}`}
                  number={index + 1}
                  payment={payment}
                  home={homes.find(({ householdNo }) => householdNo === payment.householdNo)}
                />
              ))}
            </View>
          )
        }
      </Resourceful>
    </Page>
  )
}

async function readPayments() {
  const [payments, homes] = await Promise.all([listPayments(), listHomes()])
  return { payments, homes }
}

function PaymentCard({
  payment,
  home,
  number,
}: {
  readonly payment: ResidentPayment
  readonly home: Home | undefined
  readonly number: number
}) {
  return (
    <Card id={`payment-${number}`} title={home ? homeName(home) : `卡号 ${payment.householdNo}`}>
      <Row name="金额">
        <Amount id={`payment-amount-${number}`} fen={payment.amountFen} tone="paid" />
      </Row>
      {payment.refundedFen > 0 ? (
        <Row name="已退">
          <Amount id={`payment-refunded-${number}`} fen={payment.refundedFen} />
        </Row>
      ) : null}
      {payment.refundingFen > 0 ? (
        <Row name="退款中">
          <Amount id={`payment-refunding-${number}`} fen={payment.refundingFen} />
        </Row>
      ) : null}
      <Row name="时间">{minuteOf(payment.paidAt)}</Row>
      <Row name="方式">{channelName(payment.channel)}</Row>
      <Row name="付款人">{payment.mine ? '我' : payment.payer}</Row>
      {payment.orderNo ? <Row name="支付单号">{payment.orderNo}</Row> : null}
      <Button id={`certificate-${number}`} kind="quiet" onPress={() => goTo('certificate', { payment: payment.paymentNo })}>
        看缴费凭证
      </Button>
    </Card>
  )
}
