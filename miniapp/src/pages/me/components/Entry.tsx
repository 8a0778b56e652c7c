import { View } from '@tarojs/components'
import { Pressable } from '../../../components/Pressable.tsx'

interface Props {
  readonly id: string
  readonly name: string
  readonly value?: string
  onPress(): void
}

/** A line that leads to a screen. */
export function Entry({ id, name, value = '', onPress }: Props) {
  return (
    <Pressable id={`me-${id}`} className="entry" onPress={onPress}>
      <View className="entry-name">{name}</View>
      {value === '' ? null : <View className="entry-value">{value}</View>}
      <View className="entry-arrow" />
    </Pressable>
  )
}
