import { View } from '@tarojs/components'
import { chooseTextSize, textSizes, useTextSize } from '../screen/text-size.ts'
import { Pressable } from './Pressable.tsx'
import { Sheet } from './Sheet.tsx'

/** Text size in three steps; the change shows behind the sheet at once. */
export function TextSizeSheet({ onClose }: { onClose(): void }) {
  const chosen = useTextSize()
  return (
    <Sheet id="text-size-sheet" title="文字大小" closeName="好了" onClose={onClose}>
      {textSizes.map(({ size, name, hint }) => (
        <Pressable
          key={size}
          id={`text-size-${size}`}
          className={`size-option${size === chosen ? ' is-chosen' : ''}`}
          chosen={size === chosen}
          onPress={() => chooseTextSize(size)}
        >
          <View className="size-name">{name}</View>
          <View className="size-hint">{hint}</View>
        </Pressable>
      ))}
    </Sheet>
  )
}
