import type { ReadUnit } from '../../database/unit-of-work.ts'
import { findMerchantById, type Merchant } from '../tenancy/index.ts'
import type { Order } from './order.repository.ts'

/** The merchant an order was made with: it may have been switched off since, its money may still come. */
export async function merchantOf(unit: ReadUnit, order: Pick<Order, 'merchantId' | 'orderNo'>): Promise<Merchant> {
  const merchant = await findMerchantById(unit, order.merchantId)
  if (!merchant) throw new Error(`the merchant of order ${order.orderNo} is gone`)
  return merchant
}
