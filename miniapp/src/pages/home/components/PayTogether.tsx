import { View } from '@tarojs/components'
import type { Home } from '../../../../../shared/contracts/residents.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Row } from '../../../components/Row.tsx'
import { goTo } from '../../../screen/routes.ts'
import { payableTogether } from '../payable-together.ts'

/** Several homes in one payment; where two collect, one payment each, and why. */
export function PayTogether({ homes }: { readonly homes: readonly Home[] }) {
  const groups = payableTogether(homes)
  const together = groups.filter(({ householdNos }) => householdNos.length > 1)
  if (together.length === 0) return null
  return (
    <Card id="pay-together-card" title="一起缴">
      {groups.length > 1 ? (
        <View className="note" id="pay-apart">
          您的房屋由不同的单位收费，钱要分开付给各单位。
        </View>
      ) : null}
      {together.map(({ payee, householdNos, totalFen }, index) => (
        <View key={payee}>
          <Row name={payee}>
            <Amount id={`together-${index + 1}`} fen={totalFen} tone="owed" />
          </Row>
          <Button id={`pay-together-${index + 1}`} kind="plain" onPress={() => goTo('pay', { homes: householdNos.join(',') })}>
            {`${householdNos.length} 处房屋一起缴`}
          </Button>
        </View>
      ))}
    </Card>
  )
}
