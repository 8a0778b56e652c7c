import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { issueCertificate } from '../wire/certificate.ts'
import { newPrivateKey, publicOf } from '../wire/key-pairs.ts'
import type { SimulatorConfigFile } from './config.ts'
import { type DemoSetup, demoSetup } from './demo-setup.ts'
import type { Person } from './persons.ts'
import { certificateSerial } from './serial-numbers.ts'

/** Everything the server's side may know, and nothing more. File names are relative to the manifest. */
export type AlipayManifest = {
  readonly alipay: {
    readonly apps: readonly {
      readonly appId: string
      readonly name: string
      readonly kind: 'mini-program' | 'web'
      readonly sellerId: string
      readonly privateKeyFile: string
      readonly keys:
        | { readonly kind: 'key'; readonly alipayPublicKeyFile: string }
        | {
            readonly kind: 'certificate'
            readonly appCertFile: string
            readonly alipayRootCertFile: string
            readonly alipayCertFiles: readonly string[]
          }
    }[]
    readonly persons: readonly Person[]
  }
  /** The configuration of the simulator process, argument of its main.ts. */
  readonly simulatorConfigFile: string
}

const VALID = { validFromAt: Date.UTC(2020, 0, 1), validUntilAt: Date.UTC(2060, 0, 1) }

/**
 * Makes all keys of a demo set-up and writes them into `dir`: `alipay-manifest.json` and `app/` for the server, `alipay-simulator.json`
 * and `alipay-platform/` for the simulator. Each side gets its own private keys and the other's public ones; the second platform
 * certificate is for the day of change. Returns the manifest.
 */
export function createAlipayDemoKeys(dir: string, setup: DemoSetup = demoSetup): AlipayManifest {
  for (const folder of ['alipay-app', 'alipay-platform']) mkdirSync(join(dir, folder), { recursive: true })
  const write = (name: string, content: string): string => {
    // private keys lie here, of toys or not
    writeFileSync(join(dir, name), content, { mode: 0o600 })
    return name
  }
  const root = { privateKeyPem: newPrivateKey(), commonName: 'Toy root R1' }
  const rootPem = issueCertificate({ ...root, ...VALID }).pem
  const alipayRootCertFile = write('alipay-app/root.pem', rootPem)
  const bareKey = newPrivateKey()
  const alipayPublicKeyFile = write('alipay-app/platform-public-key.pem', publicOf(bareKey))
  const certificates = [1, 2].map((index) => {
    const privateKeyPem = newPrivateKey()
    const { pem } = issueCertificate({ privateKeyPem, commonName: `Toy platform ${index}`, ...VALID, issuer: root })
    return {
      serial: certificateSerial(pem),
      privateKeyFile: write(`alipay-platform/certificate-${index}-key.pem`, privateKeyPem),
      certFile: write(`alipay-app/platform-${index}.pem`, pem),
    }
  })

  const apps = setup.apps.map(({ keyMode, ...app }) => {
    const privateKeyPem = newPrivateKey()
    const certificate =
      keyMode === 'certificate' ? issueCertificate({ privateKeyPem, commonName: app.appId, ...VALID, issuer: root }).pem : null
    return {
      ...app,
      certificate,
      privateKeyFile: write(`alipay-app/${app.appId}-key.pem`, privateKeyPem),
      publicKeyFile: write(`alipay-platform/app-${app.appId}-public.pem`, publicOf(privateKeyPem)),
    }
  })
  const simulator: SimulatorConfigFile = {
    dataDir: 'data',
    noticeTimeoutMs: 5000,
    platformKeys: [
      { serial: null, privateKeyFile: write('alipay-platform/bare-key.pem', bareKey) },
      ...certificates.map(({ serial, privateKeyFile }) => ({ serial, privateKeyFile })),
    ],
    apps: apps.map(({ certificate, privateKeyFile: _, ...app }) => ({
      ...app,
      appCertSerial: certificate === null ? null : certificateSerial(certificate),
      rootCertSerial: certificate === null ? null : certificateSerial(rootPem),
    })),
    persons: setup.persons,
    personSalt: randomBytes(8).toString('hex'),
  }
  const manifest: AlipayManifest = {
    alipay: {
      apps: apps.map(({ appId, name, kind, sellerId, privateKeyFile, certificate }) => ({
        appId,
        name,
        kind,
        sellerId,
        privateKeyFile,
        keys:
          certificate === null
            ? { kind: 'key', alipayPublicKeyFile }
            : {
                kind: 'certificate',
                appCertFile: write(`alipay-app/${appId}-cert.pem`, certificate),
                alipayRootCertFile,
                alipayCertFiles: certificates.map(({ certFile }) => certFile),
              },
      })),
      persons: setup.persons,
    },
    simulatorConfigFile: write('alipay-simulator.json', `${JSON.stringify(simulator, null, 2)}\n`),
  }
  write('alipay-manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}
