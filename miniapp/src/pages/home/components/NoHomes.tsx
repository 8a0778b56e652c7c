import { View } from '@tarojs/components'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { goTo } from '../../../screen/routes.ts'

export function NoHomes() {
  return (
    <View>
      <EmptyState id="no-homes" icon="home" title="还没有绑定房屋" detail="绑定以后，这里会显示欠多少、为什么、什么时候前缴清。">
        <Button id="bind" onPress={() => goTo('bind')}>
          绑定房屋
        </Button>
      </EmptyState>
      <Card title="绑定要准备什么">
        <View>客户卡号：在供热合同、以前的缴费单据或催缴单上。没有卡号也可以选小区、楼和室号。</View>
        <View>户主姓名，或登记手机号的后四位。</View>
        <View className="note home-hint">替父母、家人缴费也可以：绑定他们的房屋，选择“家人”或“代缴人”。</View>
      </Card>
    </View>
  )
}
