import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { isLocalDay, type LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { DayBillResult } from '../payment/day-bill.ts'
import { asText, type JsonObject } from '../wire/json.ts'
import { readBillText } from './bill-file.ts'
import type { MerchantClient } from './merchant-client.ts'
import type { MerchantRef } from './port.ts'

const LONGEST_FILE_BYTES = 64 * 1_048_576
/** A day of 100 000 trades is about 30 MB. */
const LONGEST_UNPACKED_BYTES = 256 * 1_048_576
/** There is no bill: nothing was traded that day, or it is not made yet. */
const NO_BILL = new Set(['NO_STATEMENT_EXIST', 'STATEMENT_CREATING'])

const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)

/**
 * GET /v3/bill/tradebill, then the file at the address it names, which lives five minutes. The file's answer is not signed: it is proven by
 * the hash in the signed answer, taken over the unpacked bytes as they are. A file that is not whole, or of another merchant, is `unknown`.
 */
export async function fetchDayBill(client: MerchantClient, merchant: MerchantRef, day: LocalDay): Promise<DayBillResult> {
  if (!isLocalDay(day)) throw new RangeError('not a day')
  const unknown = (reason: string): DayBillResult => ({ kind: 'unknown', reason })
  const whose = merchant.mode === 'partner' ? `&sub_mchid=${merchant.subMchId}` : ''
  const answer = await client.read(client.requests.getPath(`/v3/bill/tradebill?bill_date=${day}&bill_type=ALL&tar_type=GZIP${whose}`))
  if (answer.kind === 'unknown') return unknown(answer.reason)
  if (answer.kind === 'refused')
    return NO_BILL.has(answer.code) ? { kind: 'no-bill', code: answer.code } : unknown(`${answer.code} ${answer.message}`)
  const hash = hashOf(answer.json)
  const path = client.requests.pathAt(asText(answer.json.download_url) ?? '')
  if (hash === null || path === null) return unknown('no address of the bill, or no hash, in the answer')
  const file = await client.requests.download(path, LONGEST_FILE_BYTES)
  if (file.kind === 'no-answer') return unknown(file.reason)
  if (file.status !== 200) return unknown(`no bill at its address (HTTP ${file.status})`)
  const bytes = await unpack(file.body, { maxOutputLength: LONGEST_UNPACKED_BYTES }).catch(() => null)
  if (bytes === null) return unknown('the file cannot be unpacked, or would be too long')
  if (createHash('sha1').update(bytes).digest('hex') !== hash) return unknown('the file has another hash than the platform said')
  const bill = readBillText(bytes.toString('utf8'))
  if (typeof bill === 'string') return unknown(`the file is no whole bill: ${bill}`)
  const subMchId = merchant.mode === 'partner' ? merchant.subMchId : '0'
  const ours = bill.mchIds.every((one) => one === merchant.mchId) && bill.subMchIds.every((one) => one === subMchId)
  return ours ? { kind: 'bill', rows: bill.rows, file: bytes } : unknown('the bill is of another merchant')
}

function hashOf(json: JsonObject): string | null {
  const value = asText(json.hash_value)?.toLowerCase() ?? ''
  return json.hash_type === 'SHA1' && /^[0-9a-f]{40}$/.test(value) ? value : null
}
