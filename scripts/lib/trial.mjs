import { existsSync, readFileSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { made, makeWhenStale } from './builds.mjs'
import { cleanEnvironment, run } from './command.mjs'
import { alipayManifestFile, configFileOf, manifestFile, partnerKeys, smsManifestFile } from './demo-settings.mjs'
import { fingerprintNoted, fingerprintOf, isFresh, noteFresh, noteStale } from './fingerprint.mjs'
import { portIsFree } from './ports.mjs'
import { step } from './progress.mjs'
import { inRoot, inVar } from './root.mjs'

const LEAST_NODE = [20, 19]
const signInsFile = () => inVar('sign-ins.json')

/** Refusals before anything is touched, one sentence each. */
export function checkMachine() {
  if (process.env.NODE_ENV === 'production') {
    throw new Error(
      'npm start 是试用：外部各方都是模拟的，不能用于生产（NODE_ENV=production）。\n生产环境：npm ci && npm ci --prefix miniapp && node scripts/build.mjs，设置 DATABASE_URL 等（见 config/.env.example），然后\n  node dist/server/src/main.js --migrate   （只由一个进程执行）\n  node dist/server/src/main.js',
    )
  }
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1]))
    throw new Error(`需要 Node.js ${LEAST_NODE.join('.')} 或更新，现在是 ${process.versions.node}`)
}

/** After what a killed start has left is gone: it may have held the port. */
export async function checkPort({ port, host }) {
  if (!(await portIsFree(host, port))) throw new Error(`端口 ${port} 已被占用。换一个：PORT=8090 npm start`)
}

/** Brings packages and builds up to date, one line each. */
export async function make(names) {
  for (const name of names) await step(made[name].label, async () => ((await makeWhenStale(name)) ? undefined : '无变化'))
}

const compiled = (...parts) => inRoot('dist', ...parts)

/** Keys of both sides, then each simulated outside party as a process of its own; answers their loopback addresses. */
export async function startPartners(children) {
  const start = async (label, name, folder, keyMaker, manifest) => {
    let address
    await step(label, async () => {
      const keys = await import(pathToFileURL(compiled('server/src/simulators', folder, 'keys.js')).href)
      await partnerKeys(keys[keyMaker], manifest)
      const [, port] = await children.start(name, [compiled('server/src/simulators', folder, 'main.js'), configFileOf(manifest)], {
        env: cleanEnvironment({ NODE_ENV: 'development' }),
        ready: /^listening (\d+)$/m,
      })
      address = `http://127.0.0.1:${port}`
    })
    return address
  }
  return {
    wechat: await start('启动模拟的微信支付与微信登录 simulators', 'simulators', 'wechat-pay', 'createDemoKeys', manifestFile()),
    alipay: await start('启动模拟的支付宝 simulators', 'alipay-simulator', 'alipay', 'createAlipayDemoKeys', alipayManifestFile()),
    sms: await start('启动模拟的短信服务 simulators', 'sms-simulator', 'sms', 'createSmsDemoKeys', smsManifestFile()),
  }
}

async function migrate(env, onBirth) {
  await step('更新数据库结构 migrate', async () => {
    await run('migrate', process.execPath, [compiled('scripts/migrate.js')], { env, onBirth })
  })
}

/**
 * Loads the demo town into an empty database. The script's interface: `index.js --if-empty --manifest FILE --sign-ins FILE` with the
 * server's environment; it migrates nothing, does nothing when there is a company already, prints one line that says what it did,
 * and writes the demo's sign-ins: `{ "console": [{ company, name, password, role }], "residents": [{ household, check, note }] }`.
 */
async function loadDemoTown(env, onBirth) {
  const script = compiled('scripts/demo-town/index.js')
  if (!existsSync(script)) return
  await step('示范城镇 demo town', async () => {
    const said = await run(
      'demo-town',
      process.execPath,
      [script, '--if-empty', '--manifest', manifestFile(), '--sign-ins', signInsFile()],
      { env, onBirth },
    )
    return said.trim().split('\n').at(-1)
  })
}

/**
 * The schema as the server needs it and a town to look at. An embedded database that the last start left like this, for the same
 * server, needs neither step: that saves the later starts two processes. (The server itself refuses a schema that is not current.)
 */
export async function prepareDatabase(env, onBirth) {
  const made = () => fingerprintOf([], { facts: [fingerprintNoted('server'), env.DATABASE_URL, identityOf(env.DATABASE_URL)] })
  if (identityOf(env.DATABASE_URL) !== null && isFresh('database', made(), [])) {
    await step('数据库 database', async () => '无变化')
    return
  }
  noteStale('database')
  await migrate(env, onBirth)
  await loadDemoTown(env, onBirth)
  if (identityOf(env.DATABASE_URL) !== null) noteFresh('database', made())
}

/** Tells the embedded file from another one of the same name; null for a database server, whose state we cannot know. */
function identityOf(url) {
  const file = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : null
  if (file === null || !existsSync(file)) return null
  const { ino, birthtimeMs } = statSync(file)
  return `${ino}:${birthtimeMs}`
}

/** The menus of the simulated public accounts, as `npm run wechat-menu -- all` puts them: the simulator forgets them when it ends. */
export async function putMenus(env) {
  await step('公众号菜单 wechat-menu', async () => {
    await run('wechat-menu', process.execPath, [compiled('scripts/wechat-menu.js'), 'all', inRoot('config/wechat-menu.json')], { env })
  })
}

/** What to open, and as whom, once everything runs. */
export function welcome(publicUrl, { consoleUrl = `${publicUrl}/admin/` } = {}) {
  const lines = ['', `  居民 H5        ${publicUrl}/h5/`, `  收费系统       ${consoleUrl}`, `  模拟的外部各方 ${publicUrl}/sim/`]
  if (existsSync(signInsFile())) {
    const { console: staff = [], residents = [] } = JSON.parse(readFileSync(signInsFile(), 'utf8'))
    lines.push('', '  演示登录（只存在于本机的试用数据里）')
    for (const { company, name, password, role } of staff)
      lines.push(`    收费系统  公司 ${company}  用户 ${name}  密码 ${password}  ${role}`)
    for (const { household, check, note } of residents) lines.push(`    绑定住房  卡号 ${household}  核对 ${check}  ${note}`)
  }
  return [...lines, '', '  Ctrl-C 停止', ''].join('\n')
}
