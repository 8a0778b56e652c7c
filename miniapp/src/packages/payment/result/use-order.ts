import { useDidHide, useDidShow, useUnload } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ResidentOrder } from '../../../../../shared/contracts/residents.ts'
import { failureOf, type RequestFailure } from '../../../api/failure.ts'
import { checkOrder, getOrder } from '../../../api/payments.ts'
import { asksGateway, isFollowed, nextPollIn, type ResultView, resultView, waitedLongAfter } from './result-view.ts'

export interface FollowedOrder {
  readonly order: ResidentOrder | null
  readonly view: ResultView | null
  readonly failure: RequestFailure | null
  readonly waitedLong: boolean
  /** Shows an order we just got by another act. */
  take(order: ResidentOrder): void
  /** Starts asking anew, beginning with a question to the gateway. */
  askAgain(): void
}

/** Follows our own order, never the pay platform's word on the phone. Stops while the screen is away. */
export function useOrder(orderNo: string, sheet: string): FollowedOrder {
  const [order, setOrder] = useState<ResidentOrder | null>(null)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const [asked, setAsked] = useState(0)
  const follow = useRef({ timer: undefined as ReturnType<typeof setTimeout> | undefined, away: false, turn: 0 })

  const ask = useCallback(
    async (count: number, turn: number) => {
      const isOld = () => follow.current.away || follow.current.turn !== turn
      let next: ResidentOrder | null = null
      try {
        next = await askOnce(orderNo, asksGateway(count))
        if (isOld()) return
        setOrder(next)
        setFailure(null)
      } catch (error) {
        if (isOld()) return
        setFailure(failureOf(error))
      }
      setAsked(count + 1)
      const wait = next !== null && !isFollowed(viewOf(next, sheet, count + 1)) ? null : nextPollIn(count)
      if (wait !== null) follow.current.timer = setTimeout(() => void ask(count + 1, turn), wait)
    },
    [orderNo, sheet],
  )

  const stop = useCallback(() => {
    follow.current.away = true
    clearTimeout(follow.current.timer)
  }, [])
  const start = useCallback(() => {
    clearTimeout(follow.current.timer)
    follow.current.away = false
    setAsked(0)
    void ask(0, ++follow.current.turn)
  }, [ask])

  useDidShow(start)
  useDidHide(stop)
  useUnload(stop)
  useEffect(() => stop, [stop])

  const waitedLong = asked >= waitedLongAfter
  return { order, view: order && viewOf(order, sheet, asked), failure, waitedLong, take: setOrder, askAgain: start }
}

function viewOf(order: ResidentOrder, sheet: string, asked: number): ResultView {
  return resultView({ order, sheet, waitedLong: asked >= waitedLongAfter })
}

/** When the gateway may not be asked again yet, our own record will do. */
async function askOnce(orderNo: string, atGateway: boolean): Promise<ResidentOrder> {
  if (!atGateway) return getOrder(orderNo)
  try {
    return await checkOrder(orderNo)
  } catch {
    return getOrder(orderNo)
  }
}
