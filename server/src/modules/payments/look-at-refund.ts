import { endedRefundStates } from '../../../../shared/states/refund.ts'
import type { MoneyProof } from '../../gateways/payment/port.ts'
import type { Merchant } from '../tenancy/index.ts'
import { findRefund } from './refund.repository.ts'
import { record, type SendDeps } from './send-refund.ts'

/**
 * A notice of a payment named a refund of it, too, without saying how much: the channel is asked. One of ours is recorded, one we never asked for is
 * kept. Throws when there is no answer, so that the notice's job comes again.
 */
export function lookAtRefund(deps: SendDeps) {
  return async (merchant: Merchant, code: string, proof: MoneyProof, refundNo: string): Promise<void> => {
    const { database, refundChannels, apply } = deps
    const channel = refundChannels.of(code)
    const known = await database.read((unit) => findRefund(unit, refundNo))
    if (!channel || (known && endedRefundStates.includes(known.state))) return
    const { appId, orderNo: orderNoGiven, transactionId, totalFen: paidFen } = proof
    const asked = known ?? { refundNo, appId, orderNoGiven, transactionId, amountFen: paidFen, paidFen }
    const answer = await channel.query(merchant, asked)
    if (known) return record(deps, merchant, known, answer, 'query')
    if (answer.kind === 'unknown') throw new Error(`refund ${refundNo} of ${orderNoGiven}: ${answer.reason}`)
    if (answer.kind === 'told') await apply(merchant, code, answer.news, 'query')
  }
}
