import { View } from '@tarojs/components'
import { Pressable } from './Pressable.tsx'

interface Props<Value extends string> {
  readonly id: string
  readonly name: string
  readonly value: Value | null
  readonly options: readonly { readonly value: Value; readonly name: string }[]
  readonly fault?: string | null
  onChoose(value: Value): void
}

/** One of a few, all in sight. */
export function Choice<Value extends string>({ id, name, value, options, fault = null, onChoose }: Props<Value>) {
  return (
    <View className="field">
      <View className="field-name">{name}</View>
      <View className="choice">
        {options.map((option) => (
          <Pressable
            key={option.value}
            id={`${id}-${option.value}`}
            className={`choice-option${option.value === value ? ' is-chosen' : ''}`}
            chosen={option.value === value}
            onPress={() => onChoose(option.value)}
          >
            {option.name}
          </Pressable>
        ))}
      </View>
      {fault === null ? null : (
        <View className="field-fault" id={`${id}-fault`}>
          {fault}
        </View>
      )}
    </View>
  )
}
