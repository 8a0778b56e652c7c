import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createApp } from '../../../server/src/app.ts'
import { compose, type System } from '../../../server/src/compose.ts'
import { createAlipayGateway } from '../../../server/src/gateways/alipay/client.ts'
import { createSmsGateway } from '../../../server/src/gateways/sms/client.ts'
import { createWechatLoginGateway } from '../../../server/src/gateways/wechat-login/client.ts'
import { createWechatOfficialGateway } from '../../../server/src/gateways/wechat-official/client.ts'
import { createWechatPayGateway } from '../../../server/src/gateways/wechat-pay/client.ts'
import { neverCrash } from '../../../server/src/platform/crash-points.ts'
import { createLogger } from '../../../server/src/platform/logger.ts'
import { type AlipaySimulator, startAlipaySimulator } from '../../support/alipay-simulator.ts'
import { ALIPAY_APP, ALIPAY_WEB } from '../../support/alipay-town.ts'
import { temporaryFileStore } from '../../support/file-store.ts'
import { startWechatSimulator, type WechatSimulator } from '../../support/simulators.ts'
import { startSmsSimulator } from '../../support/sms-simulator.ts'
import { billSeason, plainRules } from '../../support/system.ts'
import { buildWorld, flat, SEASON, TOKEN_SECRET } from '../../support/world.ts'
import type { PayAtWechat } from './driver.ts'
import type { FamilyWorld, ResidentWorld } from './world.ts'

export const distOf = (target: 'weapp' | 'alipay' | 'h5') => fileURLToPath(new URL(`../../../miniapp/dist/${target}`, import.meta.url))

export interface ResidentTown {
  readonly url: string
  readonly alipay: AlipaySimulator
  readonly alipayApp: typeof ALIPAY_APP
  readonly simulator: WechatSimulator
  readonly payAtWechat: PayAtWechat
  /** Lets the notices of the pay platform arrive: its clock stands still, so it sends nothing by itself. */
  settle(): Promise<void>
  /** Moves the server's clock and the pay platform's. */
  setTime(at: string): Promise<void>
  /** The code in the newest message to a phone. */
  codeOn(phone: string): Promise<string>
  /** A bill of 954.69 and 65.87 of late fee on a home of its own: 46.57 m² × 20.50, due 69 days ago at 1 ‰ a day. */
  homeOf(householdNo: string, textSize: ResidentWorld['textSize'], paidBy: ResidentWorld['paidBy']): FamilyWorld
  stop(): Promise<void>
}

/** A company with the story's homes billed, its server listening with the H5 pages, and WeChat beside it. */
export async function openResidentTown(householdNos: readonly string[]): Promise<ResidentTown> {
  const world = await buildWorld()
  for (const householdNo of householdNos) await world.households.createHousehold(world.demo.operator, flat(householdNo, 'EAST-1', '测试庚'))
  for (const householdNo of householdNos) {
    const { byPlace, byCard } = parentsOf(householdNo)
    for (const no of [byPlace, byCard])
      await world.households.createHousehold(
        world.demo.operator,
        flat(no, 'EAST-1', PARENT, { community: COMMUNITY, building: `${no.slice(3, 4)}号楼`, room: no.slice(-4) }),
      )
  }
  const [simulator, alipay, sms] = await Promise.all([startWechatSimulator(), startAlipaySimulator(), startSmsSimulator()])
  await sms.setClock(world.clock.now())
  await alipay.control.setClock(world.clock.now(), { frozen: true })
  await world.tenancy.registerChannelApp(world.demo.operator, {
    platform: 'alipay-mini',
    appId: ALIPAY_APP.appId,
    name: '示例热力支付宝小程序',
  })
  await world.tenancy.registerChannelApp(world.demo.operator, {
    platform: 'alipay-web',
    appId: ALIPAY_WEB.appId,
    name: '示例热力支付宝网页',
  })
  const merchant = { legalEntityCode: 'DEMO', channel: 'alipay', mode: 'direct', name: '示例热力有限公司' } as const
  await world.tenancy.registerMerchant(world.demo.operator, { ...merchant, mchId: ALIPAY_APP.sellerId })
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
    wechatOfficial: createWechatOfficialGateway({ settings: simulator.officialSettings() }),
    alipay: createAlipayGateway({ settings: alipay.settings(), clock: world.clock }),
    fileStore: temporaryFileStore(),
    sms: createSmsGateway({ settings: sms.settings(), clock: world.clock }),
    processName: 'resident e2e',
  })
  const sites = [{ prefix: '/h5', folder: distOf('h5'), scripts: ['/sim/wechat/bridge.js'] }]
  server.on(
    'request',
    createApp(system, { secure: false, trustProxy: false, sites, simulatorUrl: simulator.url, checkAnswers: true }).callback(),
  )
  const running = { system, simulator, url, setTime: async () => {}, settle: async () => {}, stop: async () => {} }
  await billSeason(running, world.demo, plainRules(SEASON, '2026-09-14', '2026-09-01'))
  const settle = async () => {
    await simulator.control.settle()
    await alipay.control.settle()
    await system.worker.drain()
  }
  return {
    url,
    simulator,
    alipay,
    alipayApp: ALIPAY_APP,
    settle,
    async setTime(at) {
      world.clock.set(Date.parse(at))
      await simulator.control.setClock(Date.parse(at), { frozen: true })
      await alipay.control.setClock(Date.parse(at), { frozen: true })
      await sms.setClock(Date.parse(at))
    },
    async payAtWechat(params, act) {
      const answer = await simulator.control.requestPayment(params, act)
      await settle()
      return answer
    },
    codeOn: (phone) => sms.codeOf(phone),
    homeOf: (householdNo, textSize, paidBy) => ({
      parents: parentsOf(householdNo),
      phone: phoneOf(householdNo),
      codeOnPhone: () => sms.codeOf(phoneOf(householdNo)),
      householdNo,
      // World.flat: the phone is 138 and the card number.
      phoneLastFour: householdNo.slice(-4),
      seasonCode: SEASON,
      principalFen: 95_469,
      lateFeeFen: 6_587,
      explainedBy: ['46.57', '20.50'],
      priceNotice: '示价〔2018〕12号',
      paidBy,
      textSize,
    }),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await system.billing.stop()
      await Promise.all([simulator.stop(), alipay.stop(), sms.stop()])
      await world.close()
    },
  }
}

const COMMUNITY = '梧桐里'
const PARENT = '测老庚'

/** The parents' homes beside the story's: 80031001 has 80051001 and 80061001. */
function parentsOf(householdNo: string): FamilyWorld['parents'] {
  const [byPlace, byCard] = [`8005${householdNo.slice(-4)}`, `8006${householdNo.slice(-4)}`]
  return {
    byPlace,
    byCard,
    cardLastFour: byCard.slice(-4),
    community: COMMUNITY,
    room: byPlace.slice(-4),
    holder: '测*庚',
    hiddenSign: '老',
  }
}

const phoneOf = (householdNo: string) => `139${householdNo}`
