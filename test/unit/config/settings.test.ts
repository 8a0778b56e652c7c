import assert from 'node:assert/strict'
import { explainSettings, readSettings, type Settings } from '../../../config/settings.ts'
import { readTree } from '../../architecture/walls/source.ts'

const least = { DATABASE_URL: 'mysql://nuanzhang@127.0.0.1/nuanzhang', TOKEN_SECRET: 'x'.repeat(32) }
const production = {
  ...least,
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://heat.example.com',
  WECHAT_PAY_FILE: '/etc/nuanzhang/wechat-pay.json',
  WECHAT_APPS_FILE: '/etc/nuanzhang/wechat-apps.json',
  FILE_FOLDER: '/var/lib/nuanzhang/files',
}
const oss = {
  FILE_STORE: 'oss',
  OSS_ENDPOINT: 'https://oss-cn-hangzhou-internal.aliyuncs.com',
  OSS_REGION: 'oss-cn-hangzhou',
  OSS_BUCKET: 'heat-files',
  OSS_ACCESS_KEY_ID: 'LTAI-example',
  OSS_ACCESS_KEY_SECRET: 'an example of a secret',
}

function faultsOf(environment: Record<string, string | undefined>): string[] {
  const result = readSettings(environment)
  return 'faults' in result ? result.faults : []
}

function settingsOf(environment: Record<string, string | undefined>): Settings {
  const result = readSettings(environment)
  if ('faults' in result) throw new Error(result.faults.join('\n'))
  return result.settings
}

describe('settings', () => {
  it('need only a database and a secret; everything else has a default', () => {
    const settings = settingsOf(least)
    assert.equal(settings.PORT, 8080)
    assert.equal(settings.TRUST_PROXY, false)
    assert.deepEqual([settings.PROXY_HOPS, settings.RATE_LIMITS], [1, true])
    assert.deepEqual(settings.ROLES, ['web', 'worker', 'scheduler'])
    assert.equal(settings.WECHAT_PAY_URL, 'https://api.mch.weixin.qq.com')
  })

  it('say what is missing, all at once, one line each', () => {
    assert.deepEqual(faultsOf({}), ['DATABASE_URL：没有设置', 'TOKEN_SECRET：没有设置'])
    assert.deepEqual(faultsOf({ DATABASE_URL: '', TOKEN_SECRET: '' }), ['DATABASE_URL：没有设置', 'TOKEN_SECRET：没有设置'])
  })

  const wrong: readonly [name: string, value: string, line: string][] = [
    ['NODE_ENV', 'prod', 'NODE_ENV：应为 production、development、test 之一'],
    ['PORT', '80800', 'PORT：不能大于 65535'],
    ['PORT', '0', 'PORT：不能小于 1'],
    ['PORT', 'eighty', 'PORT：应为 1 到 65535 的整数'],
    ['PORT', '80.5', 'PORT：应为 1 到 65535 的整数'],
    ['PUBLIC_URL', 'heat.example.com', 'PUBLIC_URL：应为 http:// 或 https:// 开头的地址'],
    ['PUBLIC_URL', 'javascript:alert(1)', 'PUBLIC_URL：应为 http:// 或 https:// 开头的地址'],
    ['PUBLIC_URL', 'https://heat.example.com/?a=1', 'PUBLIC_URL：不能带 ? 或 #'],
    ['TRUST_PROXY', 'yes', 'TRUST_PROXY：应为 true、false 之一'],
    ['PROXY_HOPS', '0', 'PROXY_HOPS：不能小于 1'],
    ['RATE_LIMITS', 'off', 'RATE_LIMITS：应为 true、false 之一'],
    ['DATABASE_URL', 'postgres://here/there', 'DATABASE_URL：应以 mysql://、mariadb:// 或 sqlite: 开头'],
    ['DATABASE_POOL', '1000', 'DATABASE_POOL：不能大于 64'],
    ['ROLES', 'web,cook', 'ROLES：应为 web、worker、scheduler 之一'],
    ['ROLES', ',', 'ROLES：应为 web、worker、scheduler 之一'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL：应为 fatal、error、warn、info、debug、silent 之一'],
    ['TOKEN_SECRET', 'short', 'TOKEN_SECRET：至少 32 个字符'],
    ['WECHAT_PAY_TIMEOUT_MS', '5', 'WECHAT_PAY_TIMEOUT_MS：不能小于 100'],
  ]
  for (const [name, value, line] of wrong) {
    it(`say one line when ${name} is ${JSON.stringify(value)}`, () => assert.deepEqual(faultsOf({ ...least, [name]: value }), [line]))
  }

  it('name every wrong setting at once', () => {
    const faults = faultsOf({ PORT: 'x', LOG_LEVEL: 'x', ROLES: 'a,b,c', PUBLIC_URL: 'x' })
    assert.deepEqual(
      faults.map((line) => line.split('：')[0]),
      ['PORT', 'PUBLIC_URL', 'DATABASE_URL', 'ROLES', 'LOG_LEVEL', 'TOKEN_SECRET'],
    )
  })

  it('never repeat a value, which may be a secret', () => {
    const secret = 'hunter2-hunter2'
    const text = faultsOf({
      TOKEN_SECRET: secret,
      DATABASE_URL: `postgres://root:${secret}@db/x`,
      PORT: secret,
      WECHAT_PAY_URL: secret,
    }).join('\n')
    assert.doesNotMatch(text, /hunter2/)
    assert.equal(text.split('\n').length, 4)
  })

  it('give addresses without a trailing slash', () => {
    assert.equal(settingsOf({ ...least, PUBLIC_URL: 'https://heat.example.com/' }).PUBLIC_URL, 'https://heat.example.com')
  })
})

describe('settings of a production server', () => {
  it('are accepted when nothing of the trial is left in them', () => assert.deepEqual(faultsOf(production), []))

  const refused: readonly [what: string, change: Record<string, string | undefined>, line: string][] = [
    [
      'the embedded database',
      { DATABASE_URL: 'sqlite:/var/lib/nuanzhang.db' },
      'DATABASE_URL：生产环境不能使用嵌入式数据库，请设置 mysql://',
    ],
    ['simulators', { SIMULATOR_URL: 'http://127.0.0.1:9000' }, 'SIMULATOR_URL：生产环境不能连接模拟器'],
    ['a simulated gateway', { WECHAT_PAY_URL: 'http://127.0.0.1:9000' }, 'WECHAT_PAY_URL：生产环境不能连接模拟器，应为 https://'],
    ['a simulated sign-in', { WECHAT_API_URL: 'http://127.0.0.1:9000' }, 'WECHAT_API_URL：生产环境不能连接模拟器，应为 https://'],
    ['the Alipay simulator', { ALIPAY_SIMULATOR_URL: 'http://127.0.0.1:9000' }, 'ALIPAY_SIMULATOR_URL：生产环境不能连接模拟器'],
    [
      'a simulated Alipay gateway',
      { ALIPAY_GATEWAY_URL: 'http://127.0.0.1:9000/gateway.do' },
      'ALIPAY_GATEWAY_URL：生产环境不能连接模拟器，应为 https://',
    ],
    ['crash points', { NUANZHANG_CRASH_AT: 'payments.notice.stored' }, 'NUANZHANG_CRASH_AT：生产环境不能设置'],
    ['a movable clock', { CLOCK_FILE: '/var/lib/nuanzhang/clock' }, 'CLOCK_FILE：生产环境不能移动时钟'],
    ['no limits', { RATE_LIMITS: 'false' }, 'RATE_LIMITS：生产环境不能关闭'],
    ['plain HTTP', { PUBLIC_URL: 'http://heat.example.com' }, 'PUBLIC_URL：生产环境应为 https:// 开头的地址'],
    [
      'no place for files',
      { FILE_FOLDER: undefined },
      'FILE_STORE：生产环境请设为 oss；只有一台机器时，也可用 FILE_FOLDER 指定会备份的文件夹',
    ],
    [
      'object storage in clear text',
      { ...oss, OSS_ENDPOINT: 'http://127.0.0.1:9000' },
      'OSS_ENDPOINT：生产环境不能连接模拟器，应为 https://',
    ],
    ['a missing list of merchants', { WECHAT_PAY_FILE: undefined }, 'WECHAT_PAY_FILE：没有设置'],
    ['a missing list of apps', { WECHAT_APPS_FILE: undefined }, 'WECHAT_APPS_FILE：没有设置'],
  ]
  for (const [what, change, line] of refused) {
    it(`refuse ${what}`, () => assert.deepEqual(faultsOf({ ...production, ...change }), [line]))
    it(`do not mind ${what} elsewhere`, () => assert.deepEqual(faultsOf({ ...production, ...change, NODE_ENV: 'development' }), []))
  }

  it('keep files in object storage when told so, and say what it needs', () => {
    assert.deepEqual(faultsOf({ ...production, ...oss, FILE_FOLDER: undefined }), [])
    assert.deepEqual(faultsOf({ ...least, FILE_STORE: 'oss', OSS_REGION: 'hangzhou', OSS_BUCKET: 'A' }), [
      'OSS_REGION：形如 oss-cn-hangzhou',
      'OSS_BUCKET：不是存储空间的名称',
      'OSS_ENDPOINT：FILE_STORE 为 oss 时必填',
      'OSS_ACCESS_KEY_ID：FILE_STORE 为 oss 时必填',
      'OSS_ACCESS_KEY_SECRET：FILE_STORE 为 oss 时必填',
    ])
  })

  it('are judged together with what is wrong everywhere', () => {
    const faults = faultsOf({ NODE_ENV: 'production', PORT: 'x', SIMULATOR_URL: 'http://127.0.0.1:1' })
    assert.deepEqual(faults.map((line) => line.split('：')[0]).sort(), [
      'DATABASE_URL',
      'FILE_STORE',
      'PORT',
      'PUBLIC_URL',
      'SIMULATOR_URL',
      'TOKEN_SECRET',
      'WECHAT_APPS_FILE',
      'WECHAT_PAY_FILE',
    ])
  })
})

describe('config/.env.example', () => {
  const example = readTree(['config/.env.example'])[0]?.source ?? ''

  it('names every setting with its meaning and default, in order', () => {
    const wanted = explainSettings().flatMap(({ name, meaning, needed, fallback }) => [
      `# ${meaning}${needed ? '（必填）' : ''}`,
      needed ? `${name}=` : `# ${name}=${fallback ?? ''}`,
    ])
    const lines = example.split('\n').filter((line) => wanted.includes(line))
    assert.deepEqual(lines, wanted)
  })

  it('holds no secret', () => assert.match(example, /^TOKEN_SECRET=$/m))
})
