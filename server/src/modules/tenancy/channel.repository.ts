import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { channelApps, merchants } from './channel.model.ts'
import type { ChannelPlatform } from './inputs.ts'

/** An app residents come from; `tenantId` null is the platform's own, shared by all companies. */
export type ChannelApp = {
  readonly id: number
  readonly tenantId: number | null
  readonly platform: ChannelPlatform
  readonly appId: string
  readonly name: string
  readonly state: 'active' | 'disabled'
}
export type Merchant = {
  readonly id: number
  readonly tenantId: number
  readonly legalEntityId: number
  readonly channel: string
  readonly mode: 'direct' | 'partner'
  readonly mchId: string
  readonly subMchId: string | null
  readonly name: string
}

const APP = 'SELECT a.id, a.tenant_id AS tenantId, a.platform, a.app_id AS appId, a.name, a.state FROM channel_apps a'

export async function insertChannelApp(unit: Unit, app: Omit<ChannelApp, 'id' | 'state'>): Promise<number> {
  const id = unit.newId(channelApps)
  await unit.insert(channelApps, [
    { id, tenant_id: app.tenantId, platform: app.platform, app_id: app.appId, name: app.name, state: 'active' },
  ])
  return id
}

/** An active app by its app id. */
export async function findChannelApp(unit: ReadUnit, appId: string): Promise<ChannelApp | null> {
  const [app] = await unit.select<ChannelApp>(`${APP} WHERE a.app_id = :appId AND a.state = 'active'`, { appId })
  return app ?? null
}

/** The apps a company's residents may come from: its own first, then the platform's. */
export function listChannelApps(unit: ReadUnit, tenantId: number): Promise<ChannelApp[]> {
  return unit.select<ChannelApp>(
    `${APP} WHERE a.state = 'active' AND (a.tenant_id = :tenantId OR a.tenant_id IS NULL)
     ORDER BY CASE WHEN a.tenant_id IS NULL THEN 1 ELSE 0 END, a.id`,
    { tenantId },
  )
}

/** The app of a visitor who names none: the platform's own, else the first there is. */
export async function findDefaultApp(unit: ReadUnit, platform: ChannelPlatform): Promise<ChannelApp | null> {
  const [app] = await unit.select<ChannelApp>(
    `${APP} WHERE a.platform = :platform AND a.state = 'active' ORDER BY CASE WHEN a.tenant_id IS NULL THEN 0 ELSE 1 END, a.id LIMIT 1`,
    { platform },
  )
  return app ?? null
}

const MERCHANT = `SELECT m.id, m.tenant_id AS tenantId, m.legal_entity_id AS legalEntityId, m.channel, m.mode, m.mch_id AS mchId,
  m.sub_mch_id AS subMchId, m.name FROM merchants m`

export async function insertMerchant(unit: Unit, merchant: Omit<Merchant, 'id'>): Promise<number> {
  const id = unit.newId(merchants)
  const { tenantId, legalEntityId, channel, mode, mchId, subMchId, name } = merchant
  await unit.insert(merchants, [
    {
      id,
      tenant_id: tenantId,
      legal_entity_id: legalEntityId,
      channel,
      mode,
      mch_id: mchId,
      sub_mch_id: subMchId,
      name,
      state: 'active',
    },
  ])
  return id
}

/** The merchants a legal entity collects with, the oldest first. */
export function listMerchants(unit: ReadUnit, tenantId: number, legalEntityId: number): Promise<Merchant[]> {
  return unit.select<Merchant>(
    `${MERCHANT} WHERE m.tenant_id = :tenantId AND m.legal_entity_id = :legalEntityId AND m.state = 'active' ORDER BY m.id`,
    { tenantId, legalEntityId },
  )
}

/** By the number a notice or a statement carries; in partner mode the sub-merchant's number tells whose money it is. Any state: money may still come. */
export async function findMerchantByNumber(
  unit: ReadUnit,
  channel: string,
  mchId: string,
  subMchId: string | null,
): Promise<Merchant | null> {
  const [merchant] = await unit.select<Merchant>(
    `${MERCHANT} WHERE m.channel = :channel AND m.mch_id = :mchId AND ${subMchId === null ? 'm.sub_mch_id IS NULL' : 'm.sub_mch_id = :subMchId'}`,
    { channel, mchId, ...(subMchId === null ? {} : { subMchId }) },
  )
  return merchant ?? null
}

/** Any state: an order may outlive its merchant's being switched off. */
export async function findMerchantById(unit: ReadUnit, id: number): Promise<Merchant | null> {
  const [merchant] = await unit.select<Merchant>(`${MERCHANT} WHERE m.id = :id`, { id })
  return merchant ?? null
}
