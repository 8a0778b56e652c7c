import { View } from '@tarojs/components'
import { useCallback } from 'react'
import type { Bill, QuoteItem } from '../../../../../shared/contracts/billing.ts'
import type { ResidentQuote } from '../../../../../shared/contracts/residents.ts'
import { formatDay } from '../../../../../shared/format/time.ts'
import { getBill, getQuote } from '../../../api/billing.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Page } from '../../../components/Page.tsx'
import { Resourceful } from '../../../components/Resourceful.tsx'
import { Row } from '../../../components/Row.tsx'
import { Steps } from '../../../components/Steps.tsx'
import { goTo } from '../../../screen/routes.ts'
import { useParam } from '../../../screen/use-params.ts'
import { useResource } from '../../../screen/use-resource.ts'
import { seasonName } from '../../../screen/words.ts'
import { inReadingOrder } from '../reading-order.ts'

interface Explained {
  readonly quote: ResidentQuote
  readonly notices: readonly NonNullable<Bill['notice']>[]
}

/** Every position of today's sum with its calculation, and the price notice behind it. */
export default function WhyPage() {
  const householdNo = useParam('home')
  const load = useCallback(() => explain(householdNo), [householdNo])
  const { resource, reload } = useResource(load)
  return (
    <Page name="why">
      <Resourceful resource={resource} reload={reload}>
        {({ quote, notices }) =>
          quote.items.length === 0 ? (
            <EmptyState id="nothing-owed" icon="done" title="没有欠费" detail="今天没有需要缴纳的费用。" />
          ) : (
            <View>
              <Card>
                <View className="note">{`${formatDay(quote.asOf)} 应缴`}</View>
                <Amount id="why-total" fen={quote.totalFen} tone="owed" size="hero" />
                <View className="note">下面每一项相加，就是这个数。</View>
              </Card>
              {inReadingOrder(quote.items).map((item, index) => (
                <ItemCard key={`${item.seasonCode} ${item.kind} ${item.title}`} item={item} number={index + 1} />
              ))}
              {notices.map(({ no, title }) => (
                <Card key={no} title="价格依据">
                  <View id="price-notice">{`${title}（${no}）`}</View>
                </Card>
              ))}
              <Button id="why-pay" onPress={() => goTo('pay', { homes: householdNo })}>
                去缴费
              </Button>
            </View>
          )
        }
      </Resourceful>
    </Page>
  )
}

function ItemCard({ item, number }: { readonly item: QuoteItem; readonly number: number }) {
  return (
    <Card id={`item-${number}`} title={item.title}>
      <Row name={seasonName(item.seasonCode)}>
        <Amount id={`item-amount-${number}`} fen={item.amountFen} />
      </Row>
      <Steps id={`item-steps-${number}`} steps={item.steps} />
    </Card>
  )
}

/** The price notice stands on the bill; without the bill the sum is still explained. */
async function explain(householdNo: string): Promise<Explained> {
  const quote = await getQuote(householdNo)
  const seasons = quote.items.map((item) => item.seasonCode).filter((code, index, all) => all.indexOf(code) === index)
  const bills = await Promise.all(seasons.map((code) => getBill(householdNo, code).catch(() => null)))
  const notices: NonNullable<Bill['notice']>[] = []
  for (const bill of bills) {
    if (bill?.notice && !notices.some(({ no }) => no === bill.notice?.no)) notices.push(bill.notice)
  }
  return { quote, notices }
}
