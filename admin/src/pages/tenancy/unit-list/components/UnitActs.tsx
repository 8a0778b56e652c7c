import { App, Button, Dropdown } from 'antd'
import { type ReactNode, useState } from 'react'
import type { UnitNode } from '../../../../../../shared/contracts/tenancy/units.ts'
import { closeUnit, reopenUnit, unitQueries } from '../../../../api/units.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { AskReason } from '../../../../components/AskReason.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { UnitDialog } from './UnitDialog.tsx'

type Props = { readonly unit: UnitNode; readonly units: readonly UnitNode[] }
type Open = 'create' | 'edit' | 'move' | 'close' | null

/** What may be done to one unit. The company itself is only renamed and given units. */
export function UnitActs({ unit, units }: Props): ReactNode {
  const { message } = App.useApp()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const closing = useWrite((send, reason: string, key) => closeUnit(send, unit.code, reason, key), {
    refresh: unitQueries,
    onDone: ({ ending }) => {
      close()
      void message.info(ending === 'deleted' ? '从未使用过，已删除' : '已停用')
    },
  })
  const reopening = useWrite((send, _: null, key) => reopenUnit(send, unit.code, key), {
    refresh: unitQueries,
    onDone: () => void message.info('已恢复使用'),
  })
  const top = unit.kind === 'company'
  const items = [
    ...(unit.kind === 'station' || unit.closed ? [] : [{ key: 'create', label: '新增下级' }]),
    { key: 'edit', label: '修改' },
    ...(top ? [] : [{ key: 'move', label: '调整上级' }]),
    ...(top ? [] : [unit.closed ? { key: 'reopen', label: '恢复使用' } : { key: 'close', label: '停用' }]),
  ]
  function choose(key: string) {
    if (key !== 'reopen') return setOpen(key as Open)
    reopening.mutate(null, { onError: (error) => void message.warning(error.message, 6) })
  }
  return (
    <>
      <Dropdown menu={{ items, onClick: ({ key }) => choose(key) }} trigger={['click']}>
        <Button aria-label={`${unit.name}的操作`} loading={reopening.isPending} size="small" type="link">
          操作
        </Button>
      </Dropdown>
      {open === 'create' ? <UnitDialog onClose={close} parent={unit} units={units} /> : null}
      {open === 'edit' ? <UnitDialog onClose={close} unit={unit} units={units} /> : null}
      {open === 'move' ? <MoveDialog onClose={close} unit={unit} units={units} /> : null}
      {open === 'close' ? (
        <AskReason
          danger
          error={closing.error}
          note="停用后不再接收新的下级、员工和采暖季；已有的用热户、账单和收款照常。从未使用过的组织会直接删除。"
          okText="停用"
          onClose={close}
          onOk={(reason) => closing.mutate(reason)}
          pending={closing.isPending}
          title={`停用 ${unit.name}`}
        />
      ) : null}
    </>
  )
}
