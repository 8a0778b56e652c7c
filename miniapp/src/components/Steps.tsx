import { View } from '@tarojs/components'

interface Props {
  readonly id: string
  readonly steps: readonly string[]
}

/** A calculation, one sentence per step, in the words of the server: the same on counter, phone and paper. */
export function Steps({ id, steps }: Props) {
  return (
    <View className="steps" id={id}>
      {steps
        .map((text, index) => ({ no: index + 1, text }))
        .map(({ no, text }) => (
          <View className="step" key={no}>
            <View className="step-no">{String(no)}</View>
            <View className="step-text">{text}</View>
          </View>
        ))}
    </View>
  )
}
