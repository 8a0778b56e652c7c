import { View } from '@tarojs/components'
import type { Home } from '../../../../../shared/contracts/residents.ts'
import { HomeCard } from './HomeCard.tsx'
import { PayTogether } from './PayTogether.tsx'

/** One card per home, those that owe first; several can be paid at once. */
export function HomeList({ homes }: { readonly homes: readonly Home[] }) {
  const ordered = [...homes.filter((home) => home.owedFen > 0), ...homes.filter((home) => home.owedFen <= 0)]
  return (
    <View>
      {ordered.map((home) => (
        <HomeCard key={home.bindingNo} home={home} />
      ))}
      <PayTogether homes={homes} />
    </View>
  )
}
