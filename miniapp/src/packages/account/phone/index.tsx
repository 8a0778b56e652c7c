import { View } from '@tarojs/components'
import { getMe, provePhone } from '../../../api/account.ts'
import { Card } from '../../../components/Card.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Page } from '../../../components/Page.tsx'
import { PhoneCodeForm } from '../../../components/PhoneCodeForm.tsx'
import { Resourceful } from '../../../components/Resourceful.tsx'
import { goBack } from '../../../screen/routes.ts'
import { useResource } from '../../../screen/use-resource.ts'

/** A phone proved here is a second way in: the same homes in any browser. */
export default function PhonePage() {
  const { resource, reload } = useResource(getMe)
  return (
    <Page name="phone">
      <Resourceful resource={resource} reload={reload}>
        {({ phone, canProvePhone }) =>
          canProvePhone ? (
            <Card title={phone === null ? '验证手机号' : '换一个手机号'}>
              {phone === null ? null : <View id="known-phone">{`现在是 ${phone}`}</View>}
              <View className="note">
                验证以后，在电脑或别的手机的浏览器里，用这个手机号登录也能看到您绑定的房屋。用手机号绑过的房屋会合到一起。
              </View>
              <PhoneCodeForm
                submitName="验证"
                submitBusy="正在验证…"
                submit={async (proof) => {
                  await provePhone(proof)
                  goBack()
                }}
              />
            </Card>
          ) : (
            <EmptyState id="no-phone" icon="me" title="这里还不能验证手机号" detail="供热公司还没有开通短信，不影响查账单和缴费。" />
          )
        }
      </Resourceful>
    </Page>
  )
}
