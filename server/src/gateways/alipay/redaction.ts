import { createRedaction } from '../wire/redaction.ts'

/** What of a conversation may be kept: subjects, logon names, shops and fund channels stay out, ids of people are masked. */
const KEPT = new Set(
  `app_id seller_id out_trade_no trade_no total_amount time_expire notify_url product_code op_app_id buyer_id buyer_open_id buyer_user_id
  trade_status send_pay_date out_request_no refund_amount refund_fee refund_status fund_change gmt_refund_pay bill_type bill_date
  code msg sub_code sub_msg`.split(/\s+/),
)

export const redact = createRedaction(KEPT, new Set(['buyer_id', 'buyer_open_id', 'buyer_user_id']))
