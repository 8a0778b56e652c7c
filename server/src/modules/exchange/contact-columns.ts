import type { SheetColumn } from '../../platform/xlsx/index.ts'

/** 导出修改现有客户: the card number says whose row it is, four fields may be edited, the last column says what they were. */
export const contactColumns: readonly SheetColumn[] = [
  { title: '客户卡号', width: 14, text: true, hint: '请勿修改：按卡号找到用热户' },
  { title: '室号', width: 12, text: true, hint: '可修改' },
  { title: '姓名', width: 18, text: true, hint: '可修改；打星号的是隐去的，不改就保持不变' },
  { title: '手机号', width: 16, text: true, hint: '可修改；清空表示不再登记' },
  { title: '其他电话', width: 26, text: true, hint: '可修改；最多五个，用顿号分开' },
  { title: '校验码', width: 20, text: true, hidden: true, hint: '请勿修改：记着导出时的内容' },
]
export const contactTitles = contactColumns.map(({ title }) => title)
export const CONTACT_SHEET = '客户资料修改'
