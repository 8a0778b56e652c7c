import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import type { BillSummary, Home } from '../../../../shared/contracts/residents.ts'
import { listBills } from '../../api/billing.ts'
import { listHomes } from '../../api/residents.ts'
import { Button } from '../../components/Button.tsx'
import { Choice } from '../../components/Choice.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Facts } from '../../components/Facts.tsx'
import { Page } from '../../components/Page.tsx'
import { Resourceful } from '../../components/Resourceful.tsx'
import { goTo } from '../../screen/routes.ts'
import { useResource } from '../../screen/use-resource.ts'
import { homeName } from '../../screen/words.ts'
import { SeasonCard } from './components/SeasonCard.tsx'

interface Ledger {
  readonly home: Home
  readonly bills: readonly BillSummary[]
}

/** Bills of every home by season, newest first. */
export default function BillsPage() {
  const load = useCallback(async () => {
    // Of the homes one only pays for, the bills are the family's.
    const homes = (await listHomes()).filter(({ role }) => role !== 'payer')
    return Promise.all(homes.map(async (home): Promise<Ledger> => ({ home, bills: await listBills(home.householdNo) })))
  }, [])
  const { resource, reload } = useResource(load)
  return (
    <Page name="bills" tab="bills">
      <Resourceful resource={resource} reload={reload}>
        {(ledgers) => (ledgers.length === 0 ? <NoHomes /> : <Ledgers ledgers={ledgers} />)}
      </Resourceful>
    </Page>
  )
}

function Ledgers({ ledgers }: { readonly ledgers: readonly Ledger[] }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = ledgers.find(({ home }) => home.householdNo === chosen) ?? ledgers[0]
  if (!shown) return null
  const { home, bills } = shown
  return (
    <View>
      {ledgers.length > 1 ? (
        <Choice
          id="home"
          name="哪处房屋"
          value={home.householdNo}
          options={ledgers.map((each) => ({ value: each.home.householdNo, name: homeName(each.home) }))}
          onChoose={setChosen}
        />
      ) : (
        <Facts facts={[homeName(home), `卡号 ${home.householdNo}`]} />
      )}
      {bills.length === 0 ? (
        <EmptyState id="no-bills" icon="bills" title="还没有账单" detail="供热公司出账后，账单会按采暖季列在这里。" />
      ) : (
        bills.map((bill) => <SeasonCard key={bill.billNo} householdNo={home.householdNo} bill={bill} />)
      )}
      <Button id="payments" kind="quiet" onPress={() => goTo('payments')}>
        缴费记录
      </Button>
    </View>
  )
}

function NoHomes() {
  return (
    <EmptyState
      id="no-homes"
      icon="bills"
      title="没有可以看账单的房屋"
      detail="以户主或家人的身份绑定以后，可以看到每个采暖季的账单和算法。只代缴的房屋在首页缴费。"
    >
      <Button id="bind" onPress={() => goTo('bind')}>
        绑定房屋
      </Button>
    </EmptyState>
  )
}
