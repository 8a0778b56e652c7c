import { View } from '@tarojs/components'
import type { Home } from '../../../../../shared/contracts/residents.ts'
import { Button } from '../../../components/Button.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { homeName, relationNames } from '../../../screen/words.ts'

interface Props {
  readonly home: Home
  onName(): void
  onUnbind(): void
}

export function BoundHome({ home, onName, onUnbind }: Props) {
  const holder = home.holderName === null ? [] : [`户主 ${home.holderName}`]
  return (
    <View className="bound-home" id={`bound-${home.householdNo}`}>
      <View className="bound-label">{homeName(home)}</View>
      {home.label && home.address ? <View className="note">{home.address}</View> : null}
      <Facts facts={[home.company, `卡号 ${home.householdNo}`, ...holder, `我是${relationNames[home.role]}`]} />
      <Button id={`name-${home.householdNo}`} kind="quiet" onPress={onName}>
        {home.label ? '改名字' : '起个名字'}
      </Button>
      <Button id={`unbind-${home.householdNo}`} kind="quiet" onPress={onUnbind}>
        解除绑定
      </Button>
    </View>
  )
}
