import { type ChildProcess, fork } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WechatLoginSettings } from '../../server/src/gateways/wechat-login/client.ts'
import type { WechatPaySettings } from '../../server/src/gateways/wechat-pay/client.ts'
import { createDemoKeys, type DemoManifest } from '../../server/src/simulators/wechat-pay/keys.ts'
import { createSimulatorControl, type SimulatorBook, type SimulatorControl } from './simulator-control.ts'

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
const READY_MS = 20_000

let made: { readonly dir: string; readonly manifest: DemoManifest } | null = null

/** Keys are made once per test process: RSA keys cost a second, and simulators of one process may share theirs. */
function copyDemoKeys(dir: string): DemoManifest {
  if (made === null) {
    const template = mkdtempSync(join(tmpdir(), 'wechat-simulator-keys-'))
    process.once('exit', () => rmSync(template, { recursive: true, force: true }))
    made = { dir: template, manifest: createDemoKeys(template) }
  }
  cpSync(made.dir, dir, { recursive: true })
  return made.manifest
}

/** Starts the simulator as its own process with an empty book in a temporary folder of its own, which `stop` removes. */
export async function startWechatSimulator(options: WechatSimulatorOptions = {}): Promise<WechatSimulator> {
  const dir = mkdtempSync(join(tmpdir(), 'wechat-simulator-'))
  const manifest = copyDemoKeys(dir)
  const configFile = join(dir, manifest.simulatorConfigFile)
  if (options.noticeTimeoutMs !== undefined) {
    const config = JSON.parse(readFileSync(configFile, 'utf8')) as Record<string, unknown>
    writeFileSync(configFile, JSON.stringify({ ...config, noticeTimeoutMs: options.noticeTimeoutMs }))
  }
  let running = await launch(configFile, options.port ?? 0)
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
    async restart() {
      await end(running.child, 'SIGKILL')
      running = await launch(configFile, running.port)
    },
    async stop() {
      await end(running.child, 'SIGTERM')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function launch(configFile: string, port: number): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = fork(MAIN, [configFile], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'test', WECHAT_SIMULATOR_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(`simulator: ${chunk}`))
  const listening = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the simulator did not start: ${said}`)), READY_MS)
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      said += String(chunk)
      const line = /^listening (\d+)$/m.exec(said)
      if (line === null) return
      clearTimeout(late)
      resolve(Number(line[1]))
    })
  })
  child.removeAllListeners('exit')
  unref(child)
  return { child, port: listening }
}

/** A run whose tests are done may end although a simulator was not stopped; the simulator notices that and ends, too. */
function unref(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
  for (const stream of [child.stdout, child.stderr]) (stream as Socket | null)?.unref()
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}
