import { defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** Who did what to which thing, written in the transaction of the act. */
export const auditLog = defineTable(
  'audit_log',
  {
    kind: 'append-only',
    indexes: [
      ['tenant_id', 'at'],
      ['tenant_id', 'subject_kind', 'subject_no'],
    ],
  },
  {
    at: integer(),
    actor_kind: text(16),
    actor_id: nullable(integer()),
    actor_name: text(100),
    action: text(64),
    subject_kind: text(32),
    subject_no: text(64),
    detail: longText(),
    request_id: nullable(text(64)),
    ip: nullable(text(64)),
    /** Where it happened; NULL is the whole company's, seen only by those who see the whole company. */
    org_unit_id: nullable(integer()),
  },
)

/** Sign-ins, lockouts, refused tokens: what a security officer reads. Company 1 when the company is unknown. */
export const securityLog = defineTable(
  'security_log',
  { kind: 'append-only', indexes: [['tenant_id', 'at']] },
  {
    at: integer(),
    event: text(64),
    subject_kind: text(16),
    subject_name: text(100),
    detail: longText(),
    request_id: nullable(text(64)),
    ip: nullable(text(64)),
  },
)
