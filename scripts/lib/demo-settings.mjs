import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inVar } from './root.mjs'

const partners = () => inVar('partners')
export const manifestFile = () => path.join(partners(), 'manifest.json')

/** The keys of both sides of the simulated outside parties, made once. `createDemoKeys` is the simulators' own maker. */
export async function partnerKeys(createDemoKeys) {
  if (existsSync(manifestFile())) return false
  mkdirSync(partners(), { recursive: true, mode: 0o700 })
  await createDemoKeys(partners())
  return true
}

export const simulatorConfigFile = () => path.join(partners(), JSON.parse(readFileSync(manifestFile(), 'utf8')).simulatorConfigFile)

/** Secrets of this trial, made once and kept readable for its owner alone. */
function trialSecrets() {
  const file = inVar('secrets.json')
  if (!existsSync(file)) {
    mkdirSync(inVar(), { recursive: true })
    writeFileSync(file, JSON.stringify({ tokenSecret: randomBytes(48).toString('base64url') }), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

/**
 * The environment of the trial's server. What the person has set themselves (DATABASE_URL, PORT, HOST, LOG_LEVEL, CLOCK_FILE)
 * is kept. `simulator` is the loopback address of the outside parties.
 */
export function trialEnvironment({ simulator, port, host, publicUrl }) {
  return {
    ...process.env,
    NODE_ENV: 'development',
    PORT: String(port),
    HOST: host,
    PUBLIC_URL: publicUrl,
    DATABASE_URL: process.env.DATABASE_URL || `sqlite:${inVar('nuanzhang.db')}`,
    TOKEN_SECRET: process.env.TOKEN_SECRET || trialSecrets().tokenSecret,
    WECHAT_PAY_FILE: manifestFile(),
    WECHAT_APPS_FILE: manifestFile(),
    ...(simulator
      ? { WECHAT_PAY_URL: simulator, WECHAT_API_URL: simulator, WECHAT_OPEN_URL: `${publicUrl}/sim/wechat`, SIMULATOR_URL: simulator }
      : {}),
  }
}
