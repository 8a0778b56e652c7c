import { type AppClient, checkNumber } from './app-client.ts'
import type { CloseResult } from './port.ts'

/** The trade is not open: paid, or closed before. */
const NOT_OPEN = new Set(['ACQ.TRADE_STATUS_ERROR', 'ACQ.REASON_TRADE_STATUS_INVALID', 'ACQ.REASON_ILLEGAL_STATUS'])

/** alipay.trade.close. A trade that nobody began to pay in the browser does not exist for the platform: `not-found`. */
export async function closeOrder(client: AppClient, orderNo: string): Promise<CloseResult> {
  checkNumber(orderNo)
  const { answer, call } = await client.ask('close', 'alipay.trade.close', { bizContent: { out_trade_no: orderNo } })
  if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, call }
  if (answer.kind === 'refused') {
    if (answer.code === 'ACQ.TRADE_NOT_EXIST') return { kind: 'not-found', call }
    if (NOT_OPEN.has(answer.code)) return { kind: 'already-paid', call }
    return { kind: 'unknown', reason: `${answer.code} ${answer.message}`, call }
  }
  if (answer.json.out_trade_no !== orderNo)
    return { kind: 'unknown', reason: 'the answer is about another order', call: { ...call, outcome: 'unknown' } }
  return { kind: 'closed', call }
}
