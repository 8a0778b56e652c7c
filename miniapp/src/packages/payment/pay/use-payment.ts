import { useRef, useState } from 'react'
import type { CreatePaymentOrder } from '../../../../../shared/contracts/residents.ts'
import { factOf, failureOf, type RequestFailure } from '../../../api/failure.ts'
import { newIntention } from '../../../api/intention.ts'
import { createOrder } from '../../../api/payments.ts'
import { replaceBy } from '../../../screen/routes.ts'
import { payOrder } from '../pay-order.ts'
import type { Choice } from './what-is-owed.ts'

/** What stopped the payment, when it needs an answer of its own. */
export type Stop =
  | { readonly kind: 'quote-changed'; readonly totalFen: number | null }
  | { readonly kind: 'order-open'; readonly orderNo: string }
  | { readonly kind: 'failed'; readonly failure: RequestFailure }

/** Order, pay sheet, result. The same intention is sent again with the same key, so a second tap after a time-out charges nobody twice. */
export function usePayment() {
  const intention = useRef(newIntention())
  const [busy, setBusy] = useState(false)
  const [stop, setStop] = useState<Stop | null>(null)

  async function pay({ way, householdNos, totalFen }: Choice): Promise<void> {
    setBusy(true)
    setStop(null)
    try {
      const body: CreatePaymentOrder = { householdNos: [...householdNos], totalFen, ...way }
      const order = await createOrder(body, intention.current.key(body))
      intention.current.ended(null)
      await payOrder(order)
    } catch (error) {
      const failure = failureOf(error)
      intention.current.ended(failure)
      const next = stopOf(failure)
      if (next === null) replaceBy('result', { order: String(factOf(failure, 'orderNo')) })
      else setStop(next)
    } finally {
      setBusy(false)
    }
  }
  return { pay, busy, stop, forget: () => setStop(null) }
}

/** null: the order exists and is being worked on, its own page says how it stands. */
function stopOf(failure: RequestFailure): Stop | null {
  const orderNo = factOf(failure, 'orderNo')
  switch (failure.problem?.code) {
    case 'QUOTE_CHANGED': {
      const totalFen = factOf(failure, 'totalFen')
      return { kind: 'quote-changed', totalFen: typeof totalFen === 'number' ? totalFen : null }
    }
    case 'ORDER_OPEN':
      return orderNo === null ? { kind: 'failed', failure } : { kind: 'order-open', orderNo: String(orderNo) }
    case 'IN_PROGRESS':
      return orderNo === null ? { kind: 'failed', failure } : null
    default:
      return { kind: 'failed', failure }
  }
}
