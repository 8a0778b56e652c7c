import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'

interface Props {
  readonly id: string
  readonly title: string
  readonly closeName?: string
  onClose(): void
  readonly children: ReactNode
}

/** A question over the screen, from below, where a thumb reaches it. The way out is a button of its own: nobody has to guess. */
export function Sheet({ id, title, closeName = '关闭', onClose, children }: Props) {
  return (
    <View className="sheet" id={id}>
      <View className="sheet-shade" onClick={onClose} />
      <View className="sheet-panel">
        <View className="sheet-title">{title}</View>
        {children}
        <Button id={`${id}-close`} kind="quiet" onPress={onClose}>
          {closeName}
        </Button>
      </View>
    </View>
  )
}
