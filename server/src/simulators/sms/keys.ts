import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SimulatorConfig } from './config.ts'

/** What the server's side may know. */
export type SmsManifest = {
  readonly sms: {
    readonly accessKeyId: string
    readonly accessKeySecret: string
    readonly signName: string
    readonly templates: { readonly 'sign-in-code': string }
  }
  /** The configuration of the simulator process, argument of its main.ts. */
  readonly simulatorConfigFile: string
}

const SIGN_NAME = '示例热力'
const TEMPLATES = [{ code: 'SMS_000000001', words: `您的验证码是 \${code}，5 分钟内有效。工作人员不会向您要验证码，请勿告诉他人。` }]

/** Makes a pair of keys for a demo and writes `sms-manifest.json` for the server, `sms-simulator.json` for the simulator. Returns the manifest. */
export function createSmsDemoKeys(dir: string): SmsManifest {
  const accessKeyId = `LTAI${randomBytes(10).toString('hex')}`
  const accessKeySecret = randomBytes(15).toString('hex')
  mkdirSync(dir, { recursive: true })
  const write = (name: string, content: object): string => {
    writeFileSync(join(dir, name), JSON.stringify(content, null, 2), { mode: 0o600 })
    return name
  }
  const config: SimulatorConfig = { dataDir: 'data', accessKeyId, accessKeySecret, signNames: [SIGN_NAME], templates: TEMPLATES }
  const simulatorConfigFile = write('sms-simulator.json', config)
  const manifest: SmsManifest = {
    sms: { accessKeyId, accessKeySecret, signName: SIGN_NAME, templates: { 'sign-in-code': TEMPLATES[0]?.code ?? '' } },
    simulatorConfigFile,
  }
  write('sms-manifest.json', manifest)
  return manifest
}
