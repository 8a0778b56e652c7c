import { randomBytes, randomInt } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LoginApp, Person } from '../wechat-login/persons.ts'
import { issueCertificate } from '../wire/certificate.ts'
import { newPrivateKey, publicOf } from '../wire/key-pairs.ts'
import type { SimulatorConfigFile } from './config.ts'
import { type DemoSetup, demoSetup } from './demo-setup.ts'

/** Everything the server's side may know, and nothing more. File names are relative to the manifest. */
export type DemoManifest = {
  readonly wechatPay: {
    readonly merchants: readonly {
      readonly mchId: string
      readonly name: string
      readonly mode: 'direct' | 'partner'
      readonly subMerchants: readonly { readonly mchId: string; readonly name: string }[]
      readonly appIds: readonly string[]
      readonly serialNo: string
      readonly privateKeyFile: string
      readonly apiV3Key: string
      readonly keyMode: 'public-key' | 'certificate'
      /** Empty in mode `certificate`: those keys are downloaded. */
      readonly platformKeys: readonly { readonly id: string; readonly file: string }[]
    }[]
  }
  readonly wechatLogin: { readonly apps: readonly LoginApp[]; readonly persons: readonly Person[] }
  /** The configuration of the simulator process, argument of its main.ts. */
  readonly simulatorConfigFile: string
}

/**
 * Makes all keys of a demo set-up and writes them into `dir`: `manifest.json` and `merchant/` for the server, `simulator.json` and
 * `platform/` for the simulator. Each side gets its own private keys and the other's public ones. Returns the manifest.
 */
export function createDemoKeys(dir: string, setup: DemoSetup = demoSetup): DemoManifest {
  for (const folder of ['merchant', 'platform']) mkdirSync(join(dir, folder), { recursive: true })
  const write = (name: string, content: string): string => {
    // private keys lie here, of toys or not
    writeFileSync(join(dir, name), content, { mode: 0o600 })
    return name
  }
  const certificates = [1, 2].map((index) => {
    const privateKeyPem = newPrivateKey()
    const [validFromAt, validUntilAt] = [Date.UTC(2020, 0, 1), Date.UTC(2060, 0, 1)]
    const certificate = issueCertificate({ privateKeyPem, commonName: `platform certificate ${index}`, validFromAt, validUntilAt })
    return {
      id: certificate.serialNo,
      kind: 'certificate' as const,
      privateKeyFile: write(`platform/certificate-${index}-key.pem`, privateKeyPem),
      certificateFile: write(`platform/certificate-${index}.pem`, certificate.pem),
    }
  })
  const publicKeyPem = newPrivateKey()
  const publicKey = {
    id: `PUB_KEY_ID_0114${String(randomInt(1_000_000_000)).padStart(24, '0')}`,
    kind: 'public-key' as const,
    privateKeyFile: write('platform/public-key-private.pem', publicKeyPem),
  }
  const publicKeyFile = write('merchant/platform-public-key.pem', publicOf(publicKeyPem))

  const merchants = setup.merchants.map((merchant) => {
    const privateKeyPem = newPrivateKey()
    return {
      ...merchant,
      serialNo: randomBytes(20).toString('hex').toUpperCase(),
      apiV3Key: randomBytes(16).toString('hex'),
      privateKeyFile: write(`merchant/${merchant.mchId}-key.pem`, privateKeyPem),
      publicKeyFile: write(`platform/merchant-${merchant.mchId}-public.pem`, publicOf(privateKeyPem)),
    }
  })
  const simulator: SimulatorConfigFile = {
    dataDir: 'data',
    noticeTimeoutMs: 5000,
    platformKeys: [...certificates, publicKey],
    merchants: merchants.map(({ mchId, name, serialNo, apiV3Key, appIds, subMerchants, keyMode, publicKeyFile: file }) => {
      const platformKeyId = keyMode === 'public-key' ? publicKey.id : (certificates[0]?.id ?? '')
      return { mchId, name, serialNo, publicKeyFile: file, apiV3Key, platformKeyId, appIds, subMerchants }
    }),
    apps: setup.apps.map(({ encrypted = false, ...app }) => ({
      ...app,
      secret: randomBytes(16).toString('hex'),
      ...(app.kind === 'official-account' ? { callback: callbackSettings(encrypted) } : {}),
    })),
    persons: setup.persons,
    personSalt: randomBytes(8).toString('hex'),
  }
  const manifest: DemoManifest = {
    wechatPay: {
      merchants: merchants.map(({ publicKeyFile: _, ...merchant }) => ({
        ...merchant,
        platformKeys: merchant.keyMode === 'public-key' ? [{ id: publicKey.id, file: publicKeyFile }] : [],
      })),
    },
    wechatLogin: { apps: simulator.apps, persons: setup.persons },
    simulatorConfigFile: write('simulator.json', `${JSON.stringify(simulator, null, 2)}\n`),
  }
  write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/** As entered by the owner of a public account: a token, and a key of 43 letters and digits where messages are encrypted. */
function callbackSettings(encrypted: boolean): NonNullable<LoginApp['callback']> {
  const key = randomBytes(64)
    .toString('base64')
    .replace(/[^0-9A-Za-z]/g, '')
    .slice(0, 43)
  return { token: randomBytes(16).toString('hex'), encodingAesKey: encrypted ? key : null }
}
