import { createRedaction } from '../wire/redaction.ts'

/** What of a conversation may be kept: order text, attachments and bank names stay out, openids are masked. */
const KEPT = new Set(
  `appid mchid sp_appid sp_mchid sub_mchid out_trade_no time_expire notify_url amount total payer_total currency payer openid sp_openid
  prepay_id transaction_id trade_type trade_state trade_state_desc success_time code message
  h5_url code_url scene_info h5_info type app_url payer_client_ip
  out_refund_no refund_id refund payer_refund status refund_status create_time`.split(/\s+/),
)

export const redact = createRedaction(KEPT, new Set(['openid', 'sp_openid', 'payer_client_ip']))
