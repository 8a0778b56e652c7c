import type { ResidentOrder } from '../../../../shared/contracts/residents.ts'
import { platform } from '../../platform/index.ts'
import { replaceBy } from '../../screen/routes.ts'

/** Opens the pay sheet when the order can be paid, then goes to its result whatever the sheet said: only our server knows. */
export async function payOrder(order: ResidentOrder): Promise<void> {
  const payable = order.wechatPay !== null || order.alipay !== null
  const sheet = payable ? await platform.pay(order) : null
  replaceBy('result', { order: order.orderNo, ...(sheet ? { sheet } : {}) })
}
