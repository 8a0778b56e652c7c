import { formatArea } from '../../../../shared/format/amount.ts'

type Value = Readonly<Record<string, unknown>>
type Area = { readonly name: string; readonly billedMilliM2: number }

const TITLES: Readonly<Record<string, string>> = { 'household.created': '建档', 'season.opened': '登记年度资料' }
const STATUS: Readonly<Record<string, string>> = { heating: '用热', stopped: '停热', 'not-connected': '未入网' }
const FIELDS: Readonly<Record<string, string>> = {
  address: '地址',
  customer: '户主',
  phone: '电话',
  orgUnit: '组织',
  season: '年度',
  status: '状态',
}

export function changeTitle(what: string): string {
  return TITLES[what] ?? what
}

/** A stored value as people read it: 地址 青云里 3号楼…；户主 张*. Null stays null. */
export function changeWords(stored: string | null): string | null {
  if (stored === null) return null
  const words = Object.entries(JSON.parse(stored) as Value)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${FIELDS[name] ?? (name === 'areas' ? '面积' : name)} ${inWords(name, value)}`)
  return words.join('；')
}

function inWords(name: string, value: unknown): string {
  if (name === 'areas') return (value as readonly Area[]).map((area) => `${area.name} ${formatArea(area.billedMilliM2)} ㎡`).join('、')
  if (name === 'status') return STATUS[String(value)] ?? String(value)
  return String(value)
}
