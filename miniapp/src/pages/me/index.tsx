import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Home } from '../../../../shared/contracts/residents.ts'
import { listHomes } from '../../api/residents.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Page } from '../../components/Page.tsx'
import { Resourceful } from '../../components/Resourceful.tsx'
import { TextSizeSheet } from '../../components/TextSizeSheet.tsx'
import { goTo } from '../../screen/routes.ts'
import { textSizes, useTextSize } from '../../screen/text-size.ts'
import { useResource } from '../../screen/use-resource.ts'
import { BoundHome } from './components/BoundHome.tsx'
import { Entry } from './components/Entry.tsx'
import { NameHome } from './components/NameHome.tsx'
import { SignOut } from './components/SignOut.tsx'
import { Unbind } from './components/Unbind.tsx'
import './index.scss'

/** One's homes and settings. */
export default function MePage() {
  const { resource, reload } = useResource(listHomes)
  const [leaving, setLeaving] = useState<Home | null>(null)
  const [naming, setNaming] = useState<Home | null>(null)
  const [choosingSize, setChoosingSize] = useState(false)
  const changed = () => {
    setLeaving(null)
    setNaming(null)
    reload()
  }
  const over = leaving ? (
    <Unbind home={leaving} onDone={changed} onCancel={() => setLeaving(null)} />
  ) : naming ? (
    <NameHome home={naming} onDone={changed} onCancel={() => setNaming(null)} />
  ) : choosingSize ? (
    <TextSizeSheet onClose={() => setChoosingSize(false)} />
  ) : null
  return (
    <Page name="me" tab="me" over={over}>
      <Resourceful resource={resource} reload={reload}>
        {(homes) => (
          <View>
            <Card id="my-homes" title="我的房屋">
              {homes.length === 0 ? <View className="note">还没有绑定房屋。</View> : null}
              {homes.map((home) => (
                <BoundHome key={home.bindingNo} home={home} onName={() => setNaming(home)} onUnbind={() => setLeaving(home)} />
              ))}
              <Button id="bind" kind="plain" onPress={() => goTo('bind')}>
                绑定房屋，或替别人缴费
              </Button>
            </Card>
            <SettingsCard onTextSize={() => setChoosingSize(true)} />
            <SignOut onDone={reload} />
          </View>
        )}
      </Resourceful>
    </Page>
  )
}

function SettingsCard({ onTextSize }: { onTextSize(): void }) {
  const size = useTextSize()
  const sizeName = textSizes.find((each) => each.size === size)?.name ?? ''
  return (
    <Card>
      <Entry id="payments" name="缴费记录" onPress={() => goTo('payments')} />
      <Entry id="calculator" name="热费计算器" onPress={() => goTo('calculator')} />
      <Entry id="text-size" name="长辈版 文字大小" value={sizeName} onPress={onTextSize} />
      <Entry id="phone" name="手机号" onPress={() => goTo('phone')} />
      <Entry id="account" name="隐私与账号" onPress={() => goTo('account')} />
      <Entry id="my-data" name="我的数据" onPress={() => goTo('my-data')} />
    </Card>
  )
}
