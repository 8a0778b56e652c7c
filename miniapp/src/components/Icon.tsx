import { View } from '@tarojs/components'

/** Drawn by styles/icons.scss as backgrounds: no image request, the same on every target. */
export type IconName = 'home' | 'bills' | 'services' | 'me' | 'alert' | 'done' | 'clock' | 'flame'

/** Decoration only: the words beside it say the same. */
export function Icon({ name, lit = false }: { readonly name: IconName; readonly lit?: boolean }) {
  return <View className={`icon icon-${name}${lit ? ' icon-lit' : ''}`} />
}
