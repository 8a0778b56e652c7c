import { View } from '@tarojs/components'
import type { Home } from '../../../../../shared/contracts/residents.ts'
import { formatYuan } from '../../../../../shared/format/amount.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Button } from '../../../components/Button.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { goTo } from '../../../screen/routes.ts'
import { deadline, homeName, minuteOf, payerHint } from '../../../screen/words.ts'

export function HomeCard({ home }: { readonly home: Home }) {
  const no = home.householdNo
  return (
    <View className="card home-card" id={`home-${no}`}>
      <View className="home-label" id={`home-label-${no}`}>
        {homeName(home)}
      </View>
      <View className={home.label ? 'home-place-spare' : ''}>
        {home.label && home.address ? <View className="note">{home.address}</View> : null}
        <Facts facts={home.holderName === null ? [payerHint, `卡号 ${no}`] : [`户主 ${home.holderName}`, `卡号 ${no}`]} />
      </View>
      {home.owedFen > 0 ? <Owed home={home} /> : <Clear home={home} />}
    </View>
  )
}

function Owed({ home }: { readonly home: Home }) {
  const no = home.householdNo
  return (
    <View>
      <View className="home-caption">今天应缴</View>
      <Amount id={`owed-${no}`} fen={home.owedFen} tone="owed" size="hero" />
      <View className="home-facts">
        {home.why ? <View id={`reason-${no}`}>{home.why}</View> : null}
        {home.lateFeeFen > 0 ? <View>{`其中违约金 ${formatYuan(home.lateFeeFen)}`}</View> : null}
        {home.discountFen > 0 ? <View id={`discount-${no}`}>{`已减去今天缴清的优惠 ${formatYuan(home.discountFen)}`}</View> : null}
        <View id={`due-${no}`}>{deadline(home.dueOn, home.overdue)}</View>
        {home.balanceFen !== null && home.balanceFen > 0 ? <View>{`账上余额 ${formatYuan(home.balanceFen)}`}</View> : null}
      </View>
      <OpenOrder home={home} />
      {home.openOrder?.mine ? null : (
        <Button id={`pay-${no}`} onPress={() => goTo('pay', { homes: no })}>
          去缴费
        </Button>
      )}
      {home.role === 'payer' ? null : (
        <Button id={`why-${no}`} kind="quiet" onPress={() => goTo('why', { home: no })}>
          为什么是这个数
        </Button>
      )}
    </View>
  )
}

/** A payment already on its way: one's own is to be finished, another's is a warning. */
function OpenOrder({ home: { householdNo, openOrder } }: { readonly home: Home }) {
  if (openOrder === null) return null
  if (!openOrder.mine) {
    return (
      <Notice
        id={`other-order-${householdNo}`}
      >{`有家人正在缴这笔费用（${formatYuan(openOrder.totalFen)}），请先问一下，免得重复缴。`}</Notice>
    )
  }
  return (
    <View>
      <Notice id={`open-order-${householdNo}`}>
        {`您有一笔 ${formatYuan(openOrder.totalFen)} 的缴费还没有完成，${minuteOf(openOrder.expiresAt)} 前可以继续。`}
      </Notice>
      <Button id={`continue-${householdNo}`} onPress={() => goTo('result', { order: openOrder.orderNo })}>
        继续这笔缴费
      </Button>
    </View>
  )
}

function Clear({ home }: { readonly home: Home }) {
  const no = home.householdNo
  if (home.seasonCode === null) {
    return (
      <View className="home-clear" id={`no-bill-${no}`}>
        <Icon name="clock" />
        <View className="home-no-bill">还没有账单，出账后会显示在这里</View>
      </View>
    )
  }
  return (
    <View>
      <View className="home-clear" id={`clear-${no}`}>
        <Icon name="done" />
        <View className="home-clear-text home-paid">已经缴清</View>
      </View>
      {home.balanceFen !== null && home.balanceFen > 0 ? (
        <View className="home-facts">{`账上余额 ${formatYuan(home.balanceFen)}`}</View>
      ) : null}
      <OpenOrder home={home} />
      {home.role === 'payer' ? null : (
        <Button id={`last-bill-${no}`} kind="quiet" onPress={() => goTo('bill', { home: no, season: home.seasonCode ?? '' })}>
          查看账单
        </Button>
      )}
    </View>
  )
}
