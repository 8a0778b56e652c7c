import { createHash, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { oneOf, readInteger, readText } from '../wire/control-fields.ts'
import type { MovableClock } from '../wire/movable-clock.ts'
import { createPlannedFaults } from '../wire/planned-faults.ts'
import { control } from '../wire/replies.ts'
import type { Call, Route } from '../wire/router.ts'
import { ApiError, paramError } from './api-error.ts'
import type { Book } from './book.ts'
import type { MerchantConfig } from './config.ts'
import { dayBillText } from './day-bill.ts'
import type { RequestVerdict } from './request-signature.ts'

/** An address can be used for five minutes. */
const ADDRESS_MS = 300_000
/** A day's bill is made from nine in the morning of the next day. */
const MADE_AFTER_MS = 33 * 3_600_000

/** How a bill differs from the book: a trade left out, or with another amount. */
export type BillEdit = 'hidden' | { readonly amountFen: number }

/** Ways to spoil a bill. `totals` and `row` keep the hash right: the platform itself is wrong. */
export const billFaults = ['hang', 'drop', 'hash', 'half', 'bomb', 'totals', 'row', 'elsewhere', 'other-merchant'] as const
type BillFault = (typeof billFaults)[number]

export type BillFiles = {
  /** The answer of /v3/bill/tradebill; throws ApiError where there is no bill. */
  open(merchant: MerchantConfig, subMchId: string | null, query: URLSearchParams, origin: string): Record<string, string>
  readonly routes: readonly Route[]
}

export function createBillFiles(book: Book, clock: MovableClock, verify: (call: Call) => RequestVerdict): BillFiles {
  const opened = new Map<string, { readonly file: Buffer; readonly at: number; readonly fault: BillFault | null }>()
  const edits = new Map<string, BillEdit>()
  const faults = createPlannedFaults<'bill', BillFault>()
  return {
    open(merchant, subMchId, query, origin) {
      const day = query.get('bill_date') ?? ''
      const begin = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00+08:00`) : Number.NaN
      if (Number.isNaN(begin) || query.get('bill_type') !== 'ALL' || query.get('tar_type') !== 'GZIP')
        throw paramError('参数错误：bill_date')
      if (clock.now() < begin + MADE_AFTER_MS) throw new ApiError(400, 'STATEMENT_CREATING', '账单生成中')
      const made = dayBillText(book, merchant, { subMchId, day, edits })
      if (made === null) throw new ApiError(400, 'NO_STATEMENT_EXIST', '账单文件不存在')
      const fault = faults.next('bill')
      const text = spoil(made, merchant, fault)
      const token = randomBytes(16).toString('hex')
      opened.set(token, { file: fault === 'bomb' ? bomb() : gzipSync(text), at: clock.now(), fault })
      const hash = createHash('sha1').update(fault === 'hash' ? 'another file' : text)
      const host = fault === 'elsewhere' ? 'http://127.0.0.1:9' : origin
      return { hash_type: 'SHA1', hash_value: hash.digest('hex'), download_url: `${host}/v3/billdownload/file?token=${token}` }
    },
    routes: [
      {
        method: 'GET',
        path: '/v3/billdownload/file',
        answer: (call) => {
          if ('fault' in verify(call)) return { status: 401, body: 'SIGN_ERROR' }
          const bill = opened.get(call.query.get('token') ?? '')
          if (bill === undefined || clock.now() - bill.at > ADDRESS_MS) return { status: 403, body: 'expired' }
          if (bill.fault === 'hang' || bill.fault === 'drop') return bill.fault
          const body = bill.fault === 'half' ? bill.file.subarray(0, bill.file.length >> 1) : bill.file
          return { status: 200, headers: { 'content-type': 'application/x-gzip' }, body }
        },
      },
      control('POST', '/sim/wechat-pay/control/bill-edits', ({ of, edit, amountFen }) => {
        edits.set(readText(of, 'of'), edit === 'hidden' ? 'hidden' : { amountFen: readInteger(amountFen, 'amountFen', 0) })
      }),
      control('POST', '/sim/wechat-pay/control/bill-faults', ({ fault, times }) => {
        faults.plan('bill', oneOf(billFaults, fault, 'fault'), readInteger(times ?? 1, 'times', 1))
      }),
    ],
  }
}

/** 320 MB of nothing in 320 kB: a small archive twenty times over, which unpackers read as one. */
function bomb(): Buffer {
  const part = gzipSync(Buffer.alloc(16 * 1_048_576))
  return Buffer.concat(Array.from({ length: 20 }, () => part))
}

function spoil(text: string, { mchId }: MerchantConfig, fault: BillFault | null): string {
  const lines = text.split('\r\n')
  if (fault === 'totals') return lines.with(-2, (lines.at(-2) ?? '').replace(/^`\d+,`/, '`999,`')).join('\r\n')
  if (fault === 'row') return lines.with(1, (lines.at(1) ?? '').replace(',`CNY,', ',CNY,')).join('\r\n')
  return fault === 'other-merchant' ? text.replaceAll(`\`${mchId},`, '`1900009999,') : text
}
