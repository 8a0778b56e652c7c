import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SmsSettings } from '../../server/src/gateways/sms/client.ts'
import type { TakenMessage } from '../../server/src/simulators/sms/book.ts'
import { createSmsDemoKeys } from '../../server/src/simulators/sms/keys.ts'
import type { AnswerFault } from '../../server/src/simulators/sms/send-sms.ts'
import { endSimulator, launchSimulator } from './simulator-process.ts'

export type SmsSimulator = {
  /** `http://127.0.0.1:<port>`, of API, inbox and control endpoints alike. */
  readonly url: string
  /** What `createSmsGateway` takes. */
  settings(changes?: Partial<SmsSettings>): SmsSettings
  /** Everything the provider has taken, oldest first. */
  messages(): Promise<readonly TakenMessage[]>
  /** The code of the newest message to a phone. */
  codeOf(phone: string): Promise<string>
  setClock(at: number): Promise<void>
  /** The next `times` answers are spoiled. */
  spoil(fault: AnswerFault, times?: number): Promise<void>
  stop(): Promise<void>
}

const MAIN = fileURLToPath(new URL('../../server/src/simulators/sms/main.ts', import.meta.url))

/** Starts the provider as its own process with an empty book in a temporary folder of its own, which `stop` removes. */
export async function startSmsSimulator(): Promise<SmsSimulator> {
  const dir = mkdtempSync(join(tmpdir(), 'sms-simulator-'))
  const { sms, simulatorConfigFile } = createSmsDemoKeys(dir)
  const running = await launchSimulator(MAIN, join(dir, simulatorConfigFile), 'SMS_SIMULATOR_PORT', 0)
  const url = `http://127.0.0.1:${running.port}`
  const command = async (path: string, body: object) => {
    const answer = await fetch(`${url}/sim/sms/control/${path}`, { method: 'POST', body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  }
  const messages = async () => ((await (await fetch(`${url}/sim/sms/book`)).json()) as { messages: TakenMessage[] }).messages
  return {
    url,
    settings: (changes = {}) => ({ url, timeoutMs: 2000, ...sms, ...changes }),
    messages,
    async codeOf(phone) {
      const code = (await messages()).filter((message) => message.phone === phone).at(-1)?.params.code
      if (code === undefined) throw new Error(`no message to ${phone}`)
      return code
    },
    setClock: (at) => command('clock', { at, frozen: true }),
    spoil: (fault, times = 1) => command('answers', { fault, times }),
    async stop() {
      await endSimulator(running, 'SIGTERM')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
