import type { RuleSetContent } from '../../../../../shared/contracts/tariffs.ts'

type Option = { readonly value: string; readonly label: string }

export const roundingLevelOptions: Option[] = [
  { value: 'line', label: '每条明细' },
  { value: 'fee', label: '每种费用合计' },
  { value: 'bill', label: '整张账单合计' },
]
export const roundingModeOptions: Option[] = [
  { value: 'half-up', label: '四舍五入' },
  { value: 'truncate', label: '舍去尾数' },
]
export const roundingUnitOptions: Option[] = [
  { value: 'fen', label: '分' },
  { value: 'jiao', label: '角' },
  { value: 'yuan', label: '元' },
]

/** 每条明细四舍五入到分 */
export function roundingWords({ level, mode, unit }: RuleSetContent['rounding']): string {
  const word = (options: readonly Option[], value: string) => options.find((one) => one.value === value)?.label ?? value
  return `${word(roundingLevelOptions, level)}${word(roundingModeOptions, mode)}到${word(roundingUnitOptions, unit)}`
}
