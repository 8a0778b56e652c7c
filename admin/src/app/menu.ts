import type { Access, Right } from '../access.ts'

export type MenuEntry = { readonly path: string; readonly text: string; readonly right: Right | null }
export type MenuGroup = { readonly text: string; readonly entries: readonly MenuEntry[] }
export type MenuSystem = { readonly text: string; readonly groups: readonly MenuGroup[] }

const groupNames = ['业务办理', '发展业务', '催收催缴', '批量操作', '智能报表', '数据分析', '设置'] as const
type GroupName = (typeof groupNames)[number]

function system(text: string, pages: Partial<Record<GroupName, readonly MenuEntry[]>>): MenuSystem {
  return { text, groups: groupNames.map((name) => ({ text: name, entries: pages[name] ?? [] })) }
}

const entry = (path: string, text: string, right: Right | null): MenuEntry => ({ path, text, right })

/** The three systems as the staff know them. A page appears here when it is finished, not before. */
export const menu: readonly MenuSystem[] = [
  system('收费系统', {
    业务办理: [
      entry('/households', '用热户', 'seeHouseholds'),
      entry('/payment-orders', '支付单', 'seeOrders'),
      entry('/refunds', '退费', 'seeOrders'),
      entry('/money-todos', '资金待办', 'seeOrders'),
      entry('/metering', '抄表与计量结算', 'seeMeters'),
      entry('/heat-refunds', '室温退费', 'seeBills'),
      entry('/outages', '停供退费', 'seeBills'),
      entry('/bindings', '用户绑定', 'seeBindings'),
    ],
    批量操作: [
      entry('/billing-runs', '批量出账', 'previewBilling'),
      entry('/imports', '导入', 'runImports'),
      entry('/jobs', '后台任务', 'seeJobs'),
    ],
    智能报表: [entry('/statements', '对账', 'seeStatements'), entry('/journal-entries', '会计分录', 'seeEntries')],
    设置: [
      entry('/org-units', '组织机构', 'seeUnits'),
      entry('/seasons', '采暖季', 'seeSeasons'),
      entry('/rule-sets', '价目', 'seeRuleSets'),
      entry('/fee-types', '费用种类', 'seeRuleSets'),
      entry('/members', '员工', 'seeMembers'),
      entry('/roles', '角色', 'seeMembers'),
      entry('/audit-log', '操作日志', 'seeAuditLog'),
      entry('/security-log', '安全日志', 'seeSecurityLog'),
    ],
  }),
  system('报修系统', {}),
  system('能源系统', {}),
]

/** What this person may open: groups without an entry and systems without a group are left out. */
export function visibleMenu(access: Access, systems: readonly MenuSystem[] = menu): readonly MenuSystem[] {
  return systems
    .map(({ text, groups }) => ({
      text,
      groups: groups
        .map((group) => ({ ...group, entries: group.entries.filter(({ right }) => right === null || access[right]) }))
        .filter(({ entries }) => entries.length > 0),
    }))
    .filter(({ groups }) => groups.length > 0)
}

/** The entry a page belongs to: /households/80012345 belongs to 用热户. */
export function entryOf(
  systems: readonly MenuSystem[],
  pathname: string,
): { readonly system: MenuSystem; readonly entry: MenuEntry } | null {
  for (const system of systems) {
    for (const group of system.groups) {
      const found = group.entries.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
      if (found) return { system, entry: found }
    }
  }
  return null
}
