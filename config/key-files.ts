import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** One merchant number with its keys; file names are relative to the list itself. */
const MerchantKeys = z.object({
  mchId: z.string(),
  serialNo: z.string(),
  privateKeyFile: z.string(),
  apiV3Key: z.string(),
  keyMode: z.enum(['public-key', 'certificate']),
  platformKeys: z.array(z.object({ id: z.string(), file: z.string() })),
})
const MerchantList = z.object({ wechatPay: z.object({ merchants: z.array(MerchantKeys).min(1) }) })
/** Token and key as entered in the platform's settings of a public account; without a key its messages come in plain text. */
const Callback = z.object({
  token: z.string().regex(/^[0-9A-Za-z]{3,32}$/),
  encodingAesKey: z
    .string()
    .regex(/^[0-9A-Za-z]{43}$/)
    .nullable(),
})
const AppKeys = z.object({ appId: z.string(), secret: z.string().min(1), callback: Callback.optional() })
const AppList = z.object({ wechatLogin: z.object({ apps: z.array(AppKeys).min(1) }) })

/** WECHAT_PAY_FILE: merchant numbers with their PEM texts. Throws one Chinese line when the list or a key file is wrong. */
export function readMerchantKeys(file: string) {
  const list = readList(file, MerchantList).wechatPay.merchants
  const pem = (name: string) => readFileSync(path.resolve(path.dirname(file), name), 'utf8')
  return list.map(({ mchId, serialNo, privateKeyFile, apiV3Key, keyMode, platformKeys }) => ({
    mchId,
    serialNo,
    apiV3Key,
    keyMode,
    privateKeyPem: pem(privateKeyFile),
    platformKeys: platformKeys.map((key) => ({ id: key.id, pem: pem(key.file) })),
  }))
}

/** WECHAT_APPS_FILE: app ids with their secrets. */
export function readAppSecrets(file: string) {
  return readList(file, AppList).wechatLogin.apps.map(({ appId, secret }) => ({ appId, secret }))
}

/** WECHAT_APPS_FILE: the public accounts among them, with what their callbacks are verified by. */
export function readOfficialAccounts(file: string) {
  return readList(file, AppList).wechatLogin.apps.flatMap(({ appId, secret, callback }) =>
    callback ? [{ appId, secret, ...callback }] : [],
  )
}

/** One app with its keys: 密钥模式 with Alipay's public key, 证书模式 with certificates. */
const AlipayKeys = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('key'), alipayPublicKeyFile: z.string() }),
  z.object({
    kind: z.literal('certificate'),
    appCertFile: z.string(),
    alipayRootCertFile: z.string(),
    alipayCertFiles: z.array(z.string()).min(1),
  }),
])
const AlipayApp = z.object({ appId: z.string(), sellerId: z.string(), privateKeyFile: z.string(), keys: AlipayKeys })
const AlipayList = z.object({ alipay: z.object({ apps: z.array(AlipayApp).min(1) }) })

/** ALIPAY_FILE: app ids with the seller they collect for and their PEM texts. */
export function readAlipayApps(file: string) {
  const pem = (name: string) => readFileSync(path.resolve(path.dirname(file), name), 'utf8')
  return readList(file, AlipayList).alipay.apps.map(({ appId, sellerId, privateKeyFile, keys }) => ({
    appId,
    sellerId,
    privateKeyPem: pem(privateKeyFile),
    keys:
      keys.kind === 'key'
        ? { kind: 'key' as const, alipayPublicKeyPem: pem(keys.alipayPublicKeyFile) }
        : {
            kind: 'certificate' as const,
            appCertPem: pem(keys.appCertFile),
            alipayRootCertPem: pem(keys.alipayRootCertFile),
            alipayCertPems: keys.alipayCertFiles.map(pem),
          },
  }))
}

/** 短信签名 and template codes as the provider has approved them. */
const SmsKeys = z.object({
  sms: z.object({
    accessKeyId: z.string().min(1),
    accessKeySecret: z.string().min(1),
    signName: z.string().min(1),
    templates: z.object({ 'sign-in-code': z.string().min(1) }),
  }),
})

/** SMS_FILE: the access key of the text message provider, the name in front of each message and its templates. */
export function readSmsKeys(file: string) {
  return readList(file, SmsKeys).sms
}

function readList<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const result = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!result.success)
    throw new Error(`${path.basename(file)}：${result.error.issues.map((issue) => issue.path.join('.')).join('、')} 不对`)
  return result.data
}
