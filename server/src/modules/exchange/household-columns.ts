import type { Named } from '../../../../shared/format/names.ts'

export type ColumnKey =
  | 'unit'
  | 'community'
  | 'building'
  | 'entrance'
  | 'floor'
  | 'room'
  | 'householdNo'
  | 'name'
  | 'kind'
  | 'phone'
  | 'customerClass'
  | 'priceType'
  | 'status'
  | 'areaName'
  | 'gross'
  | 'inside'
  | 'usable'
  | 'billed'
  | 'height'
  | 'provenance'

export type HouseholdColumn = {
  readonly key: ColumnKey
  readonly title: string
  readonly width: number
  readonly required?: boolean
  readonly text?: boolean
  readonly hint: string
}

/** The titles of the template, in order. Behind them any number of 「2009-2010陈欠」. */
export const householdColumns: readonly HouseholdColumn[] = [
  { key: 'unit', title: '供热站', width: 22, required: true, hint: '从下拉列表选择' },
  { key: 'community', title: '小区', width: 16, required: true, hint: '须与系统中的小区名称一致' },
  { key: 'building', title: '楼号', width: 10, required: true, text: true, hint: '例如 3号楼' },
  { key: 'entrance', title: '单元', width: 10, required: true, text: true, hint: '例如 2单元' },
  { key: 'floor', title: '层', width: 6, text: true, hint: '可不填' },
  { key: 'room', title: '室号', width: 10, required: true, text: true, hint: '例如 501' },
  {
    key: 'householdNo',
    title: '客户卡号',
    width: 14,
    required: true,
    text: true,
    hint: '4-20 位数字、字母或短横线，公司内不能重复。同一户有几处面积时，各占一行，卡号相同并且上下相邻',
  },
  { key: 'name', title: '客户名称', width: 16, required: true, hint: '户主姓名或单位名称' },
  { key: 'kind', title: '户主类型', width: 10, hint: '不填为个人' },
  { key: 'phone', title: '手机号', width: 14, text: true, hint: '可不填' },
  { key: 'customerClass', title: '客户类型', width: 12, required: true, hint: '从下拉列表选择' },
  { key: 'priceType', title: '单价类型', width: 12, required: true, hint: '从下拉列表选择' },
  { key: 'status', title: '用热状态', width: 10, hint: '不填为用热' },
  { key: 'areaName', title: '面积名称', width: 10, hint: '例如 住宅、商铺、阁楼；不填为“住宅”' },
  { key: 'gross', title: '建筑面积', width: 10, required: true, hint: '平方米，最多三位小数' },
  { key: 'inside', title: '套内面积', width: 10, hint: '平方米，可不填' },
  { key: 'usable', title: '使用面积', width: 10, hint: '平方米，可不填' },
  { key: 'billed', title: '采暖面积', width: 10, hint: '平方米；不填时按建筑面积，超高的按超高系数计算' },
  { key: 'height', title: '层高', width: 8, hint: '米，例如 3.0；可不填' },
  { key: 'provenance', title: '面积来源', width: 12, hint: '例如 房产证、现场测量；不填为“期初导入”' },
]

export const customerKinds: readonly Named[] = [
  { code: 'person', name: '个人' },
  { code: 'firm', name: '单位' },
]
export const useStatuses: readonly Named[] = [
  { code: 'heating', name: '用热' },
  { code: 'stopped', name: '停热' },
  { code: 'not-connected', name: '未接通' },
]

const ARREARS = /^(\d{4})-(\d{4})陈欠$/

/** 「2009-2010陈欠」 is 2009-2010; null for any other title. */
export function arrearsSeasonOf(title: string): string | null {
  const [, from, to] = ARREARS.exec(title) ?? []
  return from && to && Number(to) === Number(from) + 1 ? `${from}-${to}` : null
}
