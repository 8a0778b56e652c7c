import { z } from 'zod'
import { fileStoreFaults } from './file-store.ts'
import { productionFaults } from './production.ts'

/**
 * Every setting of the server: type, default, meaning. Read once at start; a wrong one stops the start with one line each.
 * Secrets come only from here and are never logged, nor is the value of a wrong setting.
 */
const whole = (least: number, most: number) =>
  z.coerce
    .number(`应为 ${least} 到 ${most} 的整数`)
    .int(`应为 ${least} 到 ${most} 的整数`)
    .min(least, `不能小于 ${least}`)
    .max(most, `不能大于 ${most}`)
const oneOf = <const Name extends string>(...names: Name[]) => z.enum(names, `应为 ${names.join('、')} 之一`)
const flag = () => oneOf('true', 'false').transform((value) => value === 'true')
/** An address without a trailing slash, so that paths can be put behind it. */
const address = () =>
  z
    .url({ protocol: /^https?$/, error: '应为 http:// 或 https:// 开头的地址' })
    .refine((value) => !/[?#]/.test(value), '不能带 ? 或 #')
    .transform((value) => value.replace(/\/+$/, ''))

const Settings = z.object({
  NODE_ENV: oneOf('production', 'development', 'test').default('development').describe('production 时拒绝模拟器与嵌入式数据库'),
  PORT: whole(1, 65_535).default(8080).describe('对外的唯一端口'),
  HOST: z.string().default('127.0.0.1').describe('监听地址；反向代理之后保持 127.0.0.1'),
  PUBLIC_URL: address().default('http://127.0.0.1:8080').describe('居民与支付平台看到的地址，支付通知地址由它得出'),
  TRUST_PROXY: flag().default(false).describe('前面有自己的反向代理时设为 true，才相信 X-Forwarded-*'),
  PROXY_HOPS: whole(1, 5).default(1).describe('自己的反向代理有几层；只相信 X-Forwarded-For 的最后这么多个地址'),
  RATE_LIMITS: flag().default(true).describe('限制访问频率；只有压力测试时才设为 false，生产环境不可关闭'),
  DATABASE_URL: z
    .string()
    .regex(/^((mysql|mariadb):\/\/|sqlite:)./, '应以 mysql://、mariadb:// 或 sqlite: 开头')
    .describe('数据库，例如 mysql://nuanzhang:密码@127.0.0.1:3306/nuanzhang'),
  DATABASE_POOL: whole(1, 64).default(16).describe('连接池大小；两核上超过 16 无益'),
  ROLES: z
    .string()
    .default('web,worker,scheduler')
    .transform((value) => value.split(',').map((role) => role.trim()))
    .pipe(z.array(oneOf('web', 'worker', 'scheduler')))
    .describe('本进程承担的角色，用逗号分开'),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent').default('info').describe('日志级别'),
  TOKEN_SECRET: z.string().min(32, '至少 32 个字符').describe('签发登录令牌的密钥，至少 32 个随机字符；所有进程相同'),
  PERSONAL_DATA_KEY: z
    .string()
    .min(32, '至少 32 个字符')
    .optional()
    .describe('加密证件号码的密钥，至少 32 个随机字符；不设则不保存证件号码，丢失则已存的号码无法还原'),
  WECHAT_PAY_FILE: z.string().optional().describe('微信支付商户密钥清单（JSON 文件路径）'),
  WECHAT_PAY_URL: address().default('https://api.mch.weixin.qq.com').describe('微信支付接口地址'),
  WECHAT_PAY_TIMEOUT_MS: whole(100, 30_000).default(8_000).describe('等待微信支付的毫秒数'),
  WECHAT_APPS_FILE: z.string().optional().describe('小程序与公众号密钥清单（JSON 文件路径）'),
  WECHAT_API_URL: address().default('https://api.weixin.qq.com').describe('微信开放接口地址'),
  WECHAT_OPEN_URL: address().default('https://open.weixin.qq.com').describe('微信网页授权地址'),
  ALIPAY_FILE: z.string().optional().describe('支付宝应用密钥清单（JSON 文件路径）；没有支付宝缴费时不设'),
  ALIPAY_GATEWAY_URL: address().default('https://openapi.alipay.com/gateway.do').describe('支付宝开放平台网关'),
  ALIPAY_CASHIER_URL: address().default('https://openapi.alipay.com/gateway.do').describe('网页缴费时浏览器前往的支付宝收银台'),
  ALIPAY_AUTHORIZE_URL: address().default('https://openauth.alipay.com/oauth2/publicAppAuthorize.htm').describe('支付宝网页授权地址'),
  ALIPAY_TIMEOUT_MS: whole(100, 30_000).default(8_000).describe('等待支付宝的毫秒数'),
  FILE_STORE: oneOf('local', 'oss').default('local').describe('上传的文件存在哪里：local 本机文件夹，oss 阿里云对象存储'),
  FILE_FOLDER: z.string().min(1).default('var/files').describe('FILE_STORE 为 local 时的文件夹，须一并备份'),
  OSS_ENDPOINT: address().optional().describe('对象存储的访问域名，不含存储空间名，例如 https://oss-cn-hangzhou-internal.aliyuncs.com'),
  OSS_REGION: z
    .string()
    .regex(/^oss-[a-z0-9-]+$/, '形如 oss-cn-hangzhou')
    .optional()
    .describe('对象存储的地域，例如 oss-cn-hangzhou'),
  OSS_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, '不是存储空间的名称')
    .optional()
    .describe('存储空间（Bucket）的名称；应为私有'),
  OSS_ACCESS_KEY_ID: z.string().optional().describe('访问密钥编号；只需读写这一个存储空间的权限'),
  OSS_ACCESS_KEY_SECRET: z.string().optional().describe('访问密钥'),
  OSS_PATH_STYLE: flag().default(false).describe('存储空间名写在路径里；自建的兼容存储才需要设为 true'),
  OSS_SIGNATURE: oneOf('v4', 'v1').default('v4').describe('签名版本；只有不认识 v4 的兼容存储才设为 v1'),
  OSS_TIMEOUT_MS: whole(100, 120_000).default(20_000).describe('等待对象存储的毫秒数'),
  SMS_FILE: z.string().optional().describe('短信服务（阿里云）密钥、签名与模板（JSON 文件路径）；没有短信登录时不设'),
  SMS_URL: address().default('https://dysmsapi.aliyuncs.com').describe('短信服务接口地址'),
  SMS_TIMEOUT_MS: whole(100, 30_000).default(5_000).describe('等待短信服务的毫秒数'),
  SIMULATOR_URL: address().optional().describe('模拟器地址；只用于演示与测试，生产环境不可用'),
  ALIPAY_SIMULATOR_URL: address().optional().describe('支付宝模拟器地址；只用于演示与测试，生产环境不可用'),
  SMS_SIMULATOR_URL: address().optional().describe('短信模拟器地址；只用于演示与测试，生产环境不可用'),
  CLOCK_FILE: z.string().optional().describe('演示与测试用的时钟偏移文件（毫秒）；生产环境不可用'),
  NUANZHANG_CRASH_AT: z.string().optional().describe('故障测试用：在该点终止进程；生产环境不可用'),
})
export type Settings = z.infer<typeof Settings>

/** Reads and checks; answers the settings or every fault, one Chinese line for each wrong setting. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): { settings: Settings } | { faults: string[] } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const result = Settings.safeParse(given)
  const faults = new Map<string, string>()
  for (const issue of result.error?.issues ?? []) {
    const name = String(issue.path[0])
    if (!faults.has(name)) faults.set(name, given[name] === undefined ? '没有设置' : issue.message)
  }
  const further = [...fileStoreFaults(given), ...(given.NODE_ENV === 'production' ? productionFaults(given) : [])]
  for (const [name, fault] of further) if (!faults.has(name)) faults.set(name, fault)
  if (!result.success || faults.size > 0) return { faults: [...faults].map(([name, fault]) => `${name}：${fault}`) }
  return { settings: result.data }
}

export type SettingText = { readonly name: string; readonly meaning: string; readonly needed: boolean; readonly fallback: string | null }

/** Every setting with its meaning, for config/.env.example and for `--help`. */
export function explainSettings(): readonly SettingText[] {
  return Object.entries(Settings.shape).map(([name, type]) => {
    const without = type.safeParse(undefined)
    const fallback = without.success && without.data !== undefined ? without.data : null
    return { name, meaning: type.description ?? '', needed: !without.success, fallback: fallback === null ? null : String(fallback) }
  })
}
