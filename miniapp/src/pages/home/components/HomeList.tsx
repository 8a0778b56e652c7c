import { View } from '@tarojs/components'
import type { Home } from '../../../../../shared/contracts/residents.ts'
import { Button } from '../../../components/Button.tsx'
import { goTo } from '../../../screen/routes.ts'
import { payableTogether } from '../payable-together.ts'
import { HomeCard } from './HomeCard.tsx'

/** One card per home, those that owe first; several of one company can be paid at once. */
export function HomeList({ homes }: { readonly homes: readonly Home[] }) {
  const together = payableTogether(homes)
  const ordered = [...homes.filter((home) => home.owedFen > 0), ...homes.filter((home) => home.owedFen <= 0)]
  return (
    <View>
      {ordered.map((home) => (
        <HomeCard key={home.bindingNo} home={home} />
      ))}
      {together.length > 1 ? (
        <Button id="pay-together" kind="plain" onPress={() => goTo('pay', { homes: together.join(',') })}>
          {`${together.length} 处房屋一起缴`}
        </Button>
      ) : null}
    </View>
  )
}
