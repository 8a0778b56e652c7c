type Given = Readonly<Record<string, string | undefined>>

/** Left alone, these point to the platform itself; over plain HTTP they could only be a simulator. */
const PLATFORM_ADDRESSES = [
  'WECHAT_PAY_URL',
  'WECHAT_API_URL',
  'WECHAT_OPEN_URL',
  'ALIPAY_GATEWAY_URL',
  'ALIPAY_CASHIER_URL',
  'ALIPAY_AUTHORIZE_URL',
  'SMS_URL',
  'OSS_ENDPOINT',
]

/** What must not be, or must be, where real money moves: name of the setting and a Chinese sentence. */
export function productionFaults(given: Given): readonly (readonly [name: string, fault: string])[] {
  const faults: [string, string][] = []
  const forbid = (name: string, sentence: string) => {
    if (given[name] !== undefined) faults.push([name, sentence])
  }
  if (given.DATABASE_URL?.startsWith('sqlite:')) faults.push(['DATABASE_URL', '生产环境不能使用嵌入式数据库，请设置 mysql://'])
  forbid('SIMULATOR_URL', '生产环境不能连接模拟器')
  forbid('ALIPAY_SIMULATOR_URL', '生产环境不能连接模拟器')
  forbid('SMS_SIMULATOR_URL', '生产环境不能连接模拟器')
  if (given.RATE_LIMITS === 'false') faults.push(['RATE_LIMITS', '生产环境不能关闭'])
  forbid('NUANZHANG_CRASH_AT', '生产环境不能设置')
  forbid('CLOCK_FILE', '生产环境不能移动时钟')
  if (!given.PUBLIC_URL?.startsWith('https://')) faults.push(['PUBLIC_URL', '生产环境应为 https:// 开头的地址'])
  for (const name of PLATFORM_ADDRESSES) {
    if (given[name] !== undefined && !given[name].startsWith('https://')) faults.push([name, '生产环境不能连接模拟器，应为 https://'])
  }
  for (const name of ['WECHAT_PAY_FILE', 'WECHAT_APPS_FILE']) if (given[name] === undefined) faults.push([name, '没有设置'])
  return faults
}
