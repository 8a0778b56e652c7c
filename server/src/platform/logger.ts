import { type Logger, pino } from 'pino'

export type { Logger }

/** Names whose values never reach a log line, at any depth we log. */
const SECRET = [
  'password',
  'authorization',
  'cookie',
  'set-cookie',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'privateKeyPem',
  'apiV3Key',
  'code',
  'paySign',
]
const PERSONAL = ['phone', 'openid', 'idNo', 'name']

/** Structured JSON logs. Secrets and personal data are cut out by name; nothing logs whole bodies. */
export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const names = [...SECRET, ...PERSONAL]
  const options = {
    level,
    base: null,
    redact: { paths: names.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]), censor: '[已隐去]' },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return destination ? pino(options, destination) : pino(options)
}
