import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WechatLoginSettings } from '../../server/src/gateways/wechat-login/client.ts'
import type { WechatOfficialSettings } from '../../server/src/gateways/wechat-official/client.ts'
import type { WechatPaySettings } from '../../server/src/gateways/wechat-pay/client.ts'
import { createDemoKeys, type DemoManifest } from '../../server/src/simulators/wechat-pay/keys.ts'
import { createSimulatorControl, type SimulatorBook, type SimulatorControl } from './simulator-control.ts'
import { changeConfig, endSimulator, keysMadeOnce, launchSimulator } from './simulator-process.ts'

export type { SimulatorBook, SimulatorControl } from './simulator-control.ts'

export type WechatSimulator = {
  /** `http://127.0.0.1:<port>`, of API, human pages and control endpoints alike. */
  readonly url: string
  /** Folder with manifest.json, simulator.json, the PEM files and data/. */
  readonly dir: string
  readonly manifest: DemoManifest
  readonly control: SimulatorControl
  /** The platform's own book; of one merchant when named. */
  book(mchId?: string): Promise<SimulatorBook>
  /** What `createWechatPayGateway` takes. */
  paySettings(changes?: Partial<WechatPaySettings>): WechatPaySettings
  /** What `createWechatLoginGateway` takes; `openBaseUrl` is a path, as behind the server's public port. */
  loginSettings(): WechatLoginSettings
  /** What `createWechatOfficialGateway` takes. */
  officialSettings(): WechatOfficialSettings
  /** Ends the process as a crash would, then starts it again on the same book and the same port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export type WechatSimulatorOptions = {
  /** Port; any free one when not given. */
  readonly port?: number
  /** How long the platform waits for the answer to a notice; 5000 ms when not given. */
  readonly noticeTimeoutMs?: number
}

const MAIN = fileURLToPath(new URL('../../server/src/simulators/wechat-pay/main.ts', import.meta.url))
const PORT = 'WECHAT_SIMULATOR_PORT'

const copyDemoKeys = keysMadeOnce(createDemoKeys)

/** Starts the simulator as its own process with an empty book in a temporary folder of its own, which `stop` removes. */
export async function startWechatSimulator(options: WechatSimulatorOptions = {}): Promise<WechatSimulator> {
  const dir = mkdtempSync(join(tmpdir(), 'wechat-simulator-'))
  const manifest = copyDemoKeys(dir)
  const configFile = join(dir, manifest.simulatorConfigFile)
  if (options.noticeTimeoutMs !== undefined) changeConfig(configFile, { noticeTimeoutMs: options.noticeTimeoutMs })
  let running = await launchSimulator(MAIN, configFile, PORT, options.port ?? 0)
  const url = `http://127.0.0.1:${running.port}`
  const control = createSimulatorControl(url)
  const read = (file: string) => readFileSync(join(dir, file), 'utf8')

  return {
    url,
    dir,
    manifest,
    control,
    book: (mchId) => control.book(mchId),
    paySettings: (changes = {}) => ({
      baseUrl: url,
      timeoutMs: 2000,
      merchants: manifest.wechatPay.merchants.map(({ mchId, serialNo, privateKeyFile, apiV3Key, platformKeys, keyMode }) => ({
        mchId,
        serialNo,
        privateKeyPem: read(privateKeyFile),
        apiV3Key,
        platformKeys: platformKeys.map(({ id, file }) => ({ id, pem: read(file) })),
        keyMode,
      })),
      ...changes,
    }),
    loginSettings: () => ({
      apiBaseUrl: url,
      openBaseUrl: '/sim/wechat',
      timeoutMs: 2000,
      apps: manifest.wechatLogin.apps.map(({ appId, secret }) => ({ appId, secret })),
    }),
    officialSettings: () => ({
      apiBaseUrl: url,
      timeoutMs: 2000,
      accounts: manifest.wechatLogin.apps.flatMap(({ appId, secret, callback }) => (callback ? [{ appId, secret, ...callback }] : [])),
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
