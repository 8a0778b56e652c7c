import type { AppConfig, PlatformKeyConfig } from './config.ts'

/** Which platform key signs for whom; the certificate can be changed while the simulator runs. */
export type PlatformKeys = {
  keyFor(app: AppConfig): PlatformKeyConfig
  certificates(): readonly string[]
  useCertificate(serial: string): boolean
}

export function createPlatformKeys(keys: readonly PlatformKeyConfig[]): PlatformKeys {
  const bare = keys.find(({ serial }) => serial === null)
  const certified = keys.filter(({ serial }) => serial !== null)
  let [used] = certified
  return {
    keyFor({ appCertSerial }) {
      const key = appCertSerial === null ? bare : used
      if (key === undefined) throw new Error('no platform key for this key mode')
      return key
    },
    certificates: () => certified.flatMap(({ serial }) => serial ?? []),
    useCertificate(serial) {
      const found = certified.find((key) => key.serial === serial)
      if (found !== undefined) used = found
      return found !== undefined
    },
  }
}
