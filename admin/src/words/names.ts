import { permissionLabels } from '../../../shared/access/permissions.ts'
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
export const bindingRoleName = namer({ holder: '户主', family: '家人', payer: '代缴' })
export const unitKindName = namer({ company: '公司', subsidiary: '子公司', branch: '分公司', station: '供热站' })
export const runModeName = namer({ preview: '试算', post: '正式出账' })
export const priceTypeName = namer({ area: '按面积', '*': '不限' })

export const lineTypeName = namer({
  charge: '应收',
  reversal: '冲正',
  discount: '优惠',
  waiver: '减免',
  'rounding-off': '抹零',
  increase: '增加',
  'late-fee': '违约金',
})

export const gatewayOperationName = namer({ 'jsapi-order': '下单', query: '查询支付结果', close: '关闭订单' })
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
export const subjectKindName = namer({
  household: '用热户',
  'payment-order': '支付单',
  payment: '收款',
  'billing-run': '出账任务',
  job: '后台任务',
  staff: '员工',
  role: '角色',
  resident: '用户',
  season: '采暖季',
  'rule-set': '价目',
  company: '公司',
  'legal-entity': '法人主体',
  'org-unit': '组织',
  merchant: '收款商户',
  'channel-app': '渠道应用',
})

/** What the operation log calls an act; most acts are named as the permission they need. */
export const auditActionName = namer({
  ...permissionLabels,
  'billing.run.chunk': '出账（一批）',
  ...ruleSetActionNames,
  'payments.merchant.register': '登记收款商户',
  'payments.money.suspend': '款项转入待查',
  'payments.order.create': '创建支付单',
  'payments.order.settle': '支付单入账',
  'payments.order.close': '关闭支付单',
  'households.season.open': '登记采暖季资料',
  'residents.binding.add': '绑定房屋',
  'staff.member.create': '新增员工',
  'staff.post.add': '安排岗位',
  'staff.role.create': '新增角色',
  'tenancy.company.create': '开通公司',
  'tenancy.legal-entity.create': '新增法人主体',
  'tenancy.unit.create': '新增组织',
  'tenancy.season.create': '新增采暖季',
  'tenancy.channel-app.register': '登记渠道应用',
})
