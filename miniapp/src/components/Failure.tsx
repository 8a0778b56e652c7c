import { View } from '@tarojs/components'
import type { RequestFailure } from '../api/failure.ts'
import { explainFailure } from '../screen/explain-failure.ts'

/** A failure of an act, shown beside its button: the rest of the screen stays as it was. */
export function Failure({ id, failure }: { readonly id: string; readonly failure: RequestFailure }) {
  const { title, detail, requestId } = explainFailure(failure)
  return (
    <View className="notice" id={id}>
      <View className="notice-title">{title}</View>
      <View>{detail}</View>
      {requestId ? <View className="state-id">{`编号 ${requestId}`}</View> : null}
    </View>
  )
}
