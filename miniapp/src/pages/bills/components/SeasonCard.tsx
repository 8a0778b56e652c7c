import { View } from '@tarojs/components'
import type { BillSummary } from '../../../../../shared/contracts/residents.ts'
import { formatDay } from '../../../../../shared/format/time.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Row } from '../../../components/Row.tsx'
import { goTo } from '../../../screen/routes.ts'
import { seasonName } from '../../../screen/words.ts'

export function SeasonCard({ householdNo, bill }: { readonly householdNo: string; readonly bill: BillSummary }) {
  const { seasonCode, openFen, lateFeeFen } = bill
  const owedFen = openFen + lateFeeFen
  return (
    <Card id={`season-${seasonCode}`} title={seasonName(seasonCode)}>
      <Row name="应收">
        <Amount fen={bill.chargedFen} />
      </Row>
      <Row name="已缴">
        <Amount id={`season-paid-${seasonCode}`} fen={bill.paidFen} tone={bill.paidFen > 0 ? 'paid' : 'plain'} />
      </Row>
      {owedFen > 0 ? (
        <Row name={lateFeeFen > 0 ? '还欠（含违约金）' : '还欠'}>
          <Amount id={`season-owed-${seasonCode}`} fen={owedFen} tone="owed" />
        </Row>
      ) : (
        <View className="season-clear" id={`season-clear-${seasonCode}`}>
          已经缴清
        </View>
      )}
      {owedFen > 0 && bill.dueOn ? <Row name="缴费期限">{formatDay(bill.dueOn)}</Row> : null}
      <Button id={`open-bill-${seasonCode}`} kind="plain" onPress={() => goTo('bill', { home: householdNo, season: seasonCode })}>
        看明细和算法
      </Button>
    </Card>
  )
}
