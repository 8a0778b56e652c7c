import { type CallDeps, checkOrderNo, recordCall } from './call-record.ts'
import type { CloseResult, MerchantRef } from './port.ts'
import { exchangeOf } from './signed-requests.ts'

/** POST …/out-trade-no/{no}/close; the platform answers 204, signed like everything else. Closing twice is `closed` again. */
export async function closeOrder({ client, clock }: CallDeps, merchant: MerchantRef, orderNo: string): Promise<CloseResult> {
  checkOrderNo(orderNo)
  const { mchId, subMchId, mode } = merchant
  const named = mode === 'partner' ? { sp_mchid: mchId, sub_mchid: subMchId } : { mchid: mchId }
  const { answer, call } = await recordCall('close', { out_trade_no: orderNo, ...named }, clock, () =>
    client.read(
      mode === 'partner'
        ? client.requests.postPath(`/v3/pay/partner/transactions/out-trade-no/${orderNo}/close`, named)
        : client.requests.close(orderNo).then(exchangeOf),
    ),
  )
  if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, call }
  if (answer.kind === 'accepted') {
    return answer.status === 204 ? { kind: 'closed', call } : { kind: 'unknown', reason: `HTTP ${answer.status} instead of 204`, call }
  }
  if (answer.code === 'ORDERPAID' || answer.code === 'ORDER_PAID') return { kind: 'already-paid', call }
  if (answer.code === 'ORDER_CLOSED') return { kind: 'closed', call }
  if (answer.code === 'ORDER_NOT_EXIST' || answer.code === 'ORDERNOTEXIST') return { kind: 'not-found', call }
  return { kind: 'unknown', reason: `${answer.code} ${answer.message}`, call }
}
