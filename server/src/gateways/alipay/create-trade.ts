import { asText } from '../wire/json.ts'
import { type AppClient, checkNumber } from './app-client.ts'
import { toBeijingTime } from './beijing-time.ts'
import type { GatewayCallRecord, MiniTrade, PrepayResult, WapTrade } from './port.ts'
import { redact } from './redaction.ts'
import { yuanOf } from './yuan.ts'

/** alipay.trade.create for the mini-program (JSAPI_PAY). Sending the same trade again is safe and gives the same trade number. */
export async function createMiniTrade(client: AppClient, trade: MiniTrade): Promise<PrepayResult> {
  const { buyerId } = trade
  const { answer, call } = await client.ask('trade-create', 'alipay.trade.create', {
    notifyUrl: trade.notifyUrl,
    bizContent: {
      ...commonFields(trade),
      product_code: 'JSAPI_PAY',
      op_app_id: client.appId,
      ...(isUserId(buyerId) ? { buyer_id: buyerId } : { buyer_open_id: buyerId }),
    },
  })
  if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, call }
  if (answer.kind === 'refused') return { kind: 'refused', code: answer.code, message: answer.message, call }
  const prepayId = asText(answer.json.trade_no)
  if (prepayId === null || answer.json.out_trade_no !== trade.orderNo)
    return { kind: 'unknown', reason: 'the answer is about another trade', call: { ...call, outcome: 'unknown' } }
  return { kind: 'accepted', prepayId, call }
}

/** alipay.trade.wap.pay (QUICK_WAP_WAY) as an address. */
export function wapPayUrl(client: AppClient, trade: WapTrade): string {
  return client.requests.pageUrl('alipay.trade.wap.pay', {
    notifyUrl: trade.notifyUrl,
    returnUrl: trade.returnUrl,
    bizContent: wapFields(trade),
  })
}

/** The same as a record; the addresses one comes back to are ours and of no interest. */
export function recordWapPay({ appId, sellerId, clock }: AppClient, trade: WapTrade): GatewayCallRecord {
  return {
    operation: 'wap-page',
    request: redact({ app_id: appId, seller_id: sellerId, ...wapFields(trade), notify_url: trade.notifyUrl }),
    httpStatus: null,
    response: null,
    outcome: 'accepted',
    startedAt: clock.now(),
    durationMs: 0,
  }
}

function wapFields(trade: WapTrade) {
  return { ...commonFields(trade), product_code: 'QUICK_WAP_WAY', quit_url: trade.quitUrl }
}

function commonFields({ orderNo, subject, totalFen, expiresAt }: Pick<MiniTrade, 'orderNo' | 'subject' | 'totalFen' | 'expiresAt'>) {
  checkNumber(orderNo)
  return { out_trade_no: orderNo, total_amount: yuanOf(totalFen), subject, time_expire: toBeijingTime(expiresAt) }
}

/** User ids are 2088 and twelve digits; open ids are longer and never digits alone. */
function isUserId(buyerId: string): boolean {
  return /^2088\d{12}$/.test(buyerId)
}
