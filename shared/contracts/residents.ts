import { z } from 'zod'
import { HouseholdQuote } from './billing.ts'
import { FenField, HouseholdNo, InstantField, LocalDayField, listOf, OrderNo, SeasonCode } from './fields.ts'

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

const Phone = z
  .string('请填写手机号')
  .trim()
  .regex(/^1[3-9]\d{9}$/, '请填写 11 位手机号')
const PhoneCode = z
  .string('请填写验证码')
  .trim()
  .regex(/^\d{6}$/, '请填写 6 位数字验证码')
/** POST /api/resident/sign-in-codes: a code to a phone, for signing in and for proving that it is one's own. */
export const SendPhoneCode = z.object({ phone: Phone })
export type SendPhoneCode = z.infer<typeof SendPhoneCode>
/** The same for every phone, known or not. Too soon: 429 SMS_TOO_SOON with facts.retryAfterSeconds. */
export const PhoneCodeSent = z.object({ resendInSeconds: z.int(), expiresInSeconds: z.int() }).meta({ id: 'PhoneCodeSent' })
export type PhoneCodeSent = z.infer<typeof PhoneCodeSent>
/** POST /api/resident/phone-sessions: a plain browser signs in; the session comes as a cookie. `appId` is the public account one came from. */
export const PhoneSignIn = z.object({ phone: Phone, code: PhoneCode, appId: z.string().trim().min(4).max(64).optional() })
export type PhoneSignIn = z.infer<typeof PhoneSignIn>
export const PhoneSession = z.object({ expiresInSeconds: z.int() }).meta({ id: 'PhoneSession' })
/** POST /api/resident/phone */
export const ProvePhone = z.object({ phone: Phone, code: PhoneCode })
export type ProvePhone = z.infer<typeof ProvePhone>

/** GET /api/resident/me */
export const Me = z
  .object({
    residentNo: z.string(),
    /** Masked. */
    phone: z.string().nullable(),
    canProvePhone: z.boolean(),
    /** Whose app this is; null in the platform's, where a company has to be chosen. */
    company: z.object({ code: z.string(), name: z.string() }).nullable(),
    privacy: z.object({ version: z.string(), agreedVersion: z.string().nullable(), agreedAt: InstantField.nullable() }),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>
/** POST /api/resident/consents: the wording that was shown. Another one is in force: 409 PRIVACY_CHANGED. */
export const GiveConsent = z.object({ version: z.string('缺少隐私说明的版本').max(16) })
export type GiveConsent = z.infer<typeof GiveConsent>
/** POST /api/resident/account/deletion: the two words typed by hand, because it cannot be undone. */
export const DeleteAccount = z.object({ confirm: z.literal('注销', '请输入“注销”两个字') })

const CompanyCode = z.string().trim().toUpperCase().max(32).optional().describe('Needed in the platform-wide app only')
/** GET /api/resident/companies?term=… */
export const CompanyQuery = z.object({ term: z.string('请填写公司或小区名称').trim().min(2, '请至少填写两个字').max(32, '最多 32 个字') })
export const CompanyChoice = z.object({ code: z.string(), name: z.string() }).meta({ id: 'CompanyChoice' })
export type CompanyChoice = z.infer<typeof CompanyChoice>
export const CompanyChoices = listOf(CompanyChoice)

const PlaceName = (what: string, most: number) => z.string(`请选择${what}`).trim().min(1, `请选择${what}`).max(most)
/** GET /api/resident/places: communities by how they begin; with a community its buildings; with a building too its entrances. */
export const PlaceQuery = z.object({
  companyCode: CompanyCode,
  begins: z.string().trim().max(32).optional(),
  community: PlaceName('小区', 64).optional(),
  building: PlaceName('楼', 32).optional(),
})
export type PlaceQuery = z.infer<typeof PlaceQuery>
export const PlaceNames = z.object({ items: z.array(z.string()) }).meta({ id: 'PlaceNames' })
/** 501室 and 501 are the same room. */
const Room = z
  .string('请填写室号')
  .normalize('NFKC')
  .trim()
  .transform((room) => room.replace(/室$/, ''))
  .pipe(z.string().min(1, '请填写室号').max(32, '室号最多 32 个字'))
export const Place = z.object({
  community: PlaceName('小区', 64),
  building: PlaceName('楼', 32),
  entrance: PlaceName('单元', 32),
  room: Room,
})
export type Place = z.infer<typeof Place>
/** POST /api/resident/place-look-ups: every look counts. 404 PLACE_NOT_FOUND whatever is wrong, 429 TOO_MANY_TRIES. */
export const PlaceLookUp = Place.extend({ companyCode: CompanyCode })
export type PlaceLookUp = z.infer<typeof PlaceLookUp>
/** 张*三: whoever belongs there adds the hidden signs. */
export const PlaceLookUpAnswer = z.object({ holder: z.string(), hidden: z.int() }).meta({ id: 'PlaceLookUpAnswer' })
export type PlaceLookUpAnswer = z.infer<typeof PlaceLookUpAnswer>

const Label = z.string().trim().max(12, '备注最多 12 个字')
/** POST /api/resident/bindings/:bindingNo/label: what the resident calls this home; empty takes the name away. */
export const NameBinding = z.object({ label: Label })

/**
 * POST /api/resident/bindings. Which home: by its card number or its exact place. The check is the holder's full name, the last four digits
 * of the phone on file, or the signs hidden in the name shown for a place.
 */
const WhichHome = z.object({
  companyCode: CompanyCode,
  householdNo: HouseholdNo.optional(),
  place: Place.optional(),
  check: z.discriminatedUnion(
    'kind',
    [
      z.object({ kind: z.literal('name'), name: z.string('请填写户主姓名').trim().min(1, '请填写户主姓名').max(64, '姓名最多 64 个字') }),
      z.object({ kind: z.literal('phone'), lastFour: z.string('请填写手机号后四位').regex(/^\d{4}$/, '请填写手机号后四位数字') }),
      z.object({ kind: z.literal('hidden'), signs: z.string('请补全姓名').trim().min(1, '请补全姓名').max(62, '最多 62 个字') }),
    ],
    '请选择核对方式',
  ),
  role: z.enum(['holder', 'family', 'payer'], '请选择与户主的关系'),
  label: Label.optional(),
  consent: z.literal(true, '请先阅读并同意隐私说明'),
  /** The wording that was shown; the one in force when left out. */
  privacyVersion: z.string().max(16).optional(),
})
export const BindHousehold = WhichHome.refine(({ householdNo, place }) => (householdNo === undefined) !== (place === undefined), {
  path: ['householdNo'],
  message: '请填写客户卡号，或选择地址',
  when: () => true,
}).refine(({ check, place }) => check?.kind !== 'hidden' || place !== undefined, {
  path: ['check'],
  message: '补全姓名只用于按地址绑定',
  when: () => true,
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
    /** Who collects, by law: homes of two payees are paid in two payments. */
    payee: z.string(),
    /** Null for a payer: they are shown an amount, and no person and no place. */
    holderName: z.string().nullable(),
    address: z.string().nullable(),
    seasonCode: SeasonCode.nullable(),
    principalFen: FenField,
    lateFeeFen: FenField,
    /** Already off what is owed, if all of it is paid today. */
    discountFen: FenField,
    owedFen: FenField,
    /** Null for a payer. */
    balanceFen: FenField.nullable(),
    dueOn: LocalDayField.nullable(),
    overdue: z.boolean(),
    /** One sentence: 46.57 ㎡ × 20.50 元/㎡ */
    why: z.string().nullable(),
    openOrder: z.object({ orderNo: z.string(), mine: z.boolean(), totalFen: FenField, expiresAt: InstantField }).nullable(),
  })
  .meta({ id: 'Home' })
export type Home = z.infer<typeof Home>
/** GET /api/resident/households/:householdNo/quote: without balance and calculation for a payer. */
export const ResidentQuote = HouseholdQuote.extend({ balanceFen: FenField.nullable() }).meta({ id: 'ResidentQuote' })
export type ResidentQuote = z.infer<typeof ResidentQuote>
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

const PayChannel = z.enum(['wechat-pay', 'alipay'], '请选择支付方式')
/** How one pays: in the pay sheet of the app around, or on the platform's own page. */
const PayWay = z.enum(['sheet', 'page'], '请选择支付方式')

/** GET /api/resident/households/:householdNo/pay-ways: what the company of this home offers those who look through this app. */
export const PayWays = z.object({ items: z.array(z.object({ channel: PayChannel, way: PayWay })) }).meta({ id: 'PayWays' })
export type PayWays = z.infer<typeof PayWays>
/** GET /api/resident/households/:householdNo/quote?channel=: a discount belongs to the channel one will pay by. */
export const QuoteQuery = z.object({ channel: PayChannel.optional() })
export type QuoteQuery = z.infer<typeof QuoteQuery>

/**
 * POST /api/resident/payment-orders with Idempotency-Key. `totalFen` is what the resident saw;
 * another total now → 409 QUOTE_CHANGED with facts.totalFen; an own open order → 409 ORDER_OPEN with facts.orderNo.
 */
export const CreatePaymentOrder = z.object({
  householdNos: z.array(HouseholdNo).min(1, '请选择要缴费的房屋').max(10, '一次最多为 10 户缴费'),
  totalFen: z.int('金额应为整数分').min(1, '没有需要缴纳的金额'),
  channel: PayChannel,
  way: PayWay.optional().describe('The sheet when left out'),
})
export type CreatePaymentOrder = z.infer<typeof CreatePaymentOrder>

export const ResidentOrder = z
  .object({
    orderNo: OrderNo,
    state: z.enum(['submitted', 'prepared', 'unknown', 'paid', 'failed', 'closed']),
    channel: z.string(),
    way: PayWay,
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
    /** Present while the order can be paid on the platform's page: where the browser goes. It comes back to /h5/result. */
    payPage: z.object({ url: z.string() }).nullable(),
    /** Money that could not pay a line and was kept as balance. */
    toBalanceFen: FenField,
  })
  .meta({ id: 'ResidentOrder' })
export type ResidentOrder = z.infer<typeof ResidentOrder>

/** GET /api/resident/payments: own and others' payments on bound homes, payer masked. */
export const ResidentPayment = z
  .object({
    /** Names its 缴费凭证: GET /api/resident/payments/:paymentNo */
    paymentNo: z.string(),
    orderNo: z.string().nullable(),
    householdNo: z.string(),
    paidAt: InstantField,
    amountFen: FenField,
    refundedFen: FenField.describe('Gone back to the payer'),
    refundingFen: FenField.describe('On its way back'),
    channel: z.string(),
    payer: z.string(),
    mine: z.boolean(),
  })
  .meta({ id: 'ResidentPayment' })
export type ResidentPayment = z.infer<typeof ResidentPayment>
export const ResidentPayments = z.object({ items: z.array(ResidentPayment) }).meta({ id: 'ResidentPayments' })

/** 缴费凭证: what one payment was, and what it has paid. No receipt number is in it: those come from a book. */
export const PaymentCertificate = z
  .object({
    paymentNo: z.string(),
    /** Both for the payer only. */
    orderNo: z.string().nullable(),
    transactionId: z.string().nullable(),
    company: z.string(),
    payee: z.string(),
    payeeTaxNo: z.string(),
    channel: z.string(),
    paidAt: InstantField,
    /** Null: the reader. */
    payer: z.string().nullable(),
    amountFen: FenField,
    /** In Chinese capitals. */
    amountWords: z.string(),
    /** Gone back to the payer; null for others. */
    refundedFen: FenField.nullable(),
    parts: z.array(
      z.object({
        householdNo: z.string(),
        label: z.string().nullable(),
        address: z.string().nullable(),
        /** Null: kept as balance. */
        seasonCode: SeasonCode.nullable(),
        title: z.string(),
        amountFen: FenField,
      }),
    ),
    /** Homes of the same payment that are not the reader's business. */
    otherHomes: z.int(),
    otherHomesFen: FenField,
  })
  .meta({ id: 'PaymentCertificate' })
export type PaymentCertificate = z.infer<typeof PaymentCertificate>

/**
 * POST /api/resident/my-data: everything kept about the resident who asks, over all companies, for them to take away.
 * Written down in the security log; other people's names and addresses are not in it.
 */
export const MyData = z
  .object({
    madeAt: InstantField,
    residentNo: z.string(),
    since: InstantField,
    identities: z.array(
      z.object({ platform: z.string(), appId: z.string(), openid: z.string(), phone: z.string().nullable(), since: InstantField }),
    ),
    consents: z.array(z.object({ act: z.enum(['given', 'withdrawn']), version: z.string().nullable(), at: InstantField })),
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
