import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { LoginApp, Person } from '../wechat-login/persons.ts'

export type PlatformKeyConfig = {
  /** PUB_KEY_ID_…, or the serial number of the certificate. */
  readonly id: string
  readonly kind: 'public-key' | 'certificate'
  readonly privateKeyPem: string
  readonly certificatePem: string | null
}

export type MerchantConfig = {
  readonly mchId: string
  readonly name: string
  readonly serialNo: string
  readonly publicKeyPem: string
  readonly apiV3Key: string
  /** The key that signs for this merchant when its request asks for no other. */
  readonly platformKeyId: string
  /** Apps bound to the merchant; any other gives APPID_MCHID_NOT_MATCH. */
  readonly appIds: readonly string[]
  readonly subMerchants: readonly { readonly mchId: string; readonly name: string }[]
}

export type SimulatorConfig = {
  readonly dataDir: string
  readonly noticeTimeoutMs: number
  readonly platformKeys: readonly PlatformKeyConfig[]
  readonly merchants: readonly MerchantConfig[]
  readonly apps: readonly LoginApp[]
  readonly persons: readonly Person[]
  /** Goes into every openid, so that two installations never share one. */
  readonly personSalt: string
}

/** The file as `createDemoKeys` writes it: the same fields, with file names (relative to the file) in place of PEM texts. */
export type SimulatorConfigFile = Omit<SimulatorConfig, 'platformKeys' | 'merchants'> & {
  readonly platformKeys: readonly {
    readonly id: string
    readonly kind: PlatformKeyConfig['kind']
    readonly privateKeyFile: string
    readonly certificateFile?: string
  }[]
  readonly merchants: readonly (Omit<MerchantConfig, 'publicKeyPem'> & { readonly publicKeyFile: string })[]
}

/** Reads and completes the configuration; throws with one sentence when a file is missing or a merchant names an unknown key. */
export function readConfig(path: string): SimulatorConfig {
  const file = JSON.parse(readFileSync(path, 'utf8')) as SimulatorConfigFile
  const pathOf = (name: string) => resolve(dirname(path), name)
  const pem = (name: string) => readFileSync(pathOf(name), 'utf8')
  const platformKeys = file.platformKeys.map(({ id, kind, privateKeyFile, certificateFile }) => ({
    id,
    kind,
    privateKeyPem: pem(privateKeyFile),
    certificatePem: certificateFile === undefined ? null : pem(certificateFile),
  }))
  const merchants = file.merchants.map(({ publicKeyFile, ...merchant }) => ({ ...merchant, publicKeyPem: pem(publicKeyFile) }))
  for (const { mchId, platformKeyId } of merchants) {
    if (!platformKeys.some(({ id }) => id === platformKeyId))
      throw new Error(`merchant ${mchId} names the unknown platform key ${platformKeyId}`)
  }
  return { ...file, dataDir: pathOf(file.dataDir), platformKeys, merchants }
}
