import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

interface Props {
  readonly id: string
  readonly icon: IconName
  readonly title: string
  readonly detail: string
  readonly children?: ReactNode
}

/** Nothing here yet: what that means and what to do. */
export function EmptyState({ id, icon, title, detail, children }: Props) {
  return (
    <View className="state" id={id}>
      <View className="state-icon">
        <Icon name={icon} />
      </View>
      <View className="state-title">{title}</View>
      <View className="state-detail">{detail}</View>
      {children}
    </View>
  )
}
