import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

interface Props {
  readonly id: string
  readonly children: ReactNode
}

/** Something the person should know before going on. Amber: red and green are for money. */
export function Notice({ id, children }: Props) {
  return (
    <View className="notice" id={id}>
      {children}
    </View>
  )
}
