import { DomainError } from '../../platform/domain-error.ts'
import type { DeletionGuard } from '../residents/index.ts'
import { findOpenOrderOf } from './order-view.repository.ts'

/** Nobody leaves while money of theirs is on its way: they could not see where it went. Throws ORDER_OPEN. */
export const refuseWhilePaying: DeletionGuard = async (unit, residentId, now) => {
  const orderNo = await findOpenOrderOf(unit, residentId, now)
  if (orderNo !== null) throw new DomainError(409, 'ORDER_OPEN', '您有一笔还没有完成的支付，请先完成或放弃它再注销', { facts: { orderNo } })
}
