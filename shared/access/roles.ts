import { type Permission, permissions } from './permissions.ts'

export type Role = { readonly code: string; readonly name: string; readonly permissions: readonly Permission[] }

/** The roles a new company starts with, and may edit. */
export const defaultRoles: readonly Role[] = [
  role('main-admin', '主管理员', 'tenancy. staff. tariffs. messaging. audit.operation.view audit.security.view jobs. approvals.flow.edit'),
  role(
    'admin',
    '管理员',
    `tenancy.unit.manage tenancy.season.manage tenancy.window.manage staff.member. staff.session.end jobs. residents.
    households. tariffs. metering. billing.run. billing.bill.view payments.order. payments.gateway.view
    payments.merchant.manage agency. approvals. messaging. dunning.ladder.edit reports. targets.set energy. exchange.
    openapi.key.manage subscription.renew audit.operation.view audit.personal.unmask`,
  ),
  role(
    'cashier',
    '收费员',
    `households.record.view households.note.add residents.binding.view billing.bill.view billing.waiver.request
    payments.counter. payments.order. payments.refund.request counter.shift. counter.receipt.reprint invoicing.invoice.issue
    invoicing.title.edit suspensions.request suspensions.resume tickets.open`,
  ),
  role(
    'cashier-lead',
    '收费班长',
    `households.record.view households.record.edit households.note.add residents.binding. billing.bill.view
    billing.waiver.request billing.latefee.waive billing.instalment.agree payments.counter. payments.order.
    payments.gateway.view payments.refund.request payments.miscollection.correct counter. invoicing. approvals.inbox.decide
    suspensions.request suspensions.resume tickets.open reports.station.view`,
  ),
  role(
    'service-desk',
    '客服',
    `households.record.view households.note.add residents.binding. billing.bill.view payments.order.view suspensions.request
    suspensions.resume tickets.open tickets.callback disputes.handle temperature.test.record dunning.promise.record`,
  ),
  role('dispatcher', '调度员', 'households.record.view tickets. inspections.plan temperature.test.record'),
  role(
    'field-worker',
    '外勤人员',
    `tickets.grab tickets.finish suspensions.valve.complete temperature.test.record metering.reading.enter
    metering.meter.replace counter.field.collect dunning.visit.record`,
  ),
  role('inspector', '稽查员', 'households.record.view inspections. suspensions.valve.complete temperature.test.record'),
  role(
    'station-manager',
    '站长',
    `households.record.view households.record.edit households.area.change households.holder.change households.note.add
    households.list.mark residents.binding.view billing.bill.view billing.waiver.request payments.order.view
    counter.difference.approve approvals.inbox.decide approvals.delegate suspensions. tickets. temperature. inspections.
    disputes.handle dunning.campaign.send dunning.visit.record dunning.promise.record reports.station.view energy.view
    energy.alarm.handle`,
  ),
  role(
    'accountant',
    '财务',
    `households.record.view billing.run.preview billing.bill.view payments.order. payments.gateway.view
    payments.refund.request payments.miscollection.correct payments.balance.transfer counter.book.issue counter.receipt.
    reconciliation. ledger.entry.view ledger.voucher.export ledger.verify.run invoicing. reports.station.view
    reports.company.view`,
  ),
  role(
    'finance-director',
    '财务总监',
    `households.record.view billing. payments.order. payments.gateway.view payments.refund. payments.miscollection.correct
    payments.balance.transfer payments.writeoff.post payments.merchant.manage counter.difference.approve counter.book.issue
    agency.bank.switch reconciliation. ledger. invoicing. approvals.inbox.decide approvals.delegate jobs. reports.
    targets.set audit.operation.view`,
  ),
  role(
    'collector',
    '催费员',
    `households.record.view households.note.add billing.bill.view dunning.campaign.send dunning.visit.record
    dunning.promise.record counter.field.collect`,
  ),
  role('lawyer', '律师', 'dunning.letter.send dunning.case.file'),
  role('leader', '领导', 'reports.'),
  role(
    'auditor',
    '审计',
    `audit.operation.view audit.security.view audit.export.run jobs.view households.record.view tariffs.rule.view
    billing.bill.view payments.order.view payments.gateway.view ledger.entry.view ledger.verify.run reports.station.view
    reports.company.view`,
  ),
]

/** The roles of the platform's own company: 平台运营 opens companies, modules and renewals, and sees no household. */
export const platformRoles: readonly Role[] = [
  role('platform-operator', '平台运营', 'tenancy.company.manage tenancy.module.manage subscription.renew'),
]

/** `rights` are whole names, or beginnings that end in a dot and stand for all names that begin so. Throws RangeError for a slip. */
function role(code: string, name: string, rights: string): Role {
  const granted = rights
    .trim()
    .split(/\s+/)
    .flatMap((right) => {
      const found = permissions.filter((known) => known === right || (right.endsWith('.') && known.startsWith(right)))
      if (found.length === 0) throw new RangeError(`role ${code}: no permission ${right}`)
      return found
    })
  return { code, name, permissions: granted }
}
