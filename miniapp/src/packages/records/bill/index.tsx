import { View } from '@tarojs/components'
import { useCallback } from 'react'
import type { Bill } from '../../../../../shared/contracts/billing.ts'
import { formatDay } from '../../../../../shared/format/time.ts'
import { getBill } from '../../../api/billing.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { Page } from '../../../components/Page.tsx'
import { Resourceful } from '../../../components/Resourceful.tsx'
import { Row } from '../../../components/Row.tsx'
import { Steps } from '../../../components/Steps.tsx'
import { goTo } from '../../../screen/routes.ts'
import { useParam } from '../../../screen/use-params.ts'
import { useResource } from '../../../screen/use-resource.ts'
import { channelName, minuteOf, seasonName } from '../../../screen/words.ts'
import { KeepStatement } from './KeepStatement.tsx'
import { LineCard } from './LineCard.tsx'

/** One season of one home: sums, lines with their steps, what was paid. */
export default function BillPage() {
  const householdNo = useParam('home')
  const seasonCode = useParam('season')
  const load = useCallback(() => getBill(householdNo, seasonCode), [householdNo, seasonCode])
  const { resource, reload } = useResource(load)
  return (
    <Page name="bill">
      <Resourceful resource={resource} reload={reload}>
        {(bill) => (
          <View>
            <Sums bill={bill} />
            {bill.lines.map((line) => (
              <LineCard key={line.lineNo} line={line} />
            ))}
            <LateFee bill={bill} />
            <Payments bill={bill} />
            <KeepStatement bill={bill} />
            {bill.openFen + bill.lateFeeFen > 0 ? (
              <Button id="bill-pay" onPress={() => goTo('pay', { homes: householdNo })}>
                去缴费
              </Button>
            ) : null}
          </View>
        )}
      </Resourceful>
    </Page>
  )
}

function Sums({ bill }: { readonly bill: Bill }) {
  const owedFen = bill.openFen + bill.lateFeeFen
  return (
    <Card title={seasonName(bill.seasonCode)}>
      <Facts facts={[`户主 ${bill.customerName}`, `卡号 ${bill.householdNo}`]} />
      {owedFen > 0 ? (
        <Amount id="bill-owed" fen={owedFen} tone="owed" size="hero" />
      ) : (
        <View className="bill-clear" id="bill-clear">
          已经缴清
        </View>
      )}
      <Row name="应收">
        <Amount id="bill-charged" fen={bill.chargedFen} />
      </Row>
      {bill.othersFen > 0 ? (
        <Row name="由他方承担">
          <Amount id="bill-others" fen={bill.othersFen} />
        </Row>
      ) : null}
      <Row name="已缴">
        <Amount id="bill-paid" fen={bill.paidFen} tone={bill.paidFen > 0 ? 'paid' : 'plain'} />
      </Row>
      {owedFen > 0 && bill.dueOn ? <Row name="缴费期限">{formatDay(bill.dueOn)}</Row> : null}
      <Row name="出账日期">{formatDay(bill.issuedOn)}</Row>
      <Row name="账单号">{bill.billNo}</Row>
      {bill.notice ? <Row name="价格依据" id="bill-notice">{`${bill.notice.title}（${bill.notice.no}）`}</Row> : null}
    </Card>
  )
}

/** Accrued up to today and not on the bill yet. */
function LateFee({ bill }: { readonly bill: Bill }) {
  if (bill.lateFeeFen <= 0) return null
  return (
    <Card id="bill-late-fee" title="违约金（算到今天）">
      <Row name="金额">
        <Amount fen={bill.lateFeeFen} />
      </Row>
      <Steps id="bill-late-fee-steps" steps={bill.lateFeeSteps} />
    </Card>
  )
}

function Payments({ bill }: { readonly bill: Bill }) {
  if (bill.payments.length === 0) return null
  return (
    <Card id="bill-payments" title="缴过的款">
      {bill.payments.map((payment) => (
        <Row
          key={`${payment.orderNo} ${payment.paidAt} ${payment.lineNo}`}
          name={`${minuteOf(payment.paidAt)} ${channelName(payment.channel)}`}
        >
          <Amount fen={payment.amountFen} tone="paid" />
        </Row>
      ))}
    </Card>
  )
}
