import { isLocalDay, type LocalDay } from '../../../../shared/calendar/local-day.ts'
import { exchange } from '../wire/http-exchange.ts'
import { asText } from '../wire/json.ts'
import type { AppClient } from './app-client.ts'
import { readBillZip } from './bill-file.ts'
import type { AlipayDayBillResult } from './port.ts'

const LONGEST_FILE_BYTES = 64 * 1_048_576
/** There is no bill: nothing was traded that day, or it is not made yet. */
const NO_BILL = new Set(['NO_BILL_DATA', 'BILL_NOT_EXIST', 'isp.bill_not_exist'])

/** Asks for the address of the day's trade bill, which lives 30 seconds, and fetches it. A file of another seller is not ours: `unknown`. */
export async function fetchDayBill(client: AppClient, day: LocalDay, timeoutMs: number): Promise<AlipayDayBillResult> {
  if (!isLocalDay(day)) throw new RangeError('not a day')
  const { answer } = await client.ask('bill-address', 'alipay.data.dataservice.bill.downloadurl.query', {
    bizContent: { bill_type: 'trade', bill_date: day },
  })
  if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason }
  if (answer.kind === 'refused') {
    const { code, message } = answer
    return NO_BILL.has(code) ? { kind: 'no-bill', code } : { kind: 'unknown', reason: `${code} ${message}` }
  }
  const url = asText(answer.json.bill_download_url)
  if (url === null || !/^https?:\/\//.test(url)) return { kind: 'unknown', reason: 'no address of the bill in the answer' }
  const file = await exchange({ method: 'GET', url, headers: { 'user-agent': 'nuanzhang' }, timeoutMs, longestBytes: LONGEST_FILE_BYTES })
  if (file.kind === 'no-answer') return { kind: 'unknown', reason: file.reason }
  if (file.status !== 200) return { kind: 'unknown', reason: `no bill at its address (HTTP ${file.status})` }
  const bill = readBillZip(file.body)
  if (bill === null) return { kind: 'unknown', reason: 'the file is no whole bill' }
  if (bill.sellerId !== client.sellerId) return { kind: 'unknown', reason: 'the bill is of another seller' }
  return { kind: 'bill', ...bill, file: file.body }
}
