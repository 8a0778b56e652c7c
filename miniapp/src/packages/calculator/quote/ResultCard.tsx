import { View } from '@tarojs/components'
import { useEffect } from 'react'
import type { QuoteResult } from '../../../../../shared/contracts/tariffs.ts'
import { feeTypeName } from '../../../../../shared/format/names.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Card } from '../../../components/Card.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { Row } from '../../../components/Row.tsx'
import { Steps } from '../../../components/Steps.tsx'
import { scrollTo } from '../../../screen/scroll-to.ts'

const payers: Readonly<Record<string, string>> = { org: '供热公司', government: '财政补贴', developer: '开发商' }

/** The amount with every step, or why there is none. */
export function ResultCard({ result }: { readonly result: QuoteResult }) {
  // On a phone the form fills the screen, and nobody looks for an answer they cannot see.
  useEffect(() => scrollTo(result.faults.length > 0 ? 'not-calculated' : 'calculated'), [result])
  if (result.faults.length > 0) return <Refused faults={result.faults} />
  const several = new Set(result.lines.map(({ areaNo }) => areaNo)).size > 1
  const titleOf = (line: QuoteResult['lines'][number]) =>
    [
      feeTypeName(line.feeType),
      ...(several && line.areaNo !== null ? [`第 ${line.areaNo} 处`] : []),
      ...(line.payer ? [`由${payers[line.payer] ?? line.payer}承担`] : []),
    ].join(' · ')
  return (
    <View id="calculated">
      <Card title="算出来是">
        <View className="note">一个采暖季</View>
        <Amount id="calculated-total" fen={result.totalFen} size="hero" />
        <View className="note">这是按公布的热价试算的，不是账单：违约金、优惠和已经缴的钱都没有算在里面。</View>
      </Card>
      {result.lines.map((line, index) => (
        <Card key={`${line.feeType} ${line.areaNo} ${line.purpose}`} id={`calculated-line-${index + 1}`} title={titleOf(line)}>
          <Row name="金额">
            <Amount id={`calculated-amount-${index + 1}`} fen={line.amountFen} />
          </Row>
          <Steps id={`calculated-steps-${index + 1}`} steps={line.steps} />
        </Card>
      ))}
    </View>
  )
}

function Refused({ faults }: { readonly faults: QuoteResult['faults'] }) {
  const sentences = faults.map(({ message }) => message).filter((message, index, all) => all.indexOf(message) === index)
  return (
    <Notice id="not-calculated">
      <View className="notice-title">还算不出来</View>
      {sentences.map((sentence) => (
        <View key={sentence}>{sentence}</View>
      ))}
    </Notice>
  )
}
