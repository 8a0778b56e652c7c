import { useQuery } from '@tanstack/react-query'
import { App, Button, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Correction } from '../../../../../../shared/contracts/billing/corrections.ts'
import { formatYuan } from '../../../../../../shared/format/amount.ts'
import { useAccess, useSend } from '../../../../api/context.ts'
import { householdBills, householdFile } from '../../../../api/households.ts'
import { AreaChangeDialog } from './AreaChangeDialog.tsx'
import { BillSeasonDialog } from './BillSeasonDialog.tsx'
import { HolderDialog } from './HolderDialog.tsx'

/** What may be changed of a household's charges, for those who may. */
export function ChargeActs({ householdNo }: { readonly householdNo: string }): ReactNode {
  const send = useSend()
  const access = useAccess()
  const { message } = App.useApp()
  const file = useQuery(householdFile(send, householdNo)).data
  const bills = useQuery(householdBills(send, householdNo)).data
  const [act, setAct] = useState<'areas' | 'holder' | 'bill' | null>(null)
  if (!file || !bills) return null
  const unbilled = file.seasons.map(({ seasonCode }) => seasonCode).filter((code) => !bills.items.some((bill) => bill.seasonCode === code))
  const close = () => setAct(null)
  const done = (sentence: string) => {
    close()
    void message.success(sentence, 5)
  }
  const corrected = ({ posted, after }: Correction) =>
    done(posted ? `账单已更正，现应缴 ${formatYuan(after.owedFen)}，余额 ${formatYuan(after.balanceFen)}` : '资料已变更，账单金额不变')
  return (
    <>
      <Space wrap>
        {access.changeAreas && file.seasons.length > 0 ? <Button onClick={() => setAct('areas')}>改面积 / 单价类型</Button> : null}
        {access.changeHolder ? <Button onClick={() => setAct('holder')}>过户</Button> : null}
        {access.postBilling && unbilled.length > 0 ? <Button onClick={() => setAct('bill')}>生成本季账单</Button> : null}
      </Space>
      {act === 'areas' ? <AreaChangeDialog file={file} onClose={close} onDone={corrected} /> : null}
      {act === 'holder' ? (
        <HolderDialog householdNo={householdNo} onClose={close} onDone={({ holder }) => done(`已过户给 ${holder}`)} />
      ) : null}
      {act === 'bill' ? (
        <BillSeasonDialog
          householdNo={householdNo}
          onClose={close}
          onDone={({ after }) => done(`账单已生成，应缴 ${formatYuan(after.owedFen)}`)}
          seasonCodes={unbilled}
        />
      ) : null}
    </>
  )
}
