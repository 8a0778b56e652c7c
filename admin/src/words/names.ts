import { actionLabels } from '../../../shared/access/action-labels.ts'
import { paymentOrder } from '../../../shared/states/payment-order.ts'
import { ruleSetEventLabels } from '../../../shared/states/rule-set.ts'

export { customerClassName } from '../../../shared/format/names.ts'

const ruleSetActionNames = Object.fromEntries(
  Object.entries({ create: '新建', ...ruleSetEventLabels }).map(([act, label]) => [`tariffs.rule.${act}`, `${label}价目`]),
)

/** Chinese for the short codes the server sends. A code without a word is shown as it is, never hidden. */
function namer(words: Readonly<Record<string, string>>) {
  return (code: string): string => (Object.hasOwn(words, code) ? words[code] : undefined) ?? code
}

export const channelName = namer({ 'wechat-pay': '微信支付', alipay: '支付宝', balance: '余额抵扣' })
export const customerKindName = namer({ person: '个人', firm: '单位' })
export const platformName = namer({
  'wechat-mini': '微信小程序',
  'wechat-official': '公众号',
  'alipay-mini': '支付宝小程序',
  'alipay-web': '支付宝网页',
  h5: '网页',
})
export const bindingRoleName = namer({ holder: '户主', family: '家人', payer: '代缴' })
export const unitKindName = namer({ company: '公司', subsidiary: '子公司', branch: '分公司', station: '供热站' })
export const importKindName = namer({ households: '新用热户', contacts: '客户资料修改' })
export const runModeName = namer({ preview: '试算', post: '正式出账', compare: '差异比对' })
const feePricings = { area: '按面积', quantity: '按用量', fixed: '定额', percent: '按比例' }
export const feePricingName = namer(feePricings)
export const feePricingOptions = Object.entries(feePricings).map(([value, label]) => ({ value, label }))
export const priceTypeName = namer({ area: '按面积', '*': '不限' })

export const lineTypeName = namer({
  charge: '应收',
  reversal: '冲正',
  discount: '优惠',
  waiver: '减免',
  'rounding-off': '抹零',
  increase: '增加',
  'late-fee': '违约金',
  credit: '退费抵减',
})

export const gatewayOperationName = namer({
  'jsapi-order': '下单',
  'h5-order': '下单（网页支付）',
  'native-order': '下单（收款码）',
  'wap-page': '交给浏览器的付款页',
  'trade-create': '下单',
  query: '查询支付结果',
  close: '关闭订单',
  refund: '申请退款',
  'refund-query': '查询退款结果',
})
/** What became of a notice is the state of the job it made. */
export const noticeOutcomeName = namer({
  queued: '已验签，等待入账',
  running: '已验签，正在入账',
  done: '已验签并处理',
  dead: '已验签，入账任务停止了重试',
})
export const ruleSetActName = namer({ create: '新建', ...ruleSetEventLabels })
export const orderEventName = namer({ create: '创建支付单', submit: '创建支付单', ...paymentOrder.eventLabels })

export const actorKindName = namer({
  staff: '员工',
  resident: '用户',
  system: '系统',
  operator: '系统',
  job: '后台任务',
  channel: '支付通道',
})
const subjectKinds: Readonly<Record<string, string>> = {
  household: '用热户',
  'household-edit': '批量修改',
  import: '导入批次',
  export: '导出',
  'payment-order': '支付单',
  statement: '对账单',
  difference: '对账差异',
  payment: '收款',
  refund: '退费',
  'platform-refund': '平台自行退款',
  suspense: '待查款项',
  kept: '多收、迟到的款',
  'billing-run': '出账任务',
  job: '后台任务',
  staff: '员工',
  role: '角色',
  resident: '用户',
  season: '采暖季',
  'rule-set': '价目',
  'fee-type': '费用种类',
  company: '公司',
  'legal-entity': '法人主体',
  'org-unit': '组织',
  merchant: '收款商户',
  'channel-app': '渠道应用',
}
export const subjectKindName = namer(subjectKinds)
export const subjectKindOptions = Object.entries(subjectKinds).map(([value, label]) => ({ value, label }))

/** What the operation log calls an act; most acts are named as the permission they need. */
const auditActions: Readonly<Record<string, string>> = { ...actionLabels, ...ruleSetActionNames }
/** Looking is not written down, so what is only looked at is nothing to filter by. */
export const auditActionOptions = Object.entries(auditActions)
  .filter(([action]) => !/\.(view|preview)$/.test(action) || action === 'billing.run.preview')
  .map(([value, label]) => ({ value, label }))
export const auditActionName = namer(auditActions)
