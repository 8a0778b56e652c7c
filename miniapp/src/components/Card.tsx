import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

interface Props {
  readonly id?: string
  readonly title?: string
  readonly children: ReactNode
}

export function Card({ id, title, children }: Props) {
  return (
    <View className="card" {...(id ? { id } : {})}>
      {title ? <View className="card-title">{title}</View> : null}
      {children}
    </View>
  )
}
