import { maskPhone } from '../../../../shared/format/mask.ts'
import type { Database } from '../../database/database.ts'
import type { SmsGateway, SmsMessage, SmsResult } from '../../gateways/sms/port.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Clock } from '../../platform/clock.ts'
import { appendAttempt } from './message-attempt.repository.ts'

export type SendTextDeps = { readonly database: Database; readonly clock: Clock; readonly sms: SmsGateway }
export type SendText = (message: Omit<SmsMessage, 'outId'>, tenantId: number | null) => Promise<SmsResult>

/** Hands one text message to the provider, with nothing open, and writes down what it said: what a service desk needs when none came. */
export function sendText({ database, clock, sms }: SendTextDeps): SendText {
  return async (message, tenantId) => {
    const outId = businessNumber('T', clock)
    const startedAt = clock.now()
    const started = performance.now()
    const result = await sms.send({ ...message, outId })
    await database.write((unit) =>
      appendAttempt(unit, {
        tenant_id: tenantId,
        channel: 'sms',
        template: message.template,
        recipient: maskPhone(message.phone),
        out_id: outId,
        outcome: result.kind,
        provider_id: result.kind === 'accepted' ? result.providerId : null,
        reason:
          result.kind === 'refused' ? `${result.code} ${result.message}`.slice(0, 200) : result.kind === 'unknown' ? result.reason : null,
        started_at: startedAt,
        duration_ms: Math.round(performance.now() - started),
      }),
    )
    return result
  }
}
