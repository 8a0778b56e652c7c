import { type AppClient, checkNumber } from './app-client.ts'
import type { QueryResult } from './port.ts'
import { fateOf, readMoneyProof } from './trade.ts'

/** alipay.trade.query by our number. An answer about another order is `unknown`. */
export async function queryOrder(client: AppClient, orderNo: string): Promise<QueryResult> {
  checkNumber(orderNo)
  const { answer, call } = await client.ask('query', 'alipay.trade.query', { bizContent: { out_trade_no: orderNo } })
  const unknown = (reason: string): QueryResult => ({ kind: 'unknown', reason, call: { ...call, outcome: 'unknown' } })
  if (answer.kind === 'unknown') return unknown(answer.reason)
  if (answer.kind === 'refused') {
    return answer.code === 'ACQ.TRADE_NOT_EXIST'
      ? { kind: 'not-found', call }
      : { kind: 'unknown', reason: `${answer.code} ${answer.message}`, call }
  }
  const { json } = answer
  if (json.out_trade_no !== orderNo) return unknown('the answer is about another order')
  const fate = fateOf(json.trade_status, json.send_pay_date)
  if (fate === 'unknown') return unknown('a trade state we do not know')
  if (fate !== 'paid') return { kind: fate, call }
  const proof = readMoneyProof(json, client, json.send_pay_date)
  return proof === null ? unknown('the paid trade is incomplete') : { kind: 'paid', proof, call }
}
