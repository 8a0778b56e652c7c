import { randomBytes } from 'node:crypto'
import { readInteger, readText } from '../wire/control-fields.ts'
import type { MovableClock } from '../wire/movable-clock.ts'
import { control } from '../wire/replies.ts'
import type { Route } from '../wire/router.ts'
import type { PlannedAnswerFaults } from './answer-faults.ts'
import { businessFailed, invalidParameter } from './api-error.ts'
import type { Book } from './book.ts'
import { dayBillZip } from './day-bill.ts'

/** An address can be used for thirty seconds. */
const ADDRESS_MS = 30_000
/** A day's bill is made from nine in the morning of the next day. */
const MADE_AFTER_MS = 33 * 3_600_000

export type BillFiles = {
  /** The path of the day's bill (`2026-11-22`); throws ApiError where there is none. */
  open(sellerId: string, day: unknown): string
  readonly routes: readonly Route[]
}

/** How a bill differs from the book: a trade left out, or with another amount. */
export type BillEdit = 'hidden' | { readonly amountFen: number }

export function createBillFiles(book: Book, clock: MovableClock, faults: PlannedAnswerFaults): BillFiles {
  const edits = new Map<string, BillEdit>()
  const opened = new Map<string, { readonly file: Buffer; readonly at: number }>()
  return {
    open(sellerId, day) {
      const begin = typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00+08:00`) : Number.NaN
      if (Number.isNaN(begin)) throw invalidParameter('bill_date')
      if (clock.now() < begin + MADE_AFTER_MS) throw businessFailed('BILL_NOT_EXIST', '账单不存在')
      const file = dayBillZip(book, {
        sellerId,
        day: String(day).replaceAll('-', ''),
        madeAt: begin + MADE_AFTER_MS,
        edits,
        lying: faults.next('bill-totals') !== null,
      })
      if (file === null) throw businessFailed('NO_BILL_DATA', '没有账单数据')
      const token = randomBytes(16).toString('hex')
      opened.set(token, { file, at: clock.now() })
      return `/bill-files/${token}.zip`
    },
    routes: [
      {
        method: 'GET',
        path: '/bill-files/:name',
        answer: ({ params }) => {
          const bill = opened.get((params.name ?? '').replace(/\.zip$/, ''))
          if (bill === undefined || clock.now() - bill.at > ADDRESS_MS) return { status: 403, body: 'expired' }
          const fault = faults.next('bill-file')
          if (fault === 'hang' || fault === 'drop') return fault
          // half a file, as a broken download leaves it
          const body = fault === null ? bill.file : bill.file.subarray(0, bill.file.length >> 1)
          return { status: 200, headers: { 'content-type': 'application/zip' }, body }
        },
      },
      control('POST', '/sim/alipay/control/bill-edits', ({ of, edit, amountFen }) => {
        edits.set(readText(of, 'of'), edit === 'hidden' ? 'hidden' : { amountFen: readInteger(amountFen, 'amountFen', 0) })
      }),
    ],
  }
}
