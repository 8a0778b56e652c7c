import { View } from '@tarojs/components'
import type { PublicCustomer, PublicRuleSet } from '../../../../../shared/contracts/tariffs/public.ts'
import { formatDay } from '../../../../../shared/format/time.ts'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Choice } from '../../../components/Choice.tsx'
import { Row } from '../../../components/Row.tsx'
import { seasonName } from '../../../screen/words.ts'
import { customerName } from './calculator-form.ts'

interface Props {
  readonly companyName: string
  readonly ruleSets: readonly PublicRuleSet[]
  readonly ruleSet: PublicRuleSet
  readonly customer: PublicCustomer
  onRuleSet(ruleSet: PublicRuleSet): void
  onCustomer(customer: PublicCustomer): void
  onOtherCompany(): void
}

/** Which published prices: season, unit where they differ, and as whom. */
export function PricesCard({ companyName, ruleSets, ruleSet, customer, onRuleSet, onCustomer, onOtherCompany }: Props) {
  const seasons = ruleSets.filter((one, index) => ruleSets.findIndex(({ season }) => season.code === one.season.code) === index)
  const units = ruleSets.filter(({ season }) => season.code === ruleSet.season.code)
  const { customers } = ruleSet
  const isChosen = ({ customerClass, priceType }: PublicCustomer) =>
    customerClass === customer.customerClass && priceType === customer.priceType
  const choose = (found: PublicRuleSet | undefined) => {
    if (found) onRuleSet(found)
  }
  return (
    <Card id="prices" title={companyName}>
      {seasons.length > 1 ? (
        <Choice
          id="season"
          name="哪个采暖季"
          value={ruleSet.season.code}
          options={seasons.map(({ season }) => ({ value: season.code, name: seasonName(season.code) }))}
          onChoose={(code) => choose(seasons.find(({ season }) => season.code === code))}
        />
      ) : (
        <Row name="采暖季">{seasonName(ruleSet.season.code)}</Row>
      )}
      {units.length > 1 ? (
        <Choice
          id="unit"
          name="哪里供热"
          value={ruleSet.orgUnit}
          options={units.map(({ orgUnit, orgUnitName }) => ({ value: orgUnit, name: orgUnitName }))}
          onChoose={(code) => choose(units.find(({ orgUnit }) => orgUnit === code))}
        />
      ) : null}
      <Choice
        id="customer"
        name="用户类型"
        value={String(customers.findIndex(isChosen) + 1)}
        options={customers.map((one, index) => ({ value: String(index + 1), name: customerName(one, customers) }))}
        onChoose={(number) => {
          const found = customers[Number(number) - 1]
          if (found) onCustomer(found)
        }}
      />
      {customer.price === null ? null : (
        <Row id="calculator-price" name="热价">
          {customer.price}
        </Row>
      )}
      <View
        className="note"
        id="calculator-notice"
      >{`依据：${ruleSet.notice.title}（${ruleSet.notice.no}），${formatDay(ruleSet.validFrom)}起执行`}</View>
      <Button id="other-company" kind="quiet" onPress={onOtherCompany}>
        换一家供热公司
      </Button>
    </Card>
  )
}
