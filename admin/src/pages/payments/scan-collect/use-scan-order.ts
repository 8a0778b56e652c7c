import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { ScanOrder } from '../../../../../shared/contracts/payments/scan-collect.ts'
import { useSend } from '../../../api/context.ts'
import { readScanOrder } from '../../../api/scan-collect.ts'
import { asksGateway, isFollowed } from './code-view.ts'

const EVERY_MS = 2_000

export type FollowedScanOrder = {
  readonly order: ScanOrder | undefined
  readonly error: Error | null
  /** Shows an order that another act has just brought. */
  readonly take: (order: ScanOrder) => void
  readonly retry: () => void
}

/** Follows our own order while it is open. */
export function useScanOrder(orderNo: string): FollowedScanOrder {
  const send = useSend()
  const queryClient = useQueryClient()
  const asked = useRef(0)
  const queryKey = ['scan-orders', orderNo]
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn({ signal }) {
      const atGateway = asksGateway(asked.current)
      asked.current += 1
      return readScanOrder(send, orderNo, signal, atGateway)
    },
    refetchInterval: ({ state }) => (state.data && !isFollowed(state.data) ? false : EVERY_MS),
    gcTime: 0,
  })
  return { order: data, error, take: (order) => queryClient.setQueryData(queryKey, order), retry: () => void refetch() }
}
