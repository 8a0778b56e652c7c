import { moneyPermissions, type Permission, permissionLabels, permissions } from './permissions.ts'

const NAMES: Readonly<Record<string, string>> = {
  tenancy: '公司与组织',
  staff: '员工与角色',
  audit: '日志与个人信息',
  jobs: '后台任务',
  residents: '用户绑定',
  households: '用热户',
  tariffs: '热价',
  metering: '计量',
  billing: '账单',
  payments: '收款与退费',
  counter: '柜台',
  agency: '银行代收',
  reconciliation: '对账',
  ledger: '账务',
  invoicing: '发票',
  approvals: '审批',
  suspensions: '报停与复热',
  tickets: '工单',
  temperature: '测温',
  inspections: '稽查',
  disputes: '异议',
  dunning: '催缴',
  messaging: '消息',
  reports: '报表',
  targets: '收费计划',
  energy: '能源',
  exchange: '导入导出',
  openapi: '开放接口',
  subscription: '续费',
}

export type PermissionRoom = {
  readonly code: string
  readonly name: string
  readonly permissions: readonly { readonly name: Permission; readonly label: string; readonly money: boolean }[]
}

/** All rights as the role editor shows them: by room, in the order of the rooms. */
export const permissionRooms: readonly PermissionRoom[] = [...new Set(permissions.map(roomOf))].map((code) => ({
  code,
  name: NAMES[code] ?? code,
  permissions: permissions
    .filter((name) => roomOf(name) === code)
    .map((name) => ({ name, label: permissionLabels[name], money: moneyPermissions.includes(name) })),
}))

function roomOf(name: string): string {
  return name.slice(0, name.indexOf('.'))
}
