import type { MoneyProof } from '../../gateways/payment/port.ts'
import { type Order, wayOf } from './order.repository.ts'

/** Whether this money is what the order asked for: the whole amount, paid the way it was ordered, by a payer who gave no more than it. */
export function fitsOrder(order: Pick<Order, 'totalFen' | 'way'>, { totalFen, way, payerFen }: MoneyProof): boolean {
  if (totalFen !== order.totalFen) return false
  if (way !== undefined && way !== wayOf(order)) return false
  return payerFen === undefined || payerFen <= totalFen
}
