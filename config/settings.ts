import { z } from 'zod'
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
  SIMULATOR_URL: address().optional().describe('模拟器地址；只用于演示与测试，生产环境不可用'),
  ALIPAY_SIMULATOR_URL: address().optional().describe('支付宝模拟器地址；只用于演示与测试，生产环境不可用'),
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
  if (given.NODE_ENV === 'production') for (const [name, fault] of productionFaults(given)) if (!faults.has(name)) faults.set(name, fault)
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
