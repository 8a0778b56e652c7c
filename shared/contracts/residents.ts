import { z } from 'zod'
import { FenField, HouseholdNo, InstantField, LocalDayField, OrderNo, SeasonCode } from './fields.ts'

/**
 * POST /api/resident/sessions: a mini-program signs in with the code of wx.login or the auth code of my.getAuthCode.
 * H5 does not call this: it goes to GET /h5/wechat/login?to=/h5/… and comes back with a cookie.
 */
export const ResidentSignIn = z.object({
  platform: z.enum(['wechat-mini', 'alipay-mini']),
  appId: z.string('缺少小程序标识').trim().min(4, '缺少小程序标识').max(64),
  code: z.string('缺少登录凭证').trim().min(1, '缺少登录凭证').max(256),
})
export type ResidentSignIn = z.infer<typeof ResidentSignIn>
/** Send `token` as a bearer token; sign in again silently when a request answers 401. */
export const ResidentSession = z.object({ token: z.string(), expiresInSeconds: z.int() }).meta({ id: 'ResidentSession' })
export type ResidentSession = z.infer<typeof ResidentSession>

/** POST /api/resident/bindings. The check is the holder's full name or the last four digits of the phone on file. */
export const BindHousehold = z.object({
  companyCode: z.string().trim().toUpperCase().max(32).optional().describe('Needed in the platform-wide app only'),
  householdNo: HouseholdNo,
  check: z.discriminatedUnion(
    'kind',
    [
      z.object({ kind: z.literal('name'), name: z.string('请填写户主姓名').trim().min(1, '请填写户主姓名').max(64, '姓名最多 64 个字') }),
      z.object({ kind: z.literal('phone'), lastFour: z.string('请填写手机号后四位').regex(/^\d{4}$/, '请填写手机号后四位数字') }),
    ],
    '请选择核对方式',
  ),
  role: z.enum(['holder', 'family', 'payer'], '请选择与户主的关系'),
  label: z.string().trim().max(12, '备注最多 12 个字').optional(),
  consent: z.literal(true, '请先阅读并同意隐私说明'),
})
export type BindHousehold = z.infer<typeof BindHousehold>

/** One home on the first screen: how much, why, until when. */
export const Home = z
  .object({
    /** Opaque, stable name of the binding: used to remove it. */
    bindingNo: z.string(),
    householdNo: z.string(),
    label: z.string().nullable(),
    role: z.enum(['holder', 'family', 'payer']),
    company: z.string(),
    holderName: z.string(),
    address: z.string(),
    seasonCode: SeasonCode.nullable(),
    principalFen: FenField,
    lateFeeFen: FenField,
    /** Already off what is owed, if all of it is paid today. */
    discountFen: FenField,
    owedFen: FenField,
    balanceFen: FenField,
    dueOn: LocalDayField.nullable(),
    overdue: z.boolean(),
    /** One sentence: 46.57 ㎡ × 20.50 元/㎡ */
    why: z.string().nullable(),
    openOrder: z.object({ orderNo: z.string(), mine: z.boolean(), totalFen: FenField, expiresAt: InstantField }).nullable(),
  })
  .meta({ id: 'Home' })
export type Home = z.infer<typeof Home>
/** GET /api/resident/homes */
export const Homes = z.object({ items: z.array(Home) }).meta({ id: 'Homes' })
export type Homes = z.infer<typeof Homes>

/** GET /api/resident/households/:householdNo/bills: newest season first; the file of one: GET …/bills/:seasonCode answers Bill. */
export const BillSummary = z
  .object({
    seasonCode: SeasonCode,
    billNo: z.string(),
    chargedFen: FenField,
    paidFen: FenField,
    openFen: FenField,
    lateFeeFen: FenField,
    dueOn: LocalDayField.nullable(),
  })
  .meta({ id: 'BillSummary' })
export type BillSummary = z.infer<typeof BillSummary>
export const BillSummaries = z.object({ items: z.array(BillSummary) }).meta({ id: 'BillSummaries' })

/**
 * POST /api/resident/payment-orders with Idempotency-Key. `totalFen` is what the resident saw;
 * another total now → 409 QUOTE_CHANGED with facts.totalFen; an own open order → 409 ORDER_OPEN with facts.orderNo.
 */
export const CreatePaymentOrder = z.object({
  householdNos: z.array(HouseholdNo).min(1, '请选择要缴费的房屋').max(10, '一次最多为 10 户缴费'),
  totalFen: z.int('金额应为整数分').min(1, '没有需要缴纳的金额'),
  channel: z.enum(['wechat-pay', 'alipay'], '请选择支付方式'),
})
export type CreatePaymentOrder = z.infer<typeof CreatePaymentOrder>

export const ResidentOrder = z
  .object({
    orderNo: OrderNo,
    state: z.enum(['submitted', 'prepared', 'unknown', 'paid', 'failed', 'closed']),
    totalFen: FenField,
    households: z.array(z.object({ householdNo: z.string(), address: z.string(), quotedFen: FenField })),
    createdAt: InstantField,
    expiresAt: InstantField,
    paidAt: InstantField.nullable(),
    /** Present while the order can be paid: handed to wx.requestPayment or WeixinJSBridge as it is. */
    wechatPay: z
      .object({
        appId: z.string(),
        timeStamp: z.string(),
        nonceStr: z.string(),
        package: z.string(),
        signType: z.literal('RSA'),
        paySign: z.string(),
      })
      .nullable(),
    /** Present while the order can be paid with Alipay: handed to my.tradePay as it is. */
    alipay: z.object({ tradeNO: z.string() }).nullable(),
    /** Money that could not pay a line and was kept as balance. */
    toBalanceFen: FenField,
  })
  .meta({ id: 'ResidentOrder' })
export type ResidentOrder = z.infer<typeof ResidentOrder>

/** GET /api/resident/payments: own and others' payments on bound homes, payer masked. */
export const ResidentPayment = z
  .object({
    orderNo: z.string().nullable(),
    householdNo: z.string(),
    paidAt: InstantField,
    amountFen: FenField,
    channel: z.string(),
    payer: z.string(),
    mine: z.boolean(),
  })
  .meta({ id: 'ResidentPayment' })
export type ResidentPayment = z.infer<typeof ResidentPayment>
export const ResidentPayments = z.object({ items: z.array(ResidentPayment) }).meta({ id: 'ResidentPayments' })

/**
 * POST /api/resident/my-data: everything kept about the resident who asks, over all companies, for them to take away.
 * Written down in the security log; other people's names and addresses are not in it.
 */
export const MyData = z
  .object({
    madeAt: InstantField,
    residentNo: z.string(),
    since: InstantField,
    identities: z.array(z.object({ platform: z.string(), appId: z.string(), openid: z.string(), since: InstantField })),
    homes: z.array(
      z.object({
        company: z.string(),
        householdNo: z.string(),
        role: z.enum(['holder', 'family', 'payer']),
        label: z.string().nullable(),
        state: z.enum(['active', 'removed']),
        consentAt: InstantField,
      }),
    ),
    orders: z.array(
      z.object({
        company: z.string(),
        orderNo: OrderNo,
        state: z.string(),
        totalFen: FenField,
        householdNos: z.array(z.string()),
        createdAt: InstantField,
      }),
    ),
    payments: z.array(
      z.object({
        company: z.string(),
        paymentNo: z.string(),
        orderNo: OrderNo,
        channel: z.string(),
        amountFen: FenField,
        paidAt: InstantField,
      }),
    ),
  })
  .meta({ id: 'MyData' })
export type MyData = z.infer<typeof MyData>
