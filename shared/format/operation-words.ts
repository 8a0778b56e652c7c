import { actionLabels } from '../access/action-labels.ts'
import { formatArea, formatYuan } from './amount.ts'
import { householdFieldTitles, listKindNames } from './household-words.ts'
import { customerClassName } from './names.ts'

/** One line of an operation: what, and how it is now, or how it was and how it is. */
export type DetailLine = { readonly name: string; readonly text: string }
type Detail = Readonly<Record<string, unknown>>

const FIELDS: Readonly<Record<string, string>> = {
  ...householdFieldTitles,
  act: '操作',
  added: '增加权限',
  address: '地址',
  amountFen: '金额',
  anomalies: '异常',
  areas: '面积',
  arrearsFen: '陈欠',
  balanceFen: '余额',
  billedMilliM2: '采暖面积',
  bindingNo: '绑定编号',
  by: '经手人',
  blacklisted: '黑名单',
  building: '楼号',
  bytes: '字节数',
  carry: '结转',
  changed: '改动',
  characters: '字数',
  channel: '渠道',
  check: '核对方式',
  chosen: '选中',
  code: '代码',
  codes: '代码',
  community: '小区',
  confirmed: '已确认',
  contentHash: '内容校验码',
  customer: '户主',
  customerClass: '用户类别',
  customerName: '客户名称',
  day: '账单日',
  days: '计费天数',
  detail: '说明',
  displayName: '姓名',
  done: '已完成',
  ended: '结束登录',
  endedAt: '结束时间',
  endedSignIns: '结束登录',
  endsOn: '结束日期',
  entrance: '单元',
  failed: '连续失败次数',
  feeType: '费用种类',
  fields: '字段',
  fileName: '文件',
  fileNo: '文件编号',
  filter: '筛选条件',
  firstUsedAt: '首次使用',
  found: '符合条件',
  from: '原来',
  fromSeason: '来源采暖季',
  householdNo: '用热户',
  households: '用热户',
  identityReplaced: '证件号码已更换',
  keepStops: '保留停热',
  kind: '类型',
  known: '账号存在',
  legalEntity: '法人主体',
  limits: '资金限额',
  linked: '关联',
  list: '名单',
  mode: '方式',
  name: '名称',
  note: '说明',
  notice: '价格文件',
  noticeFiles: '价格文件附件',
  orderNo: '支付单',
  orgUnit: '组织',
  orgUnitCode: '组织',
  ourFen: '我方金额',
  parent: '上级组织',
  paymentNo: '收款',
  permission: '所需权限',
  permissions: '权限',
  personal: '个人信息',
  phone: '手机',
  place: '地点',
  platform: '来源',
  post: '岗位',
  posted: '已出账',
  posts: '岗位',
  previewRunNo: '试算批次',
  priceType: '计价方式',
  readings: '读数',
  reason: '原因',
  refundNo: '退费',
  relation: '关系',
  removed: '取消权限',
  removedBindings: '解除绑定',
  residentNo: '用户编号',
  role: '角色',
  roleCode: '角色',
  rules: '规则',
  ruleSets: '价目',
  search: '搜索',
  season: '采暖季',
  seasonCode: '采暖季',
  seen: '已处理',
  sha256: '文件指纹',
  skipped: '跳过',
  startedAt: '开始时间',
  startsOn: '开始日期',
  state: '状态',
  statementNo: '对账单',
  statementNos: '对账单',
  status: '状态',
  substation: '换热站',
  tag: '标签',
  tagsAdded: '增加标签',
  tagsRemoved: '移除标签',
  taxNo: '纳税人识别号',
  theirFen: '平台金额',
  to: '现在',
  toOn: '截止日期',
  total: '合计',
  totalFen: '金额',
  trade: '交易',
  triesOfResident: '本人已试次数',
  triesOnHousehold: '该户被试次数',
  unbilledHouseholds: '未出账户数',
  uses: '已用于',
}
const VALUES: Readonly<Record<string, string>> = {
  'theirs-only': '平台有，我方无',
  'ours-only': '我方有，平台无',
  payment: '收款',
  refund: '退费',
  planned: '筹备中',
  open: '进行中',
  closed: '已结束',
  active: '在用',
  disabled: '停用',
  company: '公司',
  subsidiary: '子公司',
  branch: '分公司',
  station: '供热站',
  holder: '户主',
  family: '家人',
  payer: '代缴',
  heating: '用热',
  stopped: '停热',
  'not-connected': '未入网',
  residential: '居民',
  area: '按面积',
  whole: '完整',
  masked: '隐去部分',
  ...listKindNames,
  mark: '列入',
  end: '移出',
  'tag-add': '添加标签',
  'tag-remove': '移除标签',
  'list-mark': '列入名单',
  'list-end': '移出名单',
  set: '修改字段',
}

/** The detail of an operation as people read it: what changed as 旧 → 新, amounts in yuan, rights by their names, empty things left out. */
export function operationLines(detail: Detail): readonly DetailLine[] {
  const { before, after, ...rest } = detail
  const changed = isDetail(before) && isDetail(after) ? changesOf(before, after) : []
  const others = Object.entries(isDetail(before) && isDetail(after) ? rest : detail).flatMap(([name, value]) =>
    isEmpty(value) ? [] : [{ name: FIELDS[name] ?? name, text: words(name, value) }],
  )
  return [...changed, ...others]
}

function changesOf(before: Detail, after: Detail): readonly DetailLine[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [was, is] = [words(name, before[name]), words(name, after[name])]
    return was === is ? [] : [{ name: FIELDS[name] ?? name, text: `${was} → ${is}` }]
  })
}

function words(name: string, value: unknown): string {
  if (isEmpty(value)) return '无'
  if (name.endsWith('Fen') && Number.isSafeInteger(value)) return formatYuan(value as number)
  if (name.endsWith('MilliM2') && Number.isSafeInteger(value)) return `${formatArea(value as number)} ㎡`
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (name === 'customerClass' && typeof value === 'string') return customerClassName(value)
  if (typeof value === 'string') return VALUES[value] ?? actionLabels[value] ?? value
  if (Array.isArray(value)) return value.map((item) => words('', item)).join('、')
  if (isDetail(value))
    return Object.entries(value)
      .map(([inner, one]) => `${labelOf(name, inner)} ${words(limitName(name, inner), one)}`)
      .join('，')
  return String(value)
}

/** Limits are named by their right and hold fen. */
function labelOf(outer: string, inner: string): string {
  return outer === 'limits' ? (actionLabels[inner] ?? inner) : (FIELDS[inner] ?? inner)
}

function limitName(outer: string, inner: string): string {
  return outer === 'limits' ? 'limitFen' : inner
}

function isDetail(value: unknown): value is Detail {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (isDetail(value) && Object.keys(value).length === 0)
  )
}
