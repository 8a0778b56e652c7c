import { useState } from 'react'
import type { Home } from '../../../../../shared/contracts/residents.ts'
import { failureOf } from '../../../api/failure.ts'
import { removeBinding } from '../../../api/residents.ts'
import { Confirm } from '../../../components/Confirm.tsx'
import { explainFailure } from '../../../screen/explain-failure.ts'
import { homeName } from '../../../screen/words.ts'

interface Props {
  readonly home: Home
  onDone(): void
  onCancel(): void
}

export function Unbind({ home, onDone, onCancel }: Props) {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const unbind = async () => {
    setBusy(true)
    try {
      await removeBinding(home.bindingNo)
      onDone()
    } catch (error) {
      setFault(explainFailure(failureOf(error)).detail)
      setBusy(false)
    }
  }
  return (
    <Confirm
      id="unbind-confirm"
      title={`解除绑定“${homeName(home)}”？`}
      detail={fault ?? '解除后这里不再显示它的账单，缴过的费用不受影响。以后可以重新绑定。'}
      yes="解除绑定"
      no="不解除"
      busy={busy && '正在解除…'}
      onYes={() => void unbind()}
      onNo={onCancel}
    />
  )
}
