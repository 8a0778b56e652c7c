import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Person } from './persons.ts'

/** The platform signs with one key for apps in key mode and with a certificate's key for apps in certificate mode. */
export type PlatformKeyConfig = {
  /** alipay_cert_sn; null for the bare key. */
  readonly serial: string | null
  readonly privateKeyPem: string
}

export type AppConfig = {
  readonly appId: string
  readonly name: string
  readonly kind: 'mini-program' | 'web'
  readonly sellerId: string
  readonly sellerName: string
  readonly publicKeyPem: string
  /** Both present in certificate mode: what every request must name. */
  readonly appCertSerial: string | null
  readonly rootCertSerial: string | null
  /** Older apps still get user ids where newer ones get open ids. */
  readonly givesUserId: boolean
}

export type SimulatorConfig = {
  readonly dataDir: string
  readonly noticeTimeoutMs: number
  readonly platformKeys: readonly PlatformKeyConfig[]
  readonly apps: readonly AppConfig[]
  readonly persons: readonly Person[]
  /** Goes into every id of a person, so that two installations never share one. */
  readonly personSalt: string
}

/** The file as `createAlipayDemoKeys` writes it: the same fields, with file names (relative to the file) in place of PEM texts. */
export type SimulatorConfigFile = Omit<SimulatorConfig, 'platformKeys' | 'apps'> & {
  readonly platformKeys: readonly { readonly serial: string | null; readonly privateKeyFile: string }[]
  readonly apps: readonly (Omit<AppConfig, 'publicKeyPem'> & { readonly publicKeyFile: string })[]
}

/** Reads and completes the configuration; throws when a file is missing. */
export function readConfig(path: string): SimulatorConfig {
  const file = JSON.parse(readFileSync(path, 'utf8')) as SimulatorConfigFile
  const pathOf = (name: string) => resolve(dirname(path), name)
  const pem = (name: string) => readFileSync(pathOf(name), 'utf8')
  return {
    ...file,
    dataDir: pathOf(file.dataDir),
    platformKeys: file.platformKeys.map(({ serial, privateKeyFile }) => ({ serial, privateKeyPem: pem(privateKeyFile) })),
    apps: file.apps.map(({ publicKeyFile, ...app }) => ({ ...app, publicKeyPem: pem(publicKeyFile) })),
  }
}
