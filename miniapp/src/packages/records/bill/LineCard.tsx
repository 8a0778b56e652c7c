import { View } from '@tarojs/components'
import { useState } from 'react'
import type { BillLine } from '../../../../../shared/contracts/billing.ts'
import { formatDay } from '../../../../../shared/format/time.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Row } from '../../../components/Row.tsx'
import { Steps } from '../../../components/Steps.tsx'

/** One line of a bill; its calculation opens on a tap. */
export function LineCard({ line }: { readonly line: BillLine }) {
  const [open, setOpen] = useState(false)
  return (
    <Card id={`line-${line.lineNo}`} title={line.title}>
      <Row name="金额">
        <Amount fen={line.amountFen} />
      </Row>
      {line.openFen !== null && line.openFen > 0 ? (
        <Row name="还欠">
          <Amount fen={line.openFen} tone="owed" />
        </Row>
      ) : null}
      <Row name="记账日期">{formatDay(line.postedOn)}</Row>
      {line.reason ? <View className="note">{line.reason}</View> : null}
      {line.steps.length === 0 ? null : (
        <View>
          {open ? <Steps id={`line-steps-${line.lineNo}`} steps={line.steps} /> : null}
          <Button id={`line-why-${line.lineNo}`} kind="quiet" onPress={() => setOpen(!open)}>
            {open ? '收起算法' : '怎么算出来的'}
          </Button>
        </View>
      )}
    </Card>
  )
}
