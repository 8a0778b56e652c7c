import type { MerchantConfig, PlatformKeyConfig } from './config.ts'

/** Which platform key signs for whom, and which certificates are on the list; both can change while the simulator runs. */
export type PlatformKeys = {
  /** The key a request names in Wechatpay-Serial if the platform has it, else the merchant's own. */
  keyFor(merchant: MerchantConfig, wanted?: string): PlatformKeyConfig
  assign(mchId: string, keyId: string): boolean
  listed(): readonly PlatformKeyConfig[]
  list(ids: readonly string[]): void
}

export function createPlatformKeys(keys: readonly PlatformKeyConfig[]): PlatformKeys {
  const assigned = new Map<string, string>()
  const find = (id: string | undefined) => keys.find((key) => key.id === id)
  let listed: readonly PlatformKeyConfig[] = keys.filter(({ kind }) => kind === 'certificate')
  return {
    keyFor(merchant, wanted) {
      const assignedId = assigned.get(merchant.mchId)
      const key = assignedId === undefined ? (find(wanted) ?? find(merchant.platformKeyId)) : find(assignedId)
      if (key === undefined) throw new Error(`no platform key for merchant ${merchant.mchId}`)
      return key
    },
    assign(mchId, keyId) {
      if (find(keyId) === undefined) return false
      assigned.set(mchId, keyId)
      return true
    },
    listed: () => listed,
    list(ids) {
      listed = keys.filter(({ id, kind }) => kind === 'certificate' && ids.includes(id))
    },
  }
}
