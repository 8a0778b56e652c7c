import { useState } from 'react'
import type { Home } from '../../../../../shared/contracts/residents.ts'
import { nameBinding } from '../../../api/residents.ts'
import { Button } from '../../../components/Button.tsx'
import { Failure } from '../../../components/Failure.tsx'
import { Field } from '../../../components/Field.tsx'
import { Sheet } from '../../../components/Sheet.tsx'
import { useAct } from '../../../screen/use-act.ts'

interface Props {
  readonly home: Home
  onDone(): void
  onCancel(): void
}

/** 爸妈家, 自己家: what one calls a home, for oneself alone. */
export function NameHome({ home, onDone, onCancel }: Props) {
  const [label, setLabel] = useState(home.label ?? '')
  const { act, busy, failure } = useAct()
  const save = () =>
    void act(async () => {
      await nameBinding(home.bindingNo, label.trim())
      onDone()
    })
  return (
    <Sheet id="name-home" title="给房屋起个名字" closeName="不改了" onClose={onCancel}>
      <Field
        id="home-label"
        name="只有您自己看得到，空着就显示地址"
        value={label}
        hint="例如：爸妈家"
        fault={null}
        maxLength={12}
        onChange={setLabel}
      />
      {failure ? <Failure id="name-failure" failure={failure} /> : null}
      <Button id="save-name" busy={busy && '正在保存…'} onPress={save}>
        保存
      </Button>
    </Sheet>
  )
}
