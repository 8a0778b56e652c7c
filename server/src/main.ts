import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { readSettings, type Settings } from '../../config/settings.ts'
import { adminSocketOf, serveAdminSocket } from './admin-socket.ts'
import { createApp } from './app.ts'
import { compose, type System } from './compose.ts'
import { migrate, schemaIsCurrent } from './database/migrate.ts'
import { allTables } from './database/table.ts'
import { groundOf } from './ground.ts'
import { rateLimits } from './http/rate-limits.ts'
import type { StaticSite } from './http/static-site.ts'

/** Starts the roles of this process: web, worker, scheduler. `--migrate` brings the schema up to date first. */
async function main(): Promise<void> {
  const read = readSettings(process.env)
  if ('faults' in read) {
    for (const fault of read.faults) console.error(`设置有误 ${fault}`)
    process.exit(1)
  }
  const { settings } = read
  const system = compose(groundOf(settings))
  if (process.argv.includes('--migrate')) await migrate(system.database)
  if (!(await schemaIsCurrent(system.database))) {
    console.error('数据库结构不是最新的：请先运行 npm run migrate')
    process.exit(1)
  }
  await system.database.assertSettings()
  await system.database.warmIds(allTables().map((table) => table.name))

  const socket = adminSocketOf(settings.DATABASE_URL)
  if (socket) serveAdminSocket(socket, system.database)
  if (settings.ROLES.includes('scheduler')) await system.worker.ensureRecurring()
  if (settings.ROLES.includes('worker')) system.worker.start()
  const close = settings.ROLES.includes('web') ? await listen(settings, system) : async () => {}
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void stop(system, close)
    })
  }
}

async function listen(settings: Settings, system: System): Promise<() => Promise<void>> {
  const app = createApp(system, {
    secure: settings.PUBLIC_URL.startsWith('https://'),
    trustProxy: settings.TRUST_PROXY,
    proxyHops: settings.PROXY_HOPS,
    rateLimits: settings.RATE_LIMITS ? rateLimits : [],
    sites: sitesOf(settings),
    simulatorUrl: settings.SIMULATOR_URL ?? null,
    alipaySimulatorUrl: settings.ALIPAY_SIMULATOR_URL ?? null,
    smsSimulatorUrl: settings.SMS_SIMULATOR_URL ?? null,
  })
  const server = createServer(app.callback())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.PORT, settings.HOST, resolve)
  })
  console.log(`listening http://${settings.HOST}:${settings.PORT}`)
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
    })
}

/** The built pages beside the server; a site that was not built is not offered. */
function sitesOf(settings: Settings): StaticSite[] {
  const scripts = settings.SIMULATOR_URL ? ['/sim/wechat/bridge.js'] : []
  const sites = [
    { prefix: '/h5', folder: path.resolve('miniapp/dist/h5'), scripts },
    { prefix: '/admin', folder: path.resolve('admin/dist'), scripts: [] },
  ]
  return sites.filter((site) => existsSync(path.join(site.folder, 'index.html')))
}

/** Takes no more requests and jobs, finishes those under way, lets the database go. */
async function stop(system: System, close: () => Promise<void>): Promise<void> {
  await close()
  await system.worker.stop()
  await system.billing.stop()
  await system.database.close()
  process.exit(0)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
