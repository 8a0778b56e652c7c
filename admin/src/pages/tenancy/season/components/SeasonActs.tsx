import { Button, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import type { SeasonFile } from '../../../../../../shared/contracts/tenancy/seasons.ts'
import { CarryDialog } from './CarryDialog.tsx'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { DatesDialog } from './DatesDialog.tsx'

type Open = SeasonFile['may'][number] | null

/** What may be done with the season now; the next step is the one in colour. */
export function SeasonActs({ season }: { readonly season: SeasonFile }): ReactNode {
  const [open, setOpen] = useState<Open>(null)
  const may = (act: SeasonFile['may'][number]) => season.may.includes(act)
  const close = () => setOpen(null)
  return (
    <Space>
      {may('edit') ? <Button onClick={() => setOpen('edit')}>修改日期</Button> : null}
      {may('carry') ? <Button onClick={() => setOpen('carry')}>结转</Button> : null}
      {may('open') ? (
        <Button onClick={() => setOpen('open')} type="primary">
          启用
        </Button>
      ) : null}
      {may('close') ? <Button onClick={() => setOpen('close')}>结束采暖季</Button> : null}
      {may('reopen') ? <Button onClick={() => setOpen('reopen')}>重新启用</Button> : null}
      {open === 'edit' ? <DatesDialog onClose={close} season={season} /> : null}
      {open === 'carry' ? <CarryDialog onClose={close} season={season} /> : null}
      {open === 'open' || open === 'close' || open === 'reopen' ? <ConfirmDialog act={open} onClose={close} season={season} /> : null}
    </Space>
  )
}
