import type { SheetOutcome } from './port.ts'

/**
 * What my.tradePay's resultCode means for the next screen. 8000 and 6004 say that nobody knows yet: treated like success, so that
 * the person waits for our server's word instead of paying again. Source: opendocs.alipay.com/mini/api/openapi-pay.
 */
export function outcomeOfTradePay(resultCode: string): SheetOutcome {
  switch (String(resultCode)) {
    case '9000':
    case '8000':
    case '6004':
      return 'finished'
    case '6001':
      return 'cancelled'
    default:
      return 'failed'
  }
}
