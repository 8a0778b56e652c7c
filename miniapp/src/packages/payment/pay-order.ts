import type { ResidentOrder } from '../../../../shared/contracts/residents.ts'
import { platform } from '../../platform/index.ts'
import { replaceBy } from '../../screen/routes.ts'

/**
 * Opens the pay sheet or the platform's page when the order can be paid, then shows its result whatever the sheet or the page said: only
 * our server knows. The result takes this screen's place before the person leaves, so that the way back never ends at a paid pay page.
 */
export async function payOrder(order: ResidentOrder): Promise<void> {
  const { orderNo, payPage } = order
  if (payPage !== null) {
    replaceBy('result', { order: orderNo, sheet: 'returned' })
    platform.leaveFor(payPage.url)
    return
  }
  const payable = order.wechatPay !== null || order.alipay !== null
  const sheet = payable ? await platform.pay(order) : null
  replaceBy('result', { order: orderNo, ...(sheet ? { sheet } : {}) })
}
