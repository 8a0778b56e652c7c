import { formatArea } from '../../../../shared/format/amount.ts'
import { householdFieldTitles, type ListKind, listKindNames } from '../../../../shared/format/household-words.ts'

type Value = Readonly<Record<string, unknown>>
type Area = { readonly name: string; readonly billedMilliM2: number }

const TITLES: Readonly<Record<string, string>> = {
  'household.created': '建档',
  'season.opened': '登记年度资料',
  'record.edited': '修改资料',
  'contacts.edited': '表格修改资料',
  'tags.set': '修改标签',
  'tag.added': '添加标签',
  'tag.removed': '移除标签',
  'list.marked': '列入名单',
  'list.ended': '移出名单',
  'link.added': '关联客户',
  'link.ended': '解除关联',
  'areas.changed': '变更面积',
  'holder.changed': '过户',
  'bill.issued': '生成账单',
  'bill.rebilled': '重算账单',
  'meter.fitted': '装热量表',
  'meter.replaced': '换热量表',
  'meter.read': '抄表',
  'meter.missing': '登记表缺失或故障',
  'metering.settled': '计量结算',
  'heat.refunded': '室温退费',
}
const STATUS: Readonly<Record<string, string>> = { heating: '用热', stopped: '停热', 'not-connected': '未入网' }
const FIELDS: Readonly<Record<string, string>> = {
  ...householdFieldTitles,
  customer: '户主',
  orgUnit: '组织',
  season: '年度',
  status: '状态',
  tags: '标签',
  list: '名单',
  toOn: '截止',
  linked: '客户卡号',
  relation: '关系',
}

export function changeTitle(what: string): string {
  return TITLES[what] ?? what
}

/** A stored value as people read it: 地址 青云里 3号楼…；户主 张*. Null stays null. */
export function changeWords(stored: string | null): string | null {
  if (stored === null) return null
  const words = Object.entries(JSON.parse(stored) as Value).map(
    ([name, value]) => `${FIELDS[name] ?? (name === 'areas' ? '面积' : name)} ${inWords(name, value)}`,
  )
  return words.join('；')
}

function inWords(name: string, value: unknown): string {
  if (name === 'areas') return (value as readonly Area[]).map((area) => `${area.name} ${formatArea(area.billedMilliM2)} ㎡`).join('、')
  if (value === null) return '无'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (name === 'list') return listKindNames[value as ListKind] ?? String(value)
  if (name === 'status') return STATUS[String(value)] ?? String(value)
  return String(value)
}
