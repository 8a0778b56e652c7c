import { type ChildProcess, spawn } from 'node:child_process'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CrashPoint } from '../../server/src/platform/crash-points.ts'
import type { WechatSimulator } from './simulators.ts'
import { TOKEN_SECRET } from './world.ts'

/** A server of its own process, as it runs in production: what happens to it happens to nobody else. */
export type ServerProcess = {
  readonly url: string
  readonly port: number
  /** How it ended; resolves when it has. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  /** Everything it has said so far. */
  said(): string
  /** SIGKILL: a power cut. */
  kill(): Promise<void>
  /** SIGTERM: finishes what is under way. Throws when it did not end well. */
  stop(): Promise<void>
}

export type ServerProcessOptions = {
  readonly databaseUrl: string
  readonly simulator: WechatSimulator
  /** A successor listens where the dead one did: the platform keeps sending notices there. Any free port when not given. */
  readonly port?: number
  /** Dies of SIGKILL when it comes to this point. */
  readonly crashAt?: CrashPoint
  readonly roles?: string
  /** Milliseconds by which its clock is shifted, in a file a test may rewrite (see shared-clock.ts). */
  readonly clockFile?: string
  /** Shows the simulators' pages for people below /sim/, as the trial does: the OAuth page and the cashier. */
  readonly humanPages?: boolean
}

const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))
const READY_MS = 60_000

/** Starts a server and waits until it listens. Throws with what it said when it ends before that. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const port = options.port ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: environment(options, port, url),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the server did not start: ${said}`)), READY_MS)
    const hear = (chunk: Buffer) => {
      said += String(chunk)
      if (!said.includes(`listening ${url}`)) return
      clearTimeout(late)
      resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void exited.then(({ code, signal }) => {
      clearTimeout(late)
      reject(new Error(`the server ended with ${signal ?? code}: ${said}`))
    })
  })
  return {
    url,
    port,
    exited,
    said: () => said,
    kill: () => end(child, exited, 'SIGKILL').then(() => {}),
    async stop() {
      const { code, signal } = await end(child, exited, 'SIGTERM')
      if (code !== 0) throw new Error(`the server ended with ${signal ?? code}: ${said}`)
    },
  }
}

/** The setting of a person's shell must not reach the server; NODE_OPTIONS does: it keeps the server on this machine, too. */
export function environment(
  { databaseUrl, simulator, crashAt, roles, clockFile, humanPages }: ServerProcessOptions,
  port: number,
  url: string,
): NodeJS.ProcessEnv {
  const { PATH, HOME, TZ, TMPDIR, NODE_OPTIONS } = process.env
  const manifest = join(simulator.dir, 'manifest.json')
  return {
    PATH,
    HOME,
    TZ,
    TMPDIR,
    NODE_OPTIONS,
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: '8',
    PORT: String(port),
    PUBLIC_URL: url,
    TOKEN_SECRET,
    LOG_LEVEL: 'error',
    WECHAT_PAY_FILE: manifest,
    WECHAT_PAY_URL: simulator.url,
    WECHAT_PAY_TIMEOUT_MS: '2000',
    WECHAT_APPS_FILE: manifest,
    WECHAT_API_URL: simulator.url,
    ...(crashAt ? { NUANZHANG_CRASH_AT: crashAt } : {}),
    ...(roles ? { ROLES: roles } : {}),
    ...(clockFile ? { CLOCK_FILE: clockFile } : {}),
    ...(humanPages ? { SIMULATOR_URL: simulator.url, WECHAT_OPEN_URL: `${url}/sim/wechat` } : {}),
  }
}

async function end(
  child: ChildProcess,
  exited: ServerProcess['exited'],
  signal: NodeJS.Signals,
): ReturnType<() => ServerProcess['exited']> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
  return exited
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
