import type { Permission } from '../../shared/access/permissions.ts'

/**
 * The one place that turns permissions into what a person may see and do in the console.
 * It only spares people dead ends: the server decides again on every request.
 */
const rights = {
  seeHouseholds: ['households.record.view'],
  unmaskPerson: ['audit.personal.unmask'],
  seeBills: ['billing.bill.view'],
  previewBilling: ['billing.run.preview'],
  postBilling: ['billing.run.post'],
  seeOrders: ['payments.order.view'],
  seeGateway: ['payments.gateway.view'],
  requeryOrder: ['payments.order.requery'],
  seeRuleSets: ['tariffs.rule.view'],
  writeRuleSets: ['tariffs.rule.edit'],
  tryRules: ['tariffs.whatif.run'],
  seeEntries: ['ledger.entry.view'],
  exportHouseholds: ['households.export'],
  runImports: ['exchange.import.run'],
  seeJobs: ['jobs.view'],
  retryJob: ['jobs.retry'],
  seeAuditLog: ['audit.operation.view'],
  seeMembers: ['staff.member.invite'],
  seeUnits: [],
  seeSeasons: [],
} as const satisfies Record<string, readonly Permission[]>

export type Right = keyof typeof rights
export type Access = Readonly<Record<Right, boolean>>

/** A right is held by any one of its permissions; a right that names none is held by everybody who is signed in. */
export function accessOf(permissions: readonly string[]): Access {
  const held = new Set(permissions)
  const entries = Object.entries(rights).map(([right, needed]) => [
    right,
    needed.length === 0 || needed.some((permission: string) => held.has(permission)),
  ])
  return Object.fromEntries(entries) as Access
}

export const nobody: Access = Object.freeze(Object.fromEntries(Object.keys(rights).map((right) => [right, false]))) as Access
