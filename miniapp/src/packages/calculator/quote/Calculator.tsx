import { View } from '@tarojs/components'
import { useState } from 'react'
import type { PublicCustomer, PublicRuleSet, PublicRuleSets } from '../../../../../shared/contracts/tariffs/public.ts'
import { Button } from '../../../components/Button.tsx'
import { Failure } from '../../../components/Failure.tsx'
import { AreaCard } from './AreaCard.tsx'
import type { Calculation } from './calculation-link.ts'
import { AREAS_AT_MOST, choosable } from './calculator-form.ts'
import { PricesCard } from './PricesCard.tsx'
import { ResultCard } from './ResultCard.tsx'
import { ShareLink } from './ShareLink.tsx'
import { useCalculation } from './use-calculation.ts'

interface Props {
  readonly published: PublicRuleSets
  /** What the link one came by has chosen already. */
  readonly linked: Calculation
  onOtherCompany(): void
}

type Chosen = { readonly ruleSet: PublicRuleSet; readonly customer: PublicCustomer }

/** The form for one company's prices, and below it what comes out. */
export function Calculator({ published: { company, ruleSets }, linked, onOtherCompany }: Props) {
  const offered = choosable(ruleSets)
  const [chosen, setChosen] = useState(() => startWith(offered, linked))
  const form = useCalculation(linked.areas)
  if (chosen === null) return null
  const { ruleSet, customer } = chosen
  const choose = (next: PublicRuleSet, wanted: Pick<PublicCustomer, 'customerClass' | 'priceType'>) => {
    setChosen({ ruleSet: next, customer: customerIn(next, wanted) ?? customer })
    form.forget()
  }
  const { customerClass, priceType } = customer
  const { season, orgUnit } = ruleSet
  const calculation = { company: company.code, season: season.code, orgUnit, customerClass, priceType, areas: form.areas }
  return (
    <View>
      <PricesCard
        companyName={company.name}
        ruleSets={offered}
        ruleSet={ruleSet}
        customer={customer}
        onRuleSet={(next) => choose(next, customer)}
        onCustomer={(next) => choose(ruleSet, next)}
        onOtherCompany={onOtherCompany}
      />
      {form.areas
        .map((answers, index) => ({ answers, index, number: index + 1 }))
        .map(({ answers, index, number }) => (
          <AreaCard
            key={number}
            number={number}
            several={form.areas.length > 1}
            customer={customer}
            answers={answers}
            faults={form.faults[index] ?? {}}
            onChange={(part) => form.change(index, part)}
            onRemove={() => form.remove(index)}
          />
        ))}
      {form.areas.length < AREAS_AT_MOST ? (
        <Button id="add-area" kind="quiet" onPress={form.add}>
          再加一处面积
        </Button>
      ) : null}
      {form.failure ? <Failure id="calculate-failure" failure={form.failure} /> : null}
      <Button id="calculate" busy={form.busy && '正在算…'} onPress={() => void form.calculate(company.code, ruleSet, customer)}>
        算一算
      </Button>
      {form.result ? (
        <View className="calculator-hint">
          <ResultCard result={form.result} />
          <ShareLink calculation={calculation} />
        </View>
      ) : null}
    </View>
  )
}

/** What the link says, as far as it is still published; else the newest season and the first customer. */
function startWith(offered: readonly PublicRuleSet[], linked: Calculation): Chosen | null {
  const ruleSet =
    offered.find(({ season, orgUnit }) => season.code === linked.season && orgUnit === linked.orgUnit) ??
    offered.find(({ season }) => season.code === linked.season) ??
    offered[0]
  const customer = ruleSet && customerIn(ruleSet, linked)
  return ruleSet && customer ? { ruleSet, customer } : null
}

function customerIn({ customers }: PublicRuleSet, wanted: Pick<PublicCustomer, 'customerClass' | 'priceType'>): PublicCustomer | null {
  const ofClass = customers.filter(({ customerClass }) => customerClass === wanted.customerClass)
  return ofClass.find(({ priceType }) => priceType === wanted.priceType) ?? ofClass[0] ?? customers[0] ?? null
}
