import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AlipayAppSettings, AlipaySettings } from '../../server/src/gateways/alipay/client.ts'
import { type AlipayManifest, createAlipayDemoKeys } from '../../server/src/simulators/alipay/keys.ts'
import { type AlipayBook, type AlipayControl, createAlipayControl } from './alipay-control.ts'
import { changeConfig, endSimulator, keysMadeOnce, launchSimulator } from './simulator-process.ts'

export type AlipaySimulator = {
  /** `http://127.0.0.1:<port>`, of gateway, human pages and control endpoints alike. */
  readonly url: string
  /** Folder with alipay-manifest.json, alipay-simulator.json, the PEM files and data/. */
  readonly dir: string
  readonly control: AlipayControl
  book(sellerId?: string): Promise<AlipayBook>
  /** What `createAlipayGateway` takes. */
  settings(changes?: Partial<AlipaySettings>): AlipaySettings
  /** Ends the process as a crash would, then starts it again on the same book and the same port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Settings of an installation without Alipay. */
export const noAlipay: AlipaySettings = {
  gatewayUrl: 'http://127.0.0.1:9/gateway.do',
  cashierUrl: 'http://127.0.0.1:9/gateway.do',
  authorizeUrl: 'http://127.0.0.1:9/oauth2',
  timeoutMs: 1_000,
  apps: [],
}

const MAIN = fileURLToPath(new URL('../../server/src/simulators/alipay/main.ts', import.meta.url))
const PORT = 'ALIPAY_SIMULATOR_PORT'

const copyDemoKeys = keysMadeOnce(createAlipayDemoKeys)

/** Starts the simulator as its own process with an empty book in a temporary folder of its own, which `stop` removes. */
export async function startAlipaySimulator(options: { readonly noticeTimeoutMs?: number } = {}): Promise<AlipaySimulator> {
  const dir = mkdtempSync(join(tmpdir(), 'alipay-simulator-'))
  const manifest = copyDemoKeys(dir)
  const configFile = join(dir, manifest.simulatorConfigFile)
  if (options.noticeTimeoutMs !== undefined) changeConfig(configFile, { noticeTimeoutMs: options.noticeTimeoutMs })
  let running = await launchSimulator(MAIN, configFile, PORT, 0)
  const url = `http://127.0.0.1:${running.port}`
  const control = createAlipayControl(url)
  return {
    url,
    dir,
    control,
    book: (sellerId) => control.book(sellerId),
    settings: (changes = {}) => ({
      gatewayUrl: `${url}/gateway.do`,
      cashierUrl: `${url}/sim/alipay/gateway.do`,
      authorizeUrl: `${url}/sim/alipay/oauth2/publicAppAuthorize.htm`,
      timeoutMs: 2000,
      apps: manifest.alipay.apps.map((app) => appSettings(dir, app)),
      ...changes,
    }),
    async restart() {
      await endSimulator(running, 'SIGKILL')
      running = await launchSimulator(MAIN, configFile, PORT, running.port)
    },
    async stop() {
      await endSimulator(running, 'SIGTERM')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function appSettings(dir: string, { appId, sellerId, privateKeyFile, keys }: AlipayManifest['alipay']['apps'][number]): AlipayAppSettings {
  const read = (file: string) => readFileSync(join(dir, file), 'utf8')
  return {
    appId,
    sellerId,
    privateKeyPem: read(privateKeyFile),
    keys:
      keys.kind === 'key'
        ? { kind: 'key', alipayPublicKeyPem: read(keys.alipayPublicKeyFile) }
        : {
            kind: 'certificate',
            appCertPem: read(keys.appCertFile),
            alipayRootCertPem: read(keys.alipayRootCertFile),
            alipayCertPems: keys.alipayCertFiles.map(read),
          },
  }
}
