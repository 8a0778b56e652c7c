import assert from 'node:assert/strict'
import { createWechatPayGateway, type WechatPaySettings } from '../../server/src/gateways/wechat-pay/client.ts'
import type { JsapiOrder, MerchantRef, RawNotice, WechatPayGateway } from '../../server/src/gateways/wechat-pay/port.ts'
import type { CraftedNotice } from '../support/simulator-control.ts'
import type { WechatSimulator } from '../support/simulators.ts'

/** One merchant of each kind in the demo set-up, with an app of its own. */
export const publicKeyMerchant = { mchId: '1900000001', mode: 'direct', subMchId: null } as const satisfies MerchantRef
export const certificateMerchant = { mchId: '1900000002', mode: 'direct', subMchId: null } as const satisfies MerchantRef
export const partnerMerchant = { mchId: '1900000009', mode: 'partner', subMchId: '1900000010' } as const satisfies MerchantRef
export const appOf = { '1900000001': 'wx00000000000000a1', '1900000002': 'wx00000000000000b1', '1900000009': 'wx00000000000000f1' } as const
export const kinds = [
  ['public-key', publicKeyMerchant],
  ['certificate', certificateMerchant],
  ['partner', partnerMerchant],
] as const
export type DemoMerchant = (typeof kinds)[number][1]

export const OPENID = 'oTest_person_openid_00000001'
export const NOWHERE = 'http://127.0.0.1:9/notify'

export type Shop = {
  readonly gateway: WechatPayGateway
  /** Moves the clock of the gateway alone. */
  readonly clock: { offsetMs: number; now(): number }
  order(merchant: DemoMerchant, changes?: Partial<JsapiOrder>): JsapiOrder
  /** Orders and returns number and prepay id; fails the test when not accepted. */
  prepay(merchant: DemoMerchant, changes?: Partial<JsapiOrder>): Promise<{ readonly orderNo: string; readonly prepayId: string }>
}

export function openShop(simulator: WechatSimulator, changes: Partial<WechatPaySettings> = {}): Shop {
  const clock = {
    offsetMs: 0,
    now() {
      return Date.now() + this.offsetMs
    },
  }
  const gateway = createWechatPayGateway({ settings: simulator.paySettings(changes), clock })
  const order: Shop['order'] = (merchant, changed = {}) => ({
    appId: appOf[merchant.mchId],
    openid: OPENID,
    orderNo: nextOrderNo(),
    description: '采暖费',
    totalFen: 102_056,
    expiresAt: clock.now() + 600_000,
    notifyUrl: NOWHERE,
    ...changed,
  })
  return {
    gateway,
    clock,
    order,
    async prepay(merchant, changed = {}) {
      const asked = order(merchant, changed)
      const result = await gateway.createJsapiOrder(merchant, asked)
      assert.equal(result.kind, 'accepted', JSON.stringify(result))
      return { orderNo: asked.orderNo, prepayId: result.kind === 'accepted' ? result.prepayId : '' }
    },
  }
}

let orders = 0

export function nextOrderNo(): string {
  orders += 1
  return `H${Date.now()}${String(orders).padStart(5, '0')}`
}

export function raw({ headers, body }: CraftedNotice): RawNotice {
  return { headers, body: Buffer.from(body) }
}
