import type { ResidentOrder } from '../../../../shared/contracts/residents.ts'
import { platform } from '../../platform/index.ts'
import { replaceBy } from '../../screen/routes.ts'

/** Opens the pay sheet when the order can be paid, then goes to its result whatever the sheet said: only our server knows. */
export async function payOrder(order: ResidentOrder): Promise<void> {
  const sheet = order.wechatPay === null ? null : await platform.pay(order.wechatPay)
  replaceBy('result', { order: order.orderNo, ...(sheet ? { sheet } : {}) })
}
