import { View } from '@tarojs/components'
import type { RequestFailure } from '../api/failure.ts'
import { forgetSignedOut } from '../api/signed-out.ts'
import { platform } from '../platform/index.ts'
import { explainFailure } from '../screen/explain-failure.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

interface Props {
  readonly failure: RequestFailure
  retry(): void
}

/** A screen that could not be filled. */
export function ErrorState({ failure, retry }: Props) {
  const { title, detail, requestId } = explainFailure(failure)
  const signedOut = failure.kind === 'signed-out'
  const act = () => {
    if (signedOut) forgetSignedOut()
    retry()
  }
  return (
    <View className="state" id="error">
      <View className="state-icon">
        <Icon name={signedOut ? 'me' : 'alert'} />
      </View>
      <View className="state-title" id="error-title">
        {title}
      </View>
      <View className="state-detail" id="error-detail">
        {detail}
      </View>
      <Button id="retry" onPress={act}>
        {signedOut ? '重新登录' : '再试一次'}
      </Button>
      {platform.signInByPhone && ['signed-out', 'sign-in'].includes(failure.kind) ? (
        <Button id="sign-in-by-phone" kind="plain" onPress={platform.signInByPhone}>
          用手机号登录
        </Button>
      ) : null}
      {requestId ? <View className="state-id">{`编号 ${requestId}`}</View> : null}
    </View>
  )
}
