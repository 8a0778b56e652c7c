import { View } from '@tarojs/components'
import type { Home } from '../../../../../shared/contracts/residents.ts'
import { Button } from '../../../components/Button.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { relationNames } from '../../../screen/words.ts'

export function BoundHome({ home, onUnbind }: { readonly home: Home; onUnbind(): void }) {
  return (
    <View className="bound-home" id={`bound-${home.householdNo}`}>
      <View className="bound-label">{home.label ?? home.address}</View>
      {home.label ? <View className="note">{home.address}</View> : null}
      <Facts facts={[home.company, `卡号 ${home.householdNo}`, `户主 ${home.holderName}`, `我是${relationNames[home.role]}`]} />
      <Button id={`unbind-${home.householdNo}`} kind="quiet" onPress={onUnbind}>
        解除绑定
      </Button>
    </View>
  )
}
