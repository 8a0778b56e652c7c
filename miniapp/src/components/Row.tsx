import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

interface Props {
  readonly id?: string
  readonly name: string
  readonly children: ReactNode
}

/** Name left, value right; the value moves below when large text leaves no room beside. */
export function Row({ id, name, children }: Props) {
  return (
    <View className="row">
      <View className="row-name">{name}</View>
      <View className="row-value" {...(id ? { id } : {})}>
        {children}
      </View>
    </View>
  )
}
