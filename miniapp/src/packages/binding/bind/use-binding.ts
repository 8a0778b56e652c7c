import { useRef, useState } from 'react'
import { failureOf, type RequestFailure } from '../../../api/failure.ts'
import { newIntention } from '../../../api/intention.ts'
import { bindHousehold } from '../../../api/residents.ts'
import { goBack } from '../../../screen/routes.ts'
import { type BindingForm, bodyOf, emptyForm, type Faults, faultsOf, faultsOfRefusal, withoutFaultsOf } from './binding-form.ts'

export function useBinding(begin: Partial<BindingForm>) {
  const intention = useRef(newIntention())
  // What stands in the form right now: a tap on the button may come before the last change is drawn.
  const latest = useRef<BindingForm>({ ...emptyForm, ...begin })
  const [form, setForm] = useState<BindingForm>(latest.current)
  const [faults, setFaults] = useState<Faults>({})
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const [busy, setBusy] = useState(false)

  function change(part: Partial<BindingForm>): void {
    latest.current = { ...latest.current, ...part }
    setForm(latest.current)
    setFaults((known) => withoutFaultsOf(known, part))
  }

  async function send(): Promise<void> {
    const found = faultsOf(latest.current)
    setFaults(found)
    setFailure(null)
    const body = bodyOf(latest.current)
    if (Object.keys(found).length > 0 || body === null) return
    setBusy(true)
    try {
      await bindHousehold(body, intention.current.key(body))
      intention.current.ended(null)
      goBack()
    } catch (error) {
      const cause = failureOf(error)
      intention.current.ended(cause)
      const atFields = faultsOfRefusal(cause)
      setFaults(atFields)
      if (Object.keys(atFields).length === 0) setFailure(cause)
    }
    setBusy(false)
  }

  return { form, faults, failure, busy, change, send, now: () => latest.current }
}

export type Binding = ReturnType<typeof useBinding>
