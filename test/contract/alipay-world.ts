import assert from 'node:assert/strict'
import { type AlipaySettings, createAlipayGateway } from '../../server/src/gateways/alipay/client.ts'
import type {
  AlipayAppRef,
  AlipayGateway,
  AlipayLoginGateway,
  MiniTrade,
  RawNotice,
  WapTrade,
} from '../../server/src/gateways/alipay/port.ts'
import type { CraftedForm } from '../support/alipay-control.ts'
import type { AlipaySimulator } from '../support/alipay-simulator.ts'

/** One app of each kind in the demo set-up. */
export const keyApp = { appId: '2021000000000011', sellerId: '2088000000000011' } as const satisfies AlipayAppRef
export const webApp = { appId: '2021000000000012', sellerId: '2088000000000011' } as const satisfies AlipayAppRef
export const certificateApp = { appId: '2021000000000021', sellerId: '2088000000000022' } as const satisfies AlipayAppRef
export const modes = [
  ['key', keyApp],
  ['certificate', certificateApp],
] as const

export const NOWHERE = 'http://127.0.0.1:9/notify'

export type AlipayShop = {
  readonly gateway: AlipayGateway & AlipayLoginGateway
  /** Moves the clock of the gateway alone. */
  readonly clock: { offsetMs: number; now(): number }
  /** The id by which an app knows 测试甲. */
  buyerOf(app: AlipayAppRef): Promise<string>
  trade(app: AlipayAppRef, changes?: Partial<MiniTrade>): Promise<MiniTrade>
  wapTrade(changes?: Partial<WapTrade>): WapTrade
  /** Creates a trade and returns number and trade number; fails the test when not accepted. */
  create(app: AlipayAppRef, changes?: Partial<MiniTrade>): Promise<{ readonly orderNo: string; readonly tradeNo: string }>
}

export function openAlipayShop(simulator: AlipaySimulator, changes: Partial<AlipaySettings> = {}): AlipayShop {
  const clock = {
    offsetMs: 0,
    now() {
      return Date.now() + this.offsetMs
    },
  }
  const gateway = createAlipayGateway({ settings: simulator.settings(changes), clock })
  const common = () => ({
    orderNo: nextOrderNo(),
    subject: '供热费',
    totalFen: 102_056,
    expiresAt: clock.now() + 600_000,
    notifyUrl: NOWHERE,
  })
  const shop: AlipayShop = {
    gateway,
    clock,
    async buyerOf({ appId }) {
      const [person] = await simulator.control.persons()
      return (appId === certificateApp.appId ? person?.userId : person?.openIds[appId]) ?? assert.fail('nobody')
    },
    trade: async (app, changed = {}) => ({ ...common(), buyerId: await shop.buyerOf(app), ...changed }),
    wapTrade: (changed = {}) => ({ ...common(), returnUrl: 'http://127.0.0.1:9/h5/', quitUrl: 'http://127.0.0.1:9/h5/', ...changed }),
    async create(app, changed = {}) {
      const asked = await shop.trade(app, changed)
      const result = await gateway.createMiniTrade(app, asked)
      assert.equal(result.kind, 'accepted', JSON.stringify(result))
      return { orderNo: asked.orderNo, tradeNo: result.kind === 'accepted' ? result.prepayId : '' }
    },
  }
  return shop
}

let orders = 0

export function nextOrderNo(): string {
  orders += 1
  return `A${Date.now()}${String(orders).padStart(5, '0')}`
}

export function rawForm({ headers, body }: CraftedForm): RawNotice {
  return { headers, body: Buffer.from(body) }
}
