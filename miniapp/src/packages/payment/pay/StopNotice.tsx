import { View } from '@tarojs/components'
import { formatYuan } from '../../../../../shared/format/amount.ts'
import { Button } from '../../../components/Button.tsx'
import { Failure } from '../../../components/Failure.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { replaceBy } from '../../../screen/routes.ts'
import type { Stop } from './use-payment.ts'

/** Why the payment did not start, with the way on. */
export function StopNotice({ stop, onReadAgain }: { readonly stop: Stop; onReadAgain(): void }) {
  if (stop.kind === 'failed') return <Failure id="pay-failure" failure={stop.failure} />
  if (stop.kind === 'order-open') {
    return (
      <View>
        <Notice id="order-open">
          <View className="notice-title">您有一笔没有完成的缴费</View>
          <View>请先完成或放弃那一笔，免得重复缴。</View>
        </Notice>
        <Button id="continue-order" onPress={() => replaceBy('result', { order: stop.orderNo })}>
          去看那一笔
        </Button>
      </View>
    )
  }
  return (
    <View>
      <Notice id="quote-changed">
        <View className="notice-title">金额有变化</View>
        <View>
          {stop.totalFen === null ? '应缴金额刚刚变了，请重新看一下。' : `现在应缴 ${formatYuan(stop.totalFen)}，请重新看一下再付款。`}
        </View>
      </Notice>
      <Button id="read-again" onPress={onReadAgain}>
        看新的金额
      </Button>
    </View>
  )
}
