import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '../../server/src/app.ts'
import { compose, type System } from '../../server/src/compose.ts'
import { createAlipayGateway } from '../../server/src/gateways/alipay/client.ts'
import type { FileStore } from '../../server/src/gateways/file-store/port.ts'
import { createWechatLoginGateway } from '../../server/src/gateways/wechat-login/client.ts'
import { createWechatOfficialGateway } from '../../server/src/gateways/wechat-official/client.ts'
import { createWechatPayGateway } from '../../server/src/gateways/wechat-pay/client.ts'
import { findSeasonFor } from '../../server/src/modules/tenancy/index.ts'
import { type CrashAt, neverCrash } from '../../server/src/platform/crash-points.ts'
import { createLogger } from '../../server/src/platform/logger.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import { type AlipaySimulator, noAlipay } from './alipay-simulator.ts'
import { temporaryFileStore } from './file-store.ts'
import { startWechatSimulator, type WechatSimulator } from './simulators.ts'
import type { TestCompany, World } from './world.ts'

/** The whole server in this process, listening, with the WeChat simulator in its own. */
export type Running = {
  readonly system: System
  readonly simulator: WechatSimulator
  readonly url: string
  /** Moves our clock and the platform's to the same moment, both standing still. */
  setTime(at: string): Promise<void>
  /** Everything due is done: notices sent and answered, jobs run, entries sealed. */
  settle(): Promise<void>
  stop(): Promise<void>
}

export type RunOptions = {
  readonly crashAt?: CrashAt
  readonly simulator?: WechatSimulator
  /** Without one nobody pays with Alipay. Whoever gives it stops it. */
  readonly alipay?: AlipaySimulator
  readonly fileStore?: FileStore
  /** `silent` where a test makes things fail on purpose. */
  readonly logLevel?: 'error' | 'silent'
}

/** Composes the real server on the world's database. The worker does not run by itself: `settle` drains it. */
export async function runSystem(world: Pick<World, 'database' | 'clock' | 'tokenSecret'>, options: RunOptions = {}): Promise<Running> {
  const simulator = options.simulator ?? (await startWechatSimulator())
  await simulator.control.setClock(world.clock.now(), { frozen: true })
  await options.alipay?.control.setClock(world.clock.now(), { frozen: true })
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const system = compose({
    database: world.database,
    clock: world.clock,
    logger: createLogger(options.logLevel ?? 'error'),
    crashAt: options.crashAt ?? neverCrash,
    tokenSecret: world.tokenSecret,
    personalDataKey: 'a key of tests that encrypts nobody',
    publicUrl: url,
    wechatPay: createWechatPayGateway({ settings: simulator.paySettings(), clock: world.clock }),
    wechatLogin: createWechatLoginGateway({ settings: simulator.loginSettings() }),
    wechatOfficial: createWechatOfficialGateway({ settings: simulator.officialSettings() }),
    alipay: createAlipayGateway({ settings: options.alipay?.settings() ?? noAlipay, clock: world.clock }),
    fileStore: options.fileStore ?? temporaryFileStore(),
    processName: 'test',
  })
  server.on(
    'request',
    createApp(system, { secure: false, trustProxy: false, sites: [], simulatorUrl: simulator.url, checkAnswers: true }).callback(),
  )
  return {
    system,
    simulator,
    url,
    async setTime(at) {
      world.clock.set(Date.parse(at))
      await simulator.control.setClock(Date.parse(at), { frozen: true })
      await options.alipay?.control.setClock(Date.parse(at), { frozen: true })
    },
    async settle() {
      // Twice: what our jobs ask of a platform (a refund sent again) it answers with notices of its own.
      for (let round = 0; round < 2; round += 1) {
        await simulator.control.settle()
        await options.alipay?.control.settle()
        await system.worker.drain()
      }
      await system.ledger.sealEntries()
    },
    async stop() {
      await closeServer(server)
      await system.billing.stop()
      if (!options.simulator) await simulator.stop()
    },
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  })
}

/** 20.50 yuan per m² for everybody, 30 % while stopped, 1 ‰ a day after the due day, no cap. */
export function plainRules(seasonCode: string, dueOn: string, validFrom: string): RuleSet {
  const everybody = { customerClass: '*', priceType: '*' }
  return {
    version: 1,
    seasonCode,
    validFrom,
    notice: { no: '示价〔2018〕12号', title: '关于居民供热价格的通知（样例）', issuedOn: '2018-09-01' },
    rounding: { level: 'line', mode: 'half-up', unit: 'fen' },
    rules: [
      { ...everybody, kind: 'area-price@1', feeType: 'heat', params: { priceE4: 205_000, areaBasis: 'billed' } },
      { ...everybody, kind: 'stop-base-fee@1', feeType: 'stop-base-fee', params: { share: { num: 30, den: 100 } } },
      {
        ...everybody,
        kind: 'late-fee@1',
        feeType: 'late-fee',
        params: { dailyRatePpm: 1000, dueOn, graceDays: 0, base: 'unpaid', cap: { kind: 'none' } },
      },
    ],
  }
}

/** Publishes the rules for a company's season, from its top unit. */
export async function publishRules({ system }: Running, { tenantId, orgUnitId, operator }: TestCompany, ruleSet: RuleSet): Promise<void> {
  await system.database.write(async (unit) => {
    const season = await findSeasonFor(unit, tenantId, orgUnitId, ruleSet.seasonCode)
    if (!season) throw new Error(`no season ${ruleSet.seasonCode}`)
    await system.tariffs.publishRuleSet(unit, operator, { orgUnitId, seasonId: season.id, ruleSet })
  })
}

/** Publishes the rules for a company's season and posts its bills. Answers the run as the console would show it. */
export async function billSeason(running: Running, company: TestCompany, ruleSet: RuleSet) {
  const { system } = running
  const { operator, code } = company
  await publishRules(running, company, ruleSet)
  const runNo = await system.billing.startBillingRun(operator, { seasonCode: ruleSet.seasonCode, orgUnit: code, mode: 'post' })
  await system.worker.drain()
  return system.billing.readRun(operator, runNo)
}
