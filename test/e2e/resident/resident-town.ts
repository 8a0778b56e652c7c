import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createApp } from '../../../server/src/app.ts'
import { compose, type System } from '../../../server/src/compose.ts'
import { createWechatLoginGateway } from '../../../server/src/gateways/wechat-login/client.ts'
import { createWechatPayGateway } from '../../../server/src/gateways/wechat-pay/client.ts'
import { neverCrash } from '../../../server/src/platform/crash-points.ts'
import { createLogger } from '../../../server/src/platform/logger.ts'
import { startWechatSimulator, type WechatSimulator } from '../../support/simulators.ts'
import { billSeason, plainRules } from '../../support/system.ts'
import { buildWorld, flat, SEASON, TOKEN_SECRET } from '../../support/world.ts'
import type { PayAtWechat } from './driver.ts'
import type { ResidentWorld } from './world.ts'

export const distOf = (target: 'weapp' | 'alipay' | 'h5') => fileURLToPath(new URL(`../../../miniapp/dist/${target}`, import.meta.url))

export interface ResidentTown {
  readonly url: string
  readonly simulator: WechatSimulator
  readonly payAtWechat: PayAtWechat
  /** Lets the notices of the pay platform arrive: its clock stands still, so it sends nothing by itself. */
  settle(): Promise<void>
  /** Moves the server's clock and the pay platform's. */
  setTime(at: string): Promise<void>
  /** A bill of 954.69 and 65.87 of late fee on a home of its own: 46.57 m² × 20.50, due 69 days ago at 1 ‰ a day. */
  homeOf(householdNo: string, textSize: ResidentWorld['textSize']): ResidentWorld
  stop(): Promise<void>
}

/** A company with the story's homes billed, its server listening with the H5 pages, and WeChat beside it. */
export async function openResidentTown(householdNos: readonly string[]): Promise<ResidentTown> {
  const world = await buildWorld()
  for (const householdNo of householdNos) await world.households.createHousehold(world.demo.operator, flat(householdNo, 'EAST-1', '测试庚'))
  const simulator = await startWechatSimulator()
  await simulator.control.setClock(world.clock.now(), { frozen: true })
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const system: System = compose({
    database: world.database,
    clock: world.clock,
    logger: createLogger('error'),
    crashAt: neverCrash,
    tokenSecret: TOKEN_SECRET,
    publicUrl: url,
    wechatPay: createWechatPayGateway({ settings: simulator.paySettings(), clock: world.clock }),
    wechatLogin: createWechatLoginGateway({ settings: simulator.loginSettings() }),
    processName: 'resident e2e',
  })
  const sites = [{ prefix: '/h5', folder: distOf('h5'), scripts: ['/sim/wechat/bridge.js'] }]
  server.on('request', createApp(system, { secure: false, trustProxy: false, sites, simulatorUrl: simulator.url }).callback())
  const running = { system, simulator, url, setTime: async () => {}, settle: async () => {}, stop: async () => {} }
  await billSeason(running, world.demo, plainRules(SEASON, '2026-09-14', '2026-09-01'))
  const settle = async () => {
    await simulator.control.settle()
    await system.worker.drain()
  }
  return {
    url,
    simulator,
    settle,
    async setTime(at) {
      world.clock.set(Date.parse(at))
      await simulator.control.setClock(Date.parse(at), { frozen: true })
    },
    async payAtWechat(params, act) {
      const answer = await simulator.control.requestPayment(params, act)
      await settle()
      return answer
    },
    homeOf: (householdNo, textSize) => ({
      householdNo,
      // World.flat: the phone is 138 and the card number.
      phoneLastFour: householdNo.slice(-4),
      seasonCode: SEASON,
      principalFen: 95_469,
      lateFeeFen: 6_587,
      explainedBy: ['46.57', '20.50'],
      priceNotice: '示价〔2018〕12号',
      textSize,
    }),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await system.billing.stop()
      await simulator.stop()
      await world.close()
    },
  }
}
