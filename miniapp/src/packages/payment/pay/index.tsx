import { View } from '@tarojs/components'
import { useCallback } from 'react'
import { Amount } from '../../../components/Amount.tsx'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { Page } from '../../../components/Page.tsx'
import { Resourceful } from '../../../components/Resourceful.tsx'
import { Row } from '../../../components/Row.tsx'
import type { Words } from '../../../platform/index.ts'
import { goTo, showTab } from '../../../screen/routes.ts'
import { useParam } from '../../../screen/use-params.ts'
import { useResource } from '../../../screen/use-resource.ts'
import { homeName, seasonName } from '../../../screen/words.ts'
import { inReadingOrder } from '../reading-order.ts'
import { PayButton } from './PayButton.tsx'
import { StopNotice } from './StopNotice.tsx'
import { usePayment } from './use-payment.ts'
import './index.scss'
import { type Owed, whatIsOwed } from './what-is-owed.ts'

/** What will be paid, the sum, one button. */
export default function PayPage() {
  const homes = useParam('homes')
  const load = useCallback(() => whatIsOwed(homes.split(',').filter((no) => no !== '')), [homes])
  const { resource, reload } = useResource(load)
  const { pay, busy, stop, forget } = usePayment()
  const readAgain = () => {
    forget()
    reload()
  }
  return (
    <Page name="pay">
      <Resourceful resource={resource} reload={reload}>
        {(owed) =>
          owed.lines.length === 0 ? (
            <EmptyState id="nothing-owed" icon="done" title="没有需要缴纳的费用" detail="可能家人已经缴过了。">
              <Button id="to-home" onPress={() => showTab('home')}>
                回到首页
              </Button>
            </EmptyState>
          ) : (
            <View>
              <OwedCards owed={owed} />
              {stop ? <StopNotice stop={stop} onReadAgain={readAgain} /> : null}
              {owed.choices.length === 0 ? <CannotPay words={owed.otherwise} /> : null}
              {stop === null || stop.kind === 'failed' ? (
                <PayButton choices={owed.choices} busy={busy} onPay={(choice) => void pay(choice)} />
              ) : null}
              <View className="note pay-promise">每一笔都会入账，可以在“我的 - 缴费记录”里查到。</View>
            </View>
          )
        }
      </Resourceful>
    </Page>
  )
}

function OwedCards({ owed }: { readonly owed: Owed }) {
  return (
    <View>
      <Card>
        <View className="note">本次缴纳</View>
        <Amount id="pay-total" fen={owed.totalFen} tone="owed" size="hero" />
      </Card>
      {owed.lines.map(({ home, quote }) => (
        <Card key={home.householdNo} id={`pay-home-${home.householdNo}`} title={homeName(home)}>
          <Facts facts={[...(home.holderName === null ? [] : [`户主 ${home.holderName}`]), `卡号 ${home.householdNo}`]} />
          {inReadingOrder(quote.items).map((item) => (
            <View className="pay-item" key={`${item.seasonCode} ${item.kind} ${item.title}`}>
              <Row name={item.title}>
                <Amount fen={item.amountFen} />
              </Row>
              <View className="note">{seasonName(item.seasonCode)}</View>
            </View>
          ))}
          {home.role === 'payer' ? null : (
            <Button id={`pay-why-${home.householdNo}`} kind="quiet" onPress={() => goTo('why', { home: home.householdNo })}>
              怎么算出来的
            </Button>
          )}
        </Card>
      ))}
    </View>
  )
}

function CannotPay({ words: { title, detail } }: { readonly words: Words }) {
  return (
    <Notice id="cannot-pay">
      <View className="notice-title">{title}</View>
      <View>{detail}</View>
    </Notice>
  )
}
