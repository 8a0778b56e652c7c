import { View } from '@tarojs/components'
import type { ResidentOrder } from '../../../../../shared/contracts/residents.ts'
import { Button } from '../../../components/Button.tsx'
import { Confirm } from '../../../components/Confirm.tsx'
import { Failure } from '../../../components/Failure.tsx'
import { replaceBy, showTab } from '../../../screen/routes.ts'
import { walletOf } from '../wallets.ts'
import type { ResultView } from './result-view.ts'
import { useActs } from './use-acts.ts'
import type { FollowedOrder } from './use-order.ts'

interface Props {
  readonly followed: FollowedOrder
  readonly order: ResidentOrder
  readonly view: ResultView
}

/** What can be done in each view; there is always a way on. */
export function ResultActs({ followed, order, view }: Props) {
  const { busy, failure, asking, askToGiveUp, keepOrder, giveUp, payOn } = useActs(order, followed.take)
  const homes = order.households.map(({ householdNo }) => householdNo).join(',')
  return (
    <View>
      {failure ? <Failure id="act-failure" failure={failure} /> : null}
      {view === 'unfinished' ? (
        <View>
          <Button id="pay-on" busy={busy === 'pay' && `正在打开${walletOf(order.channel).name}…`} onPress={payOn}>
            继续支付
          </Button>
          <Button id="give-up" kind="plain" onPress={askToGiveUp}>
            放弃这笔缴费
          </Button>
        </View>
      ) : null}
      {view === 'failed' || view === 'closed' ? (
        <Button id="pay-again" onPress={() => replaceBy('pay', { homes })}>
          重新缴费
        </Button>
      ) : null}
      {view === 'confirming' && followed.waitedLong ? (
        <Button id="ask-again" kind="plain" onPress={followed.askAgain}>
          再查一次
        </Button>
      ) : null}
      {view === 'paid' || view === 'kept' ? (
        <Button id="to-bills" onPress={() => showTab('bills')}>
          查看账单
        </Button>
      ) : null}
      <Button id="to-home" kind="quiet" onPress={() => showTab('home')}>
        回到首页
      </Button>
      {asking ? (
        <Confirm
          id="give-up-confirm"
          title="放弃这笔缴费？"
          detail="放弃后可以重新缴。如果刚才其实已经付了款，请不要放弃，等一会儿就会显示成功；万一付了又放弃，钱也会入账。"
          yes="放弃"
          no="不放弃"
          busy={busy === 'close' && '正在关闭…'}
          onYes={giveUp}
          onNo={keepOrder}
        />
      ) : null}
    </View>
  )
}
