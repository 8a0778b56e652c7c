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
const AppList = z.object({ wechatLogin: z.object({ apps: z.array(z.object({ appId: z.string(), secret: z.string().min(1) })).min(1) }) })

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

function readList<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const result = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!result.success)
    throw new Error(`${path.basename(file)}：${result.error.issues.map((issue) => issue.path.join('.')).join('、')} 不对`)
  return result.data
}
