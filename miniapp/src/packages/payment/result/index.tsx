import { View } from '@tarojs/components'
import type { RequestFailure } from '../../../api/failure.ts'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { Page } from '../../../components/Page.tsx'
import { useParam } from '../../../screen/use-params.ts'
import { OrderFacts } from './OrderFacts.tsx'
import { ResultActs } from './ResultActs.tsx'
import { type FollowedOrder, useOrder } from './use-order.ts'
import { wordsOf } from './words.ts'

/** How our own order stands, asked again until it is settled. */
export default function ResultPage() {
  const orderNo = useParam('order')
  const sheet = useParam('sheet')
  const followed = useOrder(orderNo, sheet)
  return (
    <Page name="result">{followed.order === null ? <NoOrderYet followed={followed} /> : <Result followed={followed} sheet={sheet} />}</Page>
  )
}

function NoOrderYet({ followed: { failure, askAgain } }: { readonly followed: FollowedOrder }) {
  return failure === null ? <Loading>正在确认…</Loading> : <ErrorState failure={failure} retry={askAgain} />
}

function Result({ followed, sheet }: { readonly followed: FollowedOrder; readonly sheet: string }) {
  const { order, view, waitedLong, failure } = followed
  if (order === null || view === null) return null
  const { icon, title, detail } = wordsOf(view, order.channel, sheet, waitedLong)
  return (
    <View>
      <View className="state result-state" id={`result-${view}`}>
        <View className="state-icon">
          {view === 'confirming' && !waitedLong ? <View className="loading-ring" /> : <Icon name={icon} />}
        </View>
        <View className="state-title" id="result-title">
          {title}
        </View>
        <View className="state-detail" id="result-detail">
          {detail}
        </View>
      </View>
      <OrderFacts order={order} view={view} />
      {failure ? <AskingFailed failure={failure} /> : null}
      <ResultActs followed={followed} order={order} view={view} />
    </View>
  )
}

function AskingFailed({ failure }: { readonly failure: RequestFailure }) {
  const offline = failure.kind === 'offline' || failure.kind === 'timeout'
  return <View className="note result-asking">{offline ? '网络不太稳定，正在继续查询…' : '查询暂时出了问题，正在继续…'}</View>
}
