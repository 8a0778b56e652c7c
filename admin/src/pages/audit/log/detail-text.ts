import { formatYuan } from '../../../../../shared/format/amount.ts'

const names: Readonly<Record<string, string>> = {
  address: '地址',
  amountFen: '金额',
  households: '用热户',
  notice: '价格文件',
  orgUnit: '组织',
  reason: '原因',
  role: '角色',
  rules: '规则',
  seasonCode: '采暖季',
  skipped: '跳过',
  totalFen: '金额',
}

/** The detail of an operation in one line: amounts in yuan, empty things left out. The whole of it is in the opened row. */
export function detailText(detail: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${names[name] ?? name} ${valueText(name, value)}`)
  return parts.join('，') || '—'
}

function valueText(name: string, value: unknown): string {
  if (name.endsWith('Fen') && Number.isSafeInteger(value)) return formatYuan(value as number)
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join('、')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
