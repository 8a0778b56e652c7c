import { useEffect, useRef, useState } from 'react'
import { sendPhoneCode } from '../api/account.ts'
import { factOf, failureOf, type RequestFailure } from '../api/failure.ts'

export interface PhoneForm {
  readonly phone: string
  readonly code: string
}
type Faults = { readonly [Name in keyof PhoneForm]?: string }

const phoneFault = ({ phone }: PhoneForm): Faults => (/^1[3-9]\d{9}$/.test(phone) ? {} : { phone: '请填写 11 位手机号' })
const codeFault = ({ code }: PhoneForm): Faults => (/^\d{6}$/.test(code) ? {} : { code: '请填写 6 位数字验证码' })

/** Typing a phone number, having a code sent to it, sending both on. */
export function usePhoneCode(submit: (proof: PhoneForm) => Promise<void>) {
  // What stands in the form right now: a tap on a button may come before the last change is drawn.
  const latest = useRef<PhoneForm>({ phone: '', code: '' })
  const [form, setForm] = useState(latest.current)
  const [faults, setFaults] = useState<Faults>({})
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const [busy, setBusy] = useState<'code' | 'proof' | null>(null)
  const [secondsLeft, setSecondsLeft] = useState(0)

  useEffect(() => {
    if (secondsLeft <= 0) return
    const timer = setTimeout(() => setSecondsLeft(secondsLeft - 1), 1000)
    return () => clearTimeout(timer)
  }, [secondsLeft])

  function change(part: Partial<PhoneForm>): void {
    latest.current = { ...latest.current, ...part }
    setForm(latest.current)
    setFaults((known) => Object.fromEntries(Object.entries(known).filter(([name]) => !(name in part))))
  }

  async function act(what: 'code' | 'proof', found: Faults, work: () => Promise<void>): Promise<void> {
    setFaults(found)
    setFailure(null)
    if (Object.keys(found).length > 0) return
    setBusy(what)
    try {
      await work()
    } catch (error) {
      const refused = failureOf(error)
      const wait = refused.problem?.code === 'SMS_TOO_SOON' ? factOf(refused, 'retryAfterSeconds') : null
      if (typeof wait === 'number') setSecondsLeft(wait)
      setFailure(refused)
    }
    setBusy(null)
  }

  const sendCode = () =>
    act('code', phoneFault(latest.current), async () => {
      const { resendInSeconds } = await sendPhoneCode(latest.current.phone)
      setSecondsLeft(resendInSeconds)
    })
  const send = () => act('proof', { ...phoneFault(latest.current), ...codeFault(latest.current) }, () => submit(latest.current))

  return { form, faults, failure, busy, secondsLeft, change, sendCode, send }
}
