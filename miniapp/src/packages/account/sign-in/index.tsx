import { View } from '@tarojs/components'
import { signInByPhone } from '../../../api/account.ts'
import { forgetSignedOut } from '../../../api/signed-out.ts'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Page } from '../../../components/Page.tsx'
import { PhoneCodeForm } from '../../../components/PhoneCodeForm.tsx'
import { h5App } from '../../../platform/h5.ts'
import { goTo } from '../../../screen/routes.ts'
import { useParam } from '../../../screen/use-params.ts'

/** Signing in by hand: only a plain browser gets here. */
export default function SignInPage() {
  const to = useParam('to')
  return (
    <Page name="sign-in">
      <Card title="用手机号登录">
        <View className="note">登录后就能看到自己绑定的房屋、账单，也可以缴费。第一次来也一样，不用注册。</View>
        <PhoneCodeForm
          submitName="登录"
          submitBusy="正在登录…"
          submit={async (proof) => {
            const appId = h5App()
            await signInByPhone({ ...proof, ...(appId === null ? {} : { appId }) })
            forgetSignedOut()
            window.location.replace(ownPage(to))
          }}
        />
        <Button id="read-privacy" kind="quiet" onPress={() => goTo('privacy')}>
          看隐私说明
        </Button>
      </Card>
      <View className="note">也可以在微信里打开供热公司的公众号，或在支付宝里打开，不用输手机号。</View>
    </Page>
  )
}

/** Never to another site, and never back here. */
function ownPage(to: string): string {
  return /^\/h5\/[\x21-\x7e]*$/.test(to) && !to.includes('\\') && !to.startsWith('/h5/sign-in') ? to : '/h5/'
}
