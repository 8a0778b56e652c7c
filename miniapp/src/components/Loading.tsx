import { View } from '@tarojs/components'

export function Loading({ children = '正在读取…' }: { readonly children?: string }) {
  return (
    <View className="loading" id="loading">
      <View className="loading-ring" />
      <View className="loading-text">{children}</View>
    </View>
  )
}
