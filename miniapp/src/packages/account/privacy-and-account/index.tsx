import { View } from '@tarojs/components'
import { useState } from 'react'
import { privacyVersion } from '../../../../../shared/access/privacy.ts'
import type { Me } from '../../../../../shared/contracts/residents.ts'
import { getMe, giveConsent, withdrawConsent } from '../../../api/account.ts'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Confirm } from '../../../components/Confirm.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Failure } from '../../../components/Failure.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { Page } from '../../../components/Page.tsx'
import { Resourceful } from '../../../components/Resourceful.tsx'
import { Row } from '../../../components/Row.tsx'
import { goTo, showTab } from '../../../screen/routes.ts'
import { useAct } from '../../../screen/use-act.ts'
import { useResource } from '../../../screen/use-resource.ts'
import { minuteOf } from '../../../screen/words.ts'
import { DeleteAccount } from './DeleteAccount.tsx'

/** What was agreed to and when, and the ways out of it. */
export default function AccountPage() {
  const { resource, reload } = useResource(getMe)
  const [withdrawing, setWithdrawing] = useState(false)
  const [deleted, setDeleted] = useState(false)
  const { act, busy, failure } = useAct()
  const withdraw = () =>
    void act(async () => {
      await withdrawConsent()
      setWithdrawing(false)
      reload()
    })
  const sheet = withdrawing ? (
    <Confirm
      id="withdraw-confirm"
      title="撤回同意？"
      detail={failure ? failure.message : '撤回后，绑定的房屋会全部解除，这里不再显示账单。缴过的费用不受影响，以后可以重新同意并绑定。'}
      yes="撤回同意"
      no="不撤回"
      busy={busy && '正在撤回…'}
      onYes={withdraw}
      onNo={() => setWithdrawing(false)}
    />
  ) : null
  if (deleted) return <Deleted />
  return (
    <Page name="account" over={sheet}>
      <Resourceful resource={resource} reload={reload}>
        {(me) => (
          <View>
            <Consent me={me} onChanged={reload} onWithdraw={() => setWithdrawing(true)} />
            <Card title="您的数据">
              <View className="note">系统里关于您的全部内容，可以随时取走。登记的户主姓名、电话有错，请联系供热公司更正。</View>
              <Button id="account-my-data" kind="plain" onPress={() => goTo('my-data')}>
                查看和保存我的数据
              </Button>
            </Card>
            <DeleteAccount onDone={() => setDeleted(true)} />
          </View>
        )}
      </Resourceful>
    </Page>
  )
}

/** Nothing is asked of the server any more: in a mini-program that alone would sign a stranger in. */
function Deleted() {
  return (
    <Page name="account">
      <EmptyState id="account-deleted" icon="done" title="已经注销" detail="您的登录标识、手机号和绑定都已删除。以后再来，就是一位新用户。">
        <Button id="deleted-to-home" kind="plain" onPress={() => showTab('home')}>
          回到首页
        </Button>
      </EmptyState>
    </Page>
  )
}

function Consent({ me, onChanged, onWithdraw }: { readonly me: Me; onChanged(): void; onWithdraw(): void }) {
  const { act, busy, failure } = useAct()
  const { version, agreedVersion, agreedAt } = me.privacy
  const agreed = agreedVersion === version
  return (
    <Card title="隐私说明">
      <Row name="现行版本">{version}</Row>
      <Row name="您的同意" id="consent-state">
        {agreedVersion === null || agreedAt === null ? '还没有同意' : `${minuteOf(agreedAt)} 同意 ${agreedVersion} 版`}
      </Row>
      <Button id="account-privacy" kind="plain" onPress={() => goTo('privacy')}>
        看隐私说明
      </Button>
      {agreedVersion !== null && !agreed ? <Notice id="consent-old">隐私说明有了新版本，请看过以后重新同意。</Notice> : null}
      {failure ? <Failure id="consent-failure" failure={failure} /> : null}
      {agreed ? null : (
        <Button
          id="give-consent"
          busy={busy && '正在记录…'}
          onPress={() =>
            void act(async () => {
              await giveConsent(privacyVersion)
              onChanged()
            })
          }
        >
          我已看过并同意
        </Button>
      )}
      {agreedVersion === null ? null : (
        <Button id="withdraw-consent" kind="quiet" onPress={onWithdraw}>
          撤回同意
        </Button>
      )}
    </Card>
  )
}
