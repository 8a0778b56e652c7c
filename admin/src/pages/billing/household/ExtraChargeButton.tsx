import { App, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { formatYuan } from '../../../../../shared/format/amount.ts'
import { useAccess } from '../../../api/context.ts'
import { ExtraChargeDialog } from './ExtraChargeDialog.tsx'

type Props = { readonly householdNo: string; readonly seasonCodes: readonly string[] }

/** Only where there is a bill to add to. */
export function ExtraChargeButton({ householdNo, seasonCodes }: Props): ReactNode {
  const { increaseLine } = useAccess()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  if (!increaseLine || seasonCodes.length === 0) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>加收费用</Button>
      {open ? (
        <ExtraChargeDialog
          householdNo={householdNo}
          onClose={() => setOpen(false)}
          onDone={({ title, amountFen }) => {
            setOpen(false)
            void message.success(`已加收${title} ${formatYuan(amountFen)}`, 5)
          }}
          seasonCodes={seasonCodes}
        />
      ) : null}
    </>
  )
}
