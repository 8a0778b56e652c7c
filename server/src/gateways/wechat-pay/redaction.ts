import { asObject, type JsonObject } from './json.ts'

/** What of a conversation may be kept. An allow-list: a field the platform invents tomorrow stays out until someone decides. */
const KEPT = new Set(
  `appid mchid sp_appid sp_mchid sub_mchid out_trade_no time_expire notify_url amount total payer_total currency payer openid sp_openid
  prepay_id transaction_id trade_type trade_state trade_state_desc success_time code message`.split(/\s+/),
)
const MASKED = new Set(['openid', 'sp_openid'])

/** The kept fields of a request or answer, with openids masked; order text, attachments and bank names stay out. */
export function redact(json: JsonObject): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(json)) {
    if (!KEPT.has(name)) continue
    const inner = asObject(value)
    if (inner !== null) kept[name] = redact(inner)
    else if (MASKED.has(name)) kept[name] = maskOpenid(String(value))
    else if (typeof value === 'string' || typeof value === 'number') kept[name] = value
  }
  return kept
}

/** `oUpF8uMuAJO_M2pxb1Q9zNjWeS6o` becomes `oUp***S6o`: enough to compare two rows, too little to use. */
export function maskOpenid(openid: string): string {
  return openid.length < 12 ? '***' : `${openid.slice(0, 3)}***${openid.slice(-3)}`
}
