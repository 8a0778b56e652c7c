import { type Fen, fen } from './fen.ts'

const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖']
/** Places of a number, largest first: 12 3456 7890 is read as 12 亿, 3456 万, 7890. */
const places: readonly (readonly [size: number, name: string])[] = [
  [100_000_000, '亿'],
  [10_000, '万'],
  [1_000, '仟'],
  [100, '佰'],
  [10, '拾'],
  [1, ''],
]

/**
 * 人民币大写 as receipts and vouchers print it, without the words 人民币 before it.
 * After the examples of 支付结算办法 annex 1: 1,409.50 is 壹仟肆佰零玖元伍角, 1,680.32 is 壹仟陆佰捌拾元零叁角贰分, 325.04 is 叁佰贰拾伍元零肆分.
 */
export function inChineseCapitals(amount: Fen): string {
  const size = fen(Math.abs(amount))
  const cents = size % 100
  const yuan = (size - cents) / 100
  const jiao = Math.floor(cents / 10)
  const restFen = cents % 10
  const head = yuan > 0 ? `${read(yuan)}元` : ''
  const gap = yuan > 0 && cents > 0 && (jiao === 0 || yuan % 10 === 0) ? '零' : ''
  const tail = (jiao > 0 ? `${digits[jiao]}角` : '') + (restFen > 0 ? `${digits[restFen]}分` : '')
  return (amount < 0 ? '负' : '') + (cents > 0 ? head + gap + tail : `${head || '零元'}整`)
}

/** A whole number above 0. A run of zeros between digits is read as one 零. */
function read(value: number): string {
  const place = places.find(([size]) => value >= size)
  if (!place) return ''
  const [size, name] = place
  const count = Math.floor(value / size)
  const rest = value % size
  const head = (count > 9 ? read(count) : digits[count]) + name
  return rest === 0 ? head : head + (rest < size / 10 ? '零' : '') + read(rest)
}
