import type { Permission } from '../../shared/access/permissions.ts'

/**
 * The one place that turns permissions into what a person may see and do in the console.
 * It only spares people dead ends: the server decides again on every request.
 */
const rights = {
  seeHouseholds: ['households.record.view'],
  createHousehold: ['households.record.create'],
  editHousehold: ['households.record.edit'],
  markLists: ['households.list.mark'],
  addNotes: ['households.note.add'],
  bulkEdit: ['households.bulk.edit'],
  unmaskPerson: ['audit.personal.unmask'],
  seeBills: ['billing.bill.view'],
  previewBilling: ['billing.run.preview'],
  postBilling: ['billing.run.post'],
  increaseLine: ['billing.line.increase'],
  waiveLateFee: ['billing.latefee.waive'],
  seeMeters: ['metering.reading.enter'],
  replaceMeter: ['metering.meter.replace'],
  proposeHeatRefund: ['temperature.refund.propose'],
  decideHeatRefund: ['approvals.inbox.decide'],
  changeAreas: ['households.area.change'],
  changeHolder: ['households.holder.change'],
  seeOrders: ['payments.order.view'],
  seeGateway: ['payments.gateway.view'],
  requeryOrder: ['payments.order.requery'],
  requestRefunds: ['payments.refund.request'],
  sendRefunds: ['payments.refund.send'],
  attributeMoney: ['payments.miscollection.correct'],
  applyBalance: ['payments.counter.collect'],
  collectByCode: ['payments.counter.collect'],
  seeRuleSets: ['tariffs.rule.view'],
  writeRuleSets: ['tariffs.rule.edit'],
  tryRules: ['tariffs.whatif.run'],
  seeStatements: ['reconciliation.statement.import'],
  settleDifferences: ['reconciliation.difference.settle'],
  seeEntries: ['ledger.entry.view'],
  exportHouseholds: ['households.export'],
  runImports: ['exchange.import.run'],
  seeJobs: ['jobs.view'],
  retryJob: ['jobs.retry'],
  seeAuditLog: ['audit.operation.view'],
  exportLogs: ['audit.export.run'],
  seeSecurityLog: ['audit.security.view'],
  seeMembers: ['staff.member.invite'],
  disableMembers: ['staff.member.disable'],
  endSessions: ['staff.session.end'],
  transferMainAdmin: ['staff.admin.transfer'],
  editRoles: ['staff.role.edit'],
  seeBindings: ['residents.binding.view'],
  removeBindings: ['residents.binding.remove'],
  manageUnits: ['tenancy.unit.manage'],
  manageEntities: ['tenancy.company.manage'],
  manageSeasons: ['tenancy.season.manage'],
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
