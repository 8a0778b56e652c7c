import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OssSettings } from '../../server/src/gateways/file-store/client.ts'
import { endSimulator, launchSimulator } from './simulator-process.ts'

export type OssSimulator = {
  settings(changes?: Partial<OssSettings>): OssSettings
  /** What lies there, and by which method and signature it was asked. */
  book(): Promise<OssBook>
  spoil(
    operation: 'PUT' | 'GET' | 'HEAD' | 'DELETE',
    fault: 'hang' | 'drop' | 'done-then-drop' | 'http-500' | 'half',
    times?: number,
  ): Promise<void>
  stop(): Promise<void>
}

export type OssBook = {
  readonly objects: readonly { readonly key: string; readonly size: number; readonly contentType: string; readonly acl: string }[]
  readonly seen: readonly string[]
}

const MAIN = fileURLToPath(new URL('../../server/src/simulators/oss/main.ts', import.meta.url))
const KEY = { id: 'LTAI-simulated-key', secret: 'a secret of the simulator', region: 'cn-hangzhou' }
const BUCKET = 'nuanzhang-tests'

/** Starts object storage as a process of its own, with an empty bucket. */
export async function startOssSimulator(): Promise<OssSimulator> {
  const dir = mkdtempSync(join(tmpdir(), 'oss-simulator-'))
  const configFile = join(dir, 'oss-simulator.json')
  writeFileSync(configFile, JSON.stringify({ accessKey: KEY, bucket: BUCKET }))
  const running = await launchSimulator(MAIN, configFile, 'OSS_SIMULATOR_PORT', 0)
  // By name: the SDK takes an IP address for a region without a bucket.
  const endpoint = `http://localhost:${running.port}`
  const ask = async (path: string, body: unknown): Promise<OssBook> =>
    (await (await fetch(`http://127.0.0.1:${running.port}${path}`, { method: 'POST', body: JSON.stringify(body) })).json()) as OssBook
  return {
    settings: (changes = {}) => ({
      endpoint,
      region: 'oss-cn-hangzhou',
      bucket: BUCKET,
      accessKeyId: KEY.id,
      accessKeySecret: KEY.secret,
      pathStyle: true,
      signature: 'v4',
      timeoutMs: 1_000,
      ...changes,
    }),
    book: () => ask('/-/book', {}),
    async spoil(operation, fault, times = 1) {
      await ask('/-/faults', { operation, fault, times })
    },
    async stop() {
      await endSimulator(running, 'SIGTERM')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
