import { View } from '@tarojs/components'

/** Short facts in a row; in large text each stays whole and the row breaks between them. */
export function Facts({ facts }: { readonly facts: readonly string[] }) {
  return (
    <View className="facts">
      {facts.map((fact) => (
        <View className="fact" key={fact}>
          {fact}
        </View>
      ))}
    </View>
  )
}
