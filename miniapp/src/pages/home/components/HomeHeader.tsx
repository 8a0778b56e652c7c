import { View } from '@tarojs/components'
import { Icon } from '../../../components/Icon.tsx'
import { Pressable } from '../../../components/Pressable.tsx'

/** Name of the app and the entry of the large text, on the first screen as the norm for 长辈版 asks. */
export function HomeHeader({ onTextSize }: { onTextSize(): void }) {
  return (
    <View className="home-header">
      <View className="home-brand">
        <Icon name="flame" />
        <View className="home-name">暖账</View>
      </View>
      <Pressable id="text-size" className="home-text-size" label="长辈版，调整文字大小" onPress={onTextSize}>
        <View className="home-text-size-sign" />
        <View>长辈版</View>
      </Pressable>
    </View>
  )
}
