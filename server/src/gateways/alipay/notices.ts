import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { AppClient } from './app-client.ts'
import { fromBeijingTime } from './beijing-time.ts'
import { type RawForm, readForm } from './form.ts'
import type { NoticeResult, RawNotice } from './port.ts'
import { fateOf, readMoneyProof } from './trade.ts'
import { isSignedBy } from './verification.ts'

/** Alipay repeats a notice for 24 h 24 min at most; what is older by an hour and a half more is a recording. */
export const OLDEST_NOTICE_MS = 26 * 3_600_000
/** How far the platform's clock may be ahead of ours. */
export const FUTURE_NOTICE_MS = 300_000

/** What `charset` may say; anything else can't be decoded with confidence. */
const CHARSETS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['gbk', 'gbk'],
  ['gb2312', 'gbk'],
])

/**
 * Verifies, and only then believes. RSA2 over `name=value` of all parameters but sign and sign_type, sorted by name and joined by &, on
 * the bytes as they were before they were encoded. `sign_type` is the sender's word and so pinned: RSA (SHA1) is refused.
 * Source: opendocs.alipay.com/open/270/105902.
 */
export function readNotice(client: AppClient, notice: RawNotice): NoticeResult {
  const form = readForm(notice.body)
  const signature = textOf(form, 'sign')
  if (form === null || signature === null || textOf(form, 'sign_type') !== 'RSA2') return rejected('malformed')
  const now = client.clock.now()
  const keys = client.trusted.candidates(textOf(form, 'alipay_cert_sn'), now)
  if (keys.length === 0) return rejected('unknown-key')
  if (!isSignedBy(keys, signedBytes(form), signature)) return rejected('bad-signature')

  const fields = decodeAll(form)
  if (fields === null) return rejected('malformed')
  const sentAt = fromBeijingTime(fields.notify_time)
  if (sentAt === null) return rejected('malformed')
  if (isStale(sentAt, now)) return rejected('stale')
  return judge(client, fields)
}

type Fields = Readonly<Record<string, string>>

function judge(client: AppClient, fields: Fields): NoticeResult {
  const { notify_id: noticeId = '', notify_type: eventType = '' } = fields
  if (!/^[\w-]{1,128}$/.test(noticeId) || eventType === '') return rejected('malformed')
  if (fields.app_id !== client.appId) return rejected('wrong-app')
  if (eventType !== 'trade_status_sync') return { kind: 'ignored', noticeId, eventType }
  if (fields.seller_id !== client.sellerId) return rejected('wrong-merchant')
  const fate = fateOf(fields.trade_status, fields.gmt_payment)
  if (fate === 'unknown') return rejected('malformed')
  if (fate !== 'paid') return { kind: 'ignored', noticeId, eventType: fields.trade_status ?? eventType }
  const proof = readMoneyProof(fields, client, fields.gmt_payment)
  if (proof === null) return rejected('malformed')
  // a refund repeats the notice of its trade, with the refund's number beside it
  const { out_biz_no: refundNo, gmt_refund: refundedAt } = fields
  const told = refundedAt && refundNo && /^\w{1,64}$/.test(refundNo) ? { refundNo } : {}
  return { kind: 'payment', noticeId, proof, ...told }
}

/** Empty values are no parameters. Sorted by bytes, which for these names is alphabetical. */
function signedBytes(form: RawForm): Buffer {
  const names = [...form].flatMap(([name, value]) => (name === 'sign' || name === 'sign_type' || value.length === 0 ? [] : [name])).sort()
  const parts = names.flatMap((name, index) => [
    Buffer.from(`${index === 0 ? '' : '&'}${name}=`, 'latin1'),
    form.get(name) ?? Buffer.alloc(0),
  ])
  return Buffer.concat(parts)
}

function decodeAll(form: RawForm): Fields | null {
  const charset = CHARSETS.get((textOf(form, 'charset') ?? '').toLowerCase())
  if (charset === undefined) return null
  const decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: true })
  try {
    return Object.fromEntries([...form].filter(([, value]) => value.length > 0).map(([name, value]) => [name, decoder.decode(value)]))
  } catch {
    return null
  }
}

function isStale(sentAt: Instant, now: Instant): boolean {
  return now - sentAt > OLDEST_NOTICE_MS || sentAt - now > FUTURE_NOTICE_MS
}

function textOf(form: RawForm | null, name: string): string | null {
  const value = form?.get(name)
  return value === undefined || value.length === 0 ? null : value.toString('latin1')
}

function rejected(reason: Extract<NoticeResult, { kind: 'rejected' }>['reason']): NoticeResult {
  return { kind: 'rejected', reason }
}
