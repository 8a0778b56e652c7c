import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Actor, Scope } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { appendAudit, appendSecurity } from './audit.repository.ts'

/** Any caller. A resident belongs to no company, so an entry about a resident's act names the company itself. */
export type AuditedCaller = { readonly actor: Actor; readonly requestId: string | null; readonly ip: string | null; readonly scope?: Scope }

/** What is worth knowing beside the numbers: whole numbers, texts, lists. Personal data masked, secrets never. */
export type Detail = Readonly<Record<string, unknown>>

export type AuditEntry = {
  /** Room, thing and verb, as permissions are named: households.record.create. */
  readonly action: string
  readonly subjectKind: string
  /** The business number people know it by, never an id. */
  readonly subjectNo: string
  readonly detail: Detail
  /** The unit it concerns; left out for what concerns the whole company. */
  readonly orgUnitId?: number
  readonly tenantId?: number
}

export type SecurityEvent = {
  /** sign-in.refused, sign-in.locked, refresh.reused … */
  readonly event: string
  /** The company it is about; 1 when nobody knows. */
  readonly tenantId: number
  readonly subjectKind: 'staff' | 'resident'
  readonly subjectName: string
  readonly detail: Detail
  readonly requestId: string | null
  readonly ip: string | null
}

/** Adds the row in the unit of the act itself: there is no act without its row and no row without its act. */
export function record(clock: Clock) {
  return async (unit: Unit, caller: AuditedCaller, entry: AuditEntry): Promise<void> => {
    const tenantId = entry.tenantId ?? caller.scope?.tenantId
    if (tenantId === undefined) throw new TypeError(`audit row ${entry.action} names no company`)
    await appendAudit(unit, {
      tenant_id: tenantId,
      at: clock.now(),
      actor_kind: caller.actor.kind,
      actor_id: caller.actor.id,
      actor_name: caller.actor.name.slice(0, 100),
      action: entry.action,
      subject_kind: entry.subjectKind,
      subject_no: entry.subjectNo,
      detail: detailText(entry.action, entry.detail),
      request_id: caller.requestId,
      ip: caller.ip,
      org_unit_id: entry.orgUnitId ?? null,
    })
  }
}

export function recordSecurity(clock: Clock) {
  return async (unit: Unit, event: SecurityEvent): Promise<void> => {
    await appendSecurity(unit, {
      tenant_id: event.tenantId,
      at: clock.now(),
      event: event.event,
      subject_kind: event.subjectKind,
      subject_name: event.subjectName.slice(0, 100),
      detail: detailText(event.event, event.detail),
      request_id: event.requestId,
      ip: event.ip,
    })
  }
}

const SECRET = /password|secret|token|privatekey|apiv3key|openid|unionid|idno/i

/** Logs are read by many and kept for years, so a secret in one is a mistake of the program and stops the act. */
function detailText(action: string, detail: Detail): string {
  const text = canonicalJson(detail)
  JSON.parse(text, (name, value) => {
    if (SECRET.test(name)) throw new TypeError(`the log row ${action} must not hold ${name}`)
    return value
  })
  return text
}
