import { useRef, useState } from 'react'
import type { ResidentOrder } from '../../../../../shared/contracts/residents.ts'
import { failureOf, type RequestFailure } from '../../../api/failure.ts'
import { newIntention } from '../../../api/intention.ts'
import { checkOrder, closeOrder } from '../../../api/payments.ts'
import { payOrder } from '../pay-order.ts'

/** Going on with an unfinished order, or giving it up. */
export function useActs(order: ResidentOrder, take: (order: ResidentOrder) => void) {
  const closing = useRef(newIntention())
  const [busy, setBusy] = useState<'pay' | 'close' | null>(null)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const [asking, setAsking] = useState(false)

  async function payOn() {
    setBusy('pay')
    setFailure(null)
    try {
      await payOrder(await stillPayable())
    } catch (error) {
      setFailure(failureOf(error))
    }
    setBusy(null)
  }

  /** The address of a platform's page does not live as long as the order: asking anew renews it, and tells when money has come. */
  async function stillPayable(): Promise<ResidentOrder> {
    return order.way === 'page' ? checkOrder(order.orderNo) : order
  }

  async function giveUp() {
    setBusy('close')
    setFailure(null)
    try {
      take(await closeOrder(order.orderNo, closing.current.key({ orderNo: order.orderNo })))
      closing.current.ended(null)
    } catch (error) {
      const cause = failureOf(error)
      closing.current.ended(cause)
      setFailure(cause)
    }
    setAsking(false)
    setBusy(null)
  }

  return {
    busy,
    failure,
    asking,
    askToGiveUp: () => setAsking(true),
    keepOrder: () => setAsking(false),
    giveUp: () => void giveUp(),
    payOn: () => void payOn(),
  }
}
