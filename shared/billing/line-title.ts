import { customerClassName, feeTypeName } from '../format/names.ts'
import { payerName } from '../tariff/period-texts.ts'

export type TitledLine = {
  readonly lineType: string
  /** Of the line a reversal takes back. */
  readonly reversedType?: string | null
  readonly feeType: string
  /** What the company calls it; its standard name when absent. */
  readonly feeName?: string | null
  readonly customerClass: string | null
  readonly areaNo: number | null
  readonly payerKind: string
}

/** Lines that answer a charge say what they are before what they answer. */
const ANSWERS: Readonly<Record<string, string>> = { discount: '预交优惠 · ', credit: '供热质量退费 · ' }

/** 热费 · 居民（面积行 2），由政府承担；预交优惠 · 热费 · 居民；冲回 · 热费 · 居民 */
export function lineTitle({ lineType, reversedType, feeType, feeName, customerClass, areaNo, payerKind }: TitledLine): string {
  const customer = customerClass ? ` · ${customerClassName(customerClass)}` : ''
  const area = areaNo !== null && areaNo > 1 ? `（面积行 ${areaNo}）` : ''
  const payer = payerKind === 'resident' ? '' : `，由${payerName(payerKind)}承担`
  const back = lineType === 'reversal' ? '冲回 · ' : ''
  return `${back}${ANSWERS[reversedType ?? lineType] ?? ''}${feeName ?? feeTypeName(feeType)}${customer}${area}${payer}`
}
