import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { type ReactNode, useState } from 'react'
import type { HouseholdFilter } from '../../../../../../shared/contracts/households.ts'
import { useAccess } from '../../../../api/context.ts'
import { type Chosen, countOf, nothingChosen, rowsAtMost, selectionOf } from '../chosen.ts'
import { type ActKind, actKinds, BulkDialog } from './BulkDialog.tsx'

type Props = {
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
  readonly filter: HouseholdFilter
  readonly total: number
}

/** What is ticked, everything at a click, and what can be done with it. */
export function BatchBar({ chosen, onChoose, filter, total }: Props): ReactNode {
  const access = useAccess()
  const [act, setAct] = useState<ActKind | null>(null)
  const count = countOf(chosen, total)
  const selection = selectionOf(chosen, filter)
  const kinds = actKinds.filter(({ list }) => !list || access.markLists)
  return (
    <section aria-label="批量选择" className="nz-batch">
      <span aria-live="polite">
        {chosen.kind === 'all' ? `已选中全部 ${total} 条符合条件的` : count > 0 ? `已选中 ${count} 户` : '勾选用热户后可批量操作'}
        {chosen.kind === 'rows' && count > rowsAtMost ? `，逐户最多 ${rowsAtMost} 户` : ''}
      </span>
      {chosen.kind === 'rows' && total > 0 ? (
        <Button onClick={() => onChoose({ kind: 'all' })} size="small" type="link">
          选中全部 {total} 条符合条件的
        </Button>
      ) : null}
      {count > 0 ? (
        <Button onClick={() => onChoose(nothingChosen)} size="small" type="link">
          取消选择
        </Button>
      ) : null}
      {access.bulkEdit ? (
        <Dropdown
          disabled={selection === null || (chosen.kind === 'rows' && count > rowsAtMost)}
          menu={{ items: kinds.map(({ key, label }) => ({ key, label })), onClick: ({ key }) => setAct(key as ActKind) }}
          trigger={['click']}
        >
          <Button size="small">
            批量操作 <DownOutlined aria-hidden />
          </Button>
        </Dropdown>
      ) : null}
      {act && selection ? (
        <BulkDialog
          kind={act}
          onClose={(done) => {
            setAct(null)
            if (done) onChoose(nothingChosen)
          }}
          selection={selection}
        />
      ) : null}
    </section>
  )
}
