/** What people look for in a billing run before they trust it. */
export const runSelections = {
  all: '全部',
  billed: '算得出',
  refused: '不能出账',
  'no-area': '没有面积',
  'zero-area': '面积为 0',
  'zero-amount': '金额为 0',
  up: '比上季多 30% 以上',
  down: '比上季少 30% 以上',
  highest: '金额最高 20 户',
  lowest: '金额最低 20 户',
  new: '新增应收',
  changed: '金额有变',
  gone: '不应再收',
  correcting: '正在更正',
  corrected: '已更正',
  kept: '未能更正',
  same: '没有差异',
} as const

export type RunSelection = keyof typeof runSelections
