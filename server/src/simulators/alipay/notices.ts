import { randomUUID, sign } from 'node:crypto'
import type { SignedNotice } from '../wire/sending.ts'
import type { AppConfig, PlatformKeyConfig } from './config.ts'
import { encodeGbk } from './gbk.ts'
import { yuanText } from './money.ts'
import type { People } from './persons.ts'
import { type TamperKind, tamper } from './tampering.ts'
import { refundedFen, type Trade } from './trade.ts'
import { wireDay, wireTime } from './wire-time.ts'

/** Fields laid over what the notice would say; null removes one. */
export type Overrides = Readonly<Record<string, string | null>>

export type NoticeDraft = {
  readonly noticeId: string
  readonly trade: Trade
  readonly refundNo: string | null
  readonly fields?: Overrides
  readonly charset?: 'utf-8' | 'GBK'
  readonly tamper?: TamperKind | null
}

export type NoticeParties = { readonly app: AppConfig; readonly key: PlatformKeyConfig; readonly people: People }

export function newNoticeId(at: number): string {
  return `${wireDay(at)}00222${randomUUID().replaceAll('-', '')}`
}

/** The notice as it goes over the wire, signed at `at` (UTC milliseconds): every send says its own time. */
export function signNotice(draft: NoticeDraft, parties: NoticeParties, at: number): SignedNotice {
  const charset = draft.charset ?? 'utf-8'
  const fields = overlay({ ...fieldsOf(draft, parties, at), charset }, draft.fields ?? {})
  const form = tamper(draft.tamper ?? null, { fields, at, sign: (given, algorithm) => signFields(given, charset, parties.key, algorithm) })
  return {
    headers: { 'content-type': `application/x-www-form-urlencoded; text/html; charset=${charset}` },
    body: encodeForm(form, charset),
  }
}

/** What the platform says of a trade in a notice. Source: opendocs.alipay.com/open/270/105902. */
function fieldsOf({ noticeId, trade, refundNo }: NoticeDraft, { app, people }: NoticeParties, at: number): Record<string, string> {
  const buyer = people.find(trade.buyerPersonId)
  const amount = yuanText(trade.totalFen)
  const refund = trade.refunds.find(({ outRequestNo }) => outRequestNo === refundNo)
  const buyerId = buyer && (app.givesUserId ? { buyer_id: people.userId(buyer) } : { buyer_open_id: people.openId(buyer, app.appId) })
  return {
    notify_time: wireTime(at),
    notify_type: 'trade_status_sync',
    notify_id: noticeId,
    app_id: app.appId,
    auth_app_id: app.appId,
    version: '1.0',
    sign_type: 'RSA2',
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    ...buyerId,
    buyer_logon_id: '138****0001',
    seller_id: trade.sellerId,
    trade_status: trade.state,
    subject: trade.subject,
    total_amount: amount,
    receipt_amount: amount,
    invoice_amount: amount,
    buyer_pay_amount: amount,
    point_amount: '0.00',
    gmt_create: wireTime(trade.createdAt),
    ...(trade.paidAt === null ? {} : { gmt_payment: wireTime(trade.paidAt) }),
    ...(refund === undefined
      ? {}
      : { gmt_refund: `${wireTime(refund.at)}.000`, refund_fee: yuanText(refundedFen(trade)), out_biz_no: refund.outRequestNo }),
    ...(trade.state === 'TRADE_CLOSED' && trade.closedAt !== null ? { gmt_close: wireTime(trade.closedAt) } : {}),
    fund_bill_list: `[{"amount":"${amount}","fundChannel":"ALIPAYACCOUNT"}]`,
  }
}

type Form = readonly (readonly [name: string, value: string])[]

/** RSA2 (or, spoiled, RSA) over all fields but sign and sign_type, sorted and joined, in the notice's charset. */
function signFields(fields: Readonly<Record<string, string>>, charset: string, key: PlatformKeyConfig, algorithm = 'RSA-SHA256'): string {
  const names = Object.keys(fields).filter((name) => name !== 'sign' && name !== 'sign_type')
  const content = names
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')
  return sign(algorithm, bytesOf(content, charset), key.privateKeyPem).toString('base64')
}

function encodeForm(form: Form, charset: string): string {
  const encode = (text: string) =>
    [...bytesOf(text, charset)]
      .map((byte) => {
        const character = String.fromCharCode(byte)
        return /[\w.*-]/.test(character) ? character : character === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
      })
      .join('')
  return form.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
}

function bytesOf(text: string, charset: string): Buffer {
  return charset === 'GBK' ? encodeGbk(text) : Buffer.from(text)
}

function overlay(base: Record<string, string>, changes: Overrides): Record<string, string> {
  const result = { ...base }
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) delete result[name]
    else result[name] = change
  }
  return result
}
