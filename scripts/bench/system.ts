import { createApp } from '../../server/src/app.ts'
import { compose, type System } from '../../server/src/compose.ts'
import { type Database, openDatabase } from '../../server/src/database/database.ts'
import { allTables } from '../../server/src/database/table.ts'
import { createAlipayGateway } from '../../server/src/gateways/alipay/client.ts'
import { createFileStore } from '../../server/src/gateways/file-store/client.ts'
import { createWechatOfficialGateway } from '../../server/src/gateways/wechat-official/client.ts'
import { movableClock } from '../../server/src/platform/clock.ts'
import { neverCrash } from '../../server/src/platform/crash-points.ts'
import { createLogger } from '../../server/src/platform/logger.ts'
import { instantLogin, instantPay, NOW } from './stand-ins.ts'

/** Where no gateway answers. */
const NOBODY = 'http://127.0.0.1:9'

/** Connections of each side, and requests on their way at once. */
export const CONNECTIONS = 8

export type BenchSystem = { readonly system: System; readonly database: Database; readonly app: ReturnType<typeof createApp> }

/** The server as it is composed for production, on this database, with a gateway that answers at once. */
export function benchSystem(url: string, onStatement?: (sql: string) => void): BenchSystem {
  const database = openDatabase({ url, poolSize: CONNECTIONS, now: () => NOW, ...(onStatement ? { onStatement } : {}) })
  const system = compose({
    database,
    clock: movableClock(NOW),
    logger: createLogger('error'),
    crashAt: neverCrash,
    tokenSecret: 'a secret for benchmarks, known to everybody',
    publicUrl: 'http://127.0.0.1:8080',
    wechatPay: instantPay,
    wechatLogin: instantLogin,
    wechatOfficial: createWechatOfficialGateway({ settings: { apiBaseUrl: 'http://127.0.0.1:9', timeoutMs: 1_000, accounts: [] } }),
    alipay: createAlipayGateway({
      settings: { gatewayUrl: NOBODY, cashierUrl: NOBODY, authorizeUrl: NOBODY, timeoutMs: 1_000, apps: [] },
      clock: movableClock(NOW),
    }),
    fileStore: createFileStore({ kind: 'local', folder: 'var/bench-files' }),
    processName: `bench ${process.pid}`,
  })
  return { system, database, app: createApp(system, { secure: false, trustProxy: false, sites: [], simulatorUrl: null }) }
}

/** Leases ids as the server does at its start. */
export async function warm({ database }: BenchSystem): Promise<void> {
  await database.warmIds(allTables().map(({ name }) => name))
}

export async function close({ system, database }: BenchSystem): Promise<void> {
  await system.billing.stop()
  await database.close()
}
