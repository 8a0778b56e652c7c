import { createRedaction } from '../wire/redaction.ts'

/** What of a conversation may be kept: order text, attachments and bank names stay out, openids are masked. */
const KEPT = new Set(
  `appid mchid sp_appid sp_mchid sub_mchid out_trade_no time_expire notify_url amount total payer_total currency payer openid sp_openid
  prepay_id transaction_id trade_type trade_state trade_state_desc success_time code message`.split(/\s+/),
)

export const redact = createRedaction(KEPT, new Set(['openid', 'sp_openid']))
