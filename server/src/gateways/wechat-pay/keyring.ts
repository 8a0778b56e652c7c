import { type PlatformKey, readPlatformKey } from './platform-key.ts'
import type { WechatPayMerchantSettings } from './settings.ts'

/** Shortest time between two downloads of the certificate list: a stream of invented serial numbers must not become a stream of requests. */
export const DOWNLOAD_INTERVAL_MS = 60_000

export type Keyring = {
  /** The key of exactly this id if we trust it now; may download the certificate list once. Never throws. */
  find(id: string): Promise<PlatformKey | null>
  /** The key we would like the platform to sign with; null until one is known. */
  preferredId(): string | null
}

type KeyringDeps = {
  readonly merchant: WechatPayMerchantSettings
  readonly clock: { now(): number }
  /** Downloads, decrypts and verifies; null when the list can't be trusted. */
  readonly download: (known: readonly PlatformKey[]) => Promise<readonly PlatformKey[] | null>
}

/** The platform keys one merchant trusts. In mode `public-key` they are the configured ones and nothing is ever downloaded. */
export function createKeyring({ merchant, clock, download }: KeyringDeps): Keyring {
  const configured = merchant.platformKeys.flatMap(({ id, pem }) => readPlatformKey(id, pem) ?? [])
  // a Map, so that a serial such as "constructor" finds nothing
  let keys = byId(configured)
  let downloadedAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> | null = null

  const usable = (id: string) => {
    const key = keys.get(id)
    const now = clock.now()
    return key !== undefined && key.validFromAt <= now && now <= key.validUntilAt ? key : null
  }

  const refresh = async () => {
    const list = await download([...keys.values()]).catch(() => null)
    if (list !== null) keys = byId([...configured, ...list])
  }

  return {
    async find(id) {
      const known = usable(id)
      if (known !== null || merchant.keyMode === 'public-key' || !/^[0-9A-Fa-f]{8,40}$/.test(id)) return known
      if (running === null) {
        if (Math.abs(clock.now() - downloadedAt) < DOWNLOAD_INTERVAL_MS) return null
        downloadedAt = clock.now()
        running = refresh().finally(() => {
          running = null
        })
      }
      await running
      return usable(id)
    },
    preferredId() {
      const usableIds = [...keys.keys()].filter((id) => usable(id) !== null)
      return usableIds.find((id) => id.startsWith('PUB_KEY_ID_')) ?? usableIds.at(-1) ?? null
    },
  }
}

function byId(keys: readonly PlatformKey[]): ReadonlyMap<string, PlatformKey> {
  return new Map(keys.map((key) => [key.id, key]))
}
