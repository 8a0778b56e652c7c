import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inVar } from './root.mjs'

const partners = () => inVar('partners')
export const manifestFile = () => path.join(partners(), 'manifest.json')
export const smsManifestFile = () => path.join(partners(), 'sms-manifest.json')
export const alipayManifestFile = () => path.join(partners(), 'alipay-manifest.json')

/** The keys of both sides of a simulated outside party, made once. `createDemoKeys` is the simulator's own maker and writes `manifest`. */
export async function partnerKeys(createDemoKeys, manifest) {
  if (existsSync(manifest)) return false
  mkdirSync(partners(), { recursive: true, mode: 0o700 })
  await createDemoKeys(partners())
  return true
}

export const configFileOf = (manifest) => path.join(partners(), JSON.parse(readFileSync(manifest, 'utf8')).simulatorConfigFile)

const secret = () => randomBytes(48).toString('base64url')

/** Secrets of this trial, made once and kept readable for its owner alone. */
function trialSecrets() {
  const file = inVar('secrets.json')
  if (!existsSync(file)) {
    mkdirSync(inVar(), { recursive: true })
    writeFileSync(file, JSON.stringify({ tokenSecret: secret(), personalDataKey: secret() }), { mode: 0o600 })
  }
  const kept = JSON.parse(readFileSync(file, 'utf8'))
  // A trial that is older than this key gets one.
  if (!kept.personalDataKey) writeFileSync(file, JSON.stringify({ ...kept, personalDataKey: secret() }), { mode: 0o600 })
  return JSON.parse(readFileSync(file, 'utf8'))
}

/**
 * The environment of the trial's server. What the person has set themselves (DATABASE_URL, PORT, HOST, LOG_LEVEL, CLOCK_FILE)
 * is kept. `partners` are the loopback addresses of the outside parties.
 */
export function trialEnvironment({ partners: { wechat, alipay, sms }, port, host, publicUrl }) {
  return {
    ...process.env,
    NODE_ENV: 'development',
    PORT: String(port),
    HOST: host,
    PUBLIC_URL: publicUrl,
    DATABASE_URL: process.env.DATABASE_URL || `sqlite:${inVar('nuanzhang.db')}`,
    TOKEN_SECRET: process.env.TOKEN_SECRET || trialSecrets().tokenSecret,
    PERSONAL_DATA_KEY: process.env.PERSONAL_DATA_KEY || trialSecrets().personalDataKey,
    WECHAT_PAY_FILE: manifestFile(),
    WECHAT_APPS_FILE: manifestFile(),
    ALIPAY_FILE: alipayManifestFile(),
    WECHAT_PAY_URL: wechat,
    WECHAT_API_URL: wechat,
    WECHAT_OPEN_URL: `${publicUrl}/sim/wechat`,
    SIMULATOR_URL: wechat,
    ALIPAY_GATEWAY_URL: `${alipay}/gateway.do`,
    ALIPAY_CASHIER_URL: `${publicUrl}/sim/alipay/gateway.do`,
    ALIPAY_AUTHORIZE_URL: `${publicUrl}/sim/alipay/oauth2/publicAppAuthorize.htm`,
    ALIPAY_SIMULATOR_URL: alipay,
    SMS_FILE: smsManifestFile(),
    SMS_URL: sms,
    SMS_SIMULATOR_URL: sms,
  }
}
