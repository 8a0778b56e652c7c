import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { Page } from '../../../components/Page.tsx'
import { TextSizeSheet } from '../../../components/TextSizeSheet.tsx'
import { useParam } from '../../../screen/use-params.ts'
import { Calculator } from './Calculator.tsx'
import { CompanyCard } from './CompanyCard.tsx'
import { areasOf } from './calculation-link.ts'
import { usePublished } from './use-published.ts'
import './index.scss'

/** 热费计算器: anybody works a bill out by published prices, and sees every step. Nobody is signed in for it. */
export default function CalculatorPage() {
  const [choosingSize, setChoosingSize] = useState(false)
  return (
    <Page name="calculator" over={choosingSize ? <TextSizeSheet onClose={() => setChoosingSize(false)} /> : null}>
      <View className="calculator-title">热费计算器</View>
      <View className="note calculator-lead">按供热公司公布的热价，自己算一算一个采暖季的热费，每一步都看得到。不用登录。</View>
      <Prices />
      <Button id="text-size" kind="quiet" onPress={() => setChoosingSize(true)}>
        长辈版：文字大小
      </Button>
    </Page>
  )
}

function Prices() {
  const linked = {
    company: useParam('company'),
    season: useParam('season'),
    orgUnit: useParam('orgUnit'),
    customerClass: useParam('customerClass'),
    priceType: useParam('priceType'),
    areas: areasOf(useParam('areas')),
  }
  const { company, resource, reload, choose } = usePublished(linked.company)
  if (resource.state === 'loading') return <Loading />
  if (resource.state === 'failed') {
    const { failure } = resource
    // A code that leads nowhere is put right on the spot; everything else is tried again.
    if (failure.kind !== 'refused' || failure.problem?.status === 429) return <ErrorState failure={failure} retry={reload} />
    return <CompanyCard code={company} fault={failure.message} onChoose={choose} />
  }
  const { data } = resource
  if (data === null) return <CompanyCard code="" fault={null} onChoose={choose} />
  return (
    <View>
      <Calculator key={data.company.code} published={data} linked={linked} onOtherCompany={() => choose('')} />
    </View>
  )
}
