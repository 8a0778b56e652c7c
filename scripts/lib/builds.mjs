import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { cleanEnvironment, run, runNpm } from './command.mjs'
import { fingerprintOf, isFresh, noteFresh, noteStale } from './fingerprint.mjs'
import { inRoot } from './root.mjs'

const LOCKS = ['package-lock.json', '.npmrc']
/** A mini-program has no origin and must be told its server at build time; tests answer for this reserved name. */
const SERVER_OF_MINI_PROGRAMS = process.env.NUANZHANG_API_BASE ?? 'https://nuanzhang.example'
const MACHINE = [process.platform, process.arch]

/**
 * Everything that is made from something else: what it is made of, what must be there afterwards, how it is made.
 * `npm start`, `npm run dev` and `npm test` make it again only when the fingerprint of its sources has changed.
 */
export const made = {
  rootPackages: {
    label: '安装依赖 packages',
    sources: [...LOCKS, 'package.json', 'shared/package.json', 'server/package.json', 'admin/package.json'],
    facts: MACHINE,
    outputs: ['node_modules/.package-lock.json'],
    already: () => installedAsLocked('.'),
    work: () => runNpm('npm-ci', ['ci', '--no-audit', '--no-fund']),
  },
  miniappPackages: {
    label: '安装居民端依赖 packages of the resident app',
    sources: ['miniapp/package.json', 'miniapp/package-lock.json', 'miniapp/.npmrc'],
    facts: MACHINE,
    outputs: ['miniapp/node_modules/.package-lock.json'],
    already: () => installedAsLocked('miniapp'),
    work: () => runNpm('npm-ci-miniapp', ['ci', '--no-audit', '--no-fund', '--prefix', 'miniapp']),
  },
  server: {
    label: '编译服务 server',
    sources: ['shared', 'server/src', 'server/package.json', 'config', 'scripts', 'tsconfig.base.json', 'tsconfig.build.json', ...LOCKS],
    only: /\.(ts|json)$|\.npmrc$/,
    outputs: ['dist/server/src/main.js'],
    work: buildServer,
  },
  console: {
    label: '构建收费系统 console',
    sources: [
      'admin/src',
      'admin/public',
      'admin/index.html',
      'admin/package.json',
      'admin/tsconfig.json',
      'admin/vite.config.ts',
      'shared',
      'tsconfig.base.json',
      ...LOCKS,
    ],
    outputs: ['admin/dist/index.html'],
    work: () => runNpm('build-console', ['exec', '--no', '--', 'vite', 'build', '--logLevel', 'warn'], { cwd: inRoot('admin') }),
  },
  h5: {
    label: '构建居民 H5',
    sources: [...miniappSources(), 'shared'],
    outputs: ['miniapp/dist/h5/index.html'],
    work: () => buildMiniapp('h5'),
  },
  weapp: {
    label: '构建微信小程序 weapp',
    sources: [...miniappSources(), 'shared'],
    facts: [SERVER_OF_MINI_PROGRAMS],
    outputs: ['miniapp/dist/weapp/app.js'],
    work: () => buildMiniapp('weapp'),
  },
  alipay: {
    label: '构建支付宝小程序 alipay',
    sources: [...miniappSources(), 'shared'],
    facts: [SERVER_OF_MINI_PROGRAMS],
    outputs: ['miniapp/dist/alipay/app.js'],
    work: () => buildMiniapp('alipay'),
  },
}

function miniappSources() {
  return ['src', 'config', 'types', 'babel.config.cjs', 'package.json', 'package-lock.json', 'project.config.json', 'tsconfig.json'].map(
    (name) => `miniapp/${name}`,
  )
}

/** Makes one of `made` unless it is up to date. Answers whether there was anything to do. */
export async function makeWhenStale(name) {
  const { sources, facts, only, outputs, already, work } = made[name]
  const fingerprint = fingerprintOf(sources, { facts, only })
  if (isFresh(name, fingerprint, outputs)) return false
  if (!already?.()) {
    noteStale(name)
    await work()
    const missing = outputs.filter((output) => !existsSync(inRoot(output)))
    if (missing.length > 0) throw new Error(`${name} ended well but left no ${missing.join(', ')}`)
  }
  noteFresh(name, fingerprint)
  return true
}

/** True when node_modules holds exactly what the lock file says (a developer's own `npm ci`): nothing to install. */
function installedAsLocked(folder) {
  const installed = inRoot(folder, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return false
  const locked = JSON.parse(readFileSync(inRoot(folder, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages
  const wanted = Object.entries(locked).filter(([place, item]) => place.includes('node_modules/') && !item.link)
  return (
    wanted.every(([place, item]) => (present[place] ? present[place].version === item.version : item.optional === true)) &&
    Object.keys(present).every((place) => place in locked)
  )
}

async function buildServer() {
  rmSync(inRoot('dist'), { recursive: true, force: true })
  await run('build-server', process.execPath, [inRoot('node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'])
  linkServerPackages()
}

/** What npm keeps below server/node_modules instead of the root's must be found from dist/server too. */
function linkServerPackages() {
  if (!existsSync(inRoot('server/node_modules'))) return
  const windows = process.platform === 'win32'
  symlinkSync(
    windows ? inRoot('server/node_modules') : '../../server/node_modules',
    inRoot('dist/server/node_modules'),
    windows ? 'junction' : 'dir',
  )
}

function buildMiniapp(target) {
  // A mini-program must be told its server at build time; tests and simulators answer for this reserved name.
  const env = cleanEnvironment({
    NODE_ENV: 'production',
    NUANZHANG_API_BASE: process.env.NUANZHANG_API_BASE ?? 'https://nuanzhang.example',
  })
  rmSync(inRoot('miniapp/dist', target), { recursive: true, force: true })
  return runNpm(`build-${target}`, ['run', `build:${target}`, '--prefix', 'miniapp'], { env })
}
