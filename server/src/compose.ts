import type { Database } from './database/database.ts'
import { unitIsOpen } from './database/unit-of-work.ts'
import type { AlipayGateway, AlipayLoginGateway } from './gateways/alipay/port.ts'
import type { WechatLoginGateway } from './gateways/wechat-login/port.ts'
import type { WechatOfficialGateway } from './gateways/wechat-official/port.ts'
import type { WechatPayGateway } from './gateways/wechat-pay/port.ts'
import { rateCountPurge } from './http/rate-counter.ts'
import type { JobHandler } from './jobs/handler.ts'
import { listJobs, retryJob } from './jobs/list-jobs.ts'
import { keyPurge, purgeJob } from './jobs/purge.ts'
import { createQueue } from './jobs/queue.ts'
import { createWorker } from './jobs/worker.ts'
import { createAudit } from './modules/audit/index.ts'
import { createBilling } from './modules/billing/index.ts'
import { createExchange, exchangePurges, refuseWhileImporting } from './modules/exchange/index.ts'
import { createHouseholds } from './modules/households/index.ts'
import { createLedger, ledgerJobs } from './modules/ledger/index.ts'
import { createMessaging } from './modules/messaging/index.ts'
import { createPayments, paymentChannels } from './modules/payments/index.ts'
import { createResidents, residentPurges } from './modules/residents/index.ts'
import { createStaffRoom, staffPurges } from './modules/staff/index.ts'
import { createTariffs } from './modules/tariffs/index.ts'
import { createTenancy } from './modules/tenancy/index.ts'
import type { Clock } from './platform/clock.ts'
import type { CrashAt } from './platform/crash-points.ts'
import type { Logger } from './platform/logger.ts'
import { createMetrics } from './platform/metrics.ts'
import { createTokens } from './platform/tokens.ts'
import { billedCharge } from './reports/billed-charge.ts'

/** What a system stands on: given by main, by the scripts and by the tests. */
export type Ground = {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly crashAt: CrashAt
  readonly tokenSecret: string
  readonly publicUrl: string
  readonly wechatPay: WechatPayGateway
  readonly wechatLogin: WechatLoginGateway
  readonly wechatOfficial: WechatOfficialGateway
  readonly alipay: AlipayGateway & AlipayLoginGateway
  /** Names this process in claimed jobs. */
  readonly processName: string
}

export type System = ReturnType<typeof compose>

/** Connects the rooms, nothing else. */
export function compose(ground: Ground) {
  const { database, clock, logger, crashAt, publicUrl } = ground
  const metrics = createMetrics()
  const queue = createQueue(clock)
  const tokens = createTokens({ secret: ground.tokenSecret, clock })
  const alipay = outsideUnits(ground.alipay)
  const channels = paymentChannels({ wechatPay: outsideUnits(ground.wechatPay), alipay, publicUrl })

  const audit = createAudit({ database, clock })
  const tenancy = createTenancy({ database, audit })
  const staff = createStaffRoom({ database, clock, audit, tokens })
  const messaging = createMessaging({ official: outsideUnits(ground.wechatOfficial), clock, logger, publicUrl })
  const households = createHouseholds({ database, audit, createGuards: [refuseWhileImporting] })
  const residents = createResidents({
    database,
    clock,
    audit,
    tokens,
    publicUrl,
    wechatLogin: outsideUnits(ground.wechatLogin),
    alipayLogin: alipay,
  })
  const tariffs = createTariffs({ database, clock, audit, billedCharge })
  const ledger = createLedger({ database, clock, crashAt })
  const billing = createBilling({ database, queue, clock, crashAt, audit, tariffs, ledger })
  const payments = createPayments({ database, queue, clock, logger, metrics, crashAt, audit, ledger, billing, channels })
  const exchange = createExchange({ database, queue, clock, crashAt, audit, tenancy, tariffs, billing })

  const purges = [...staffPurges, ...residentPurges, ...exchangePurges, keyPurge, rateCountPurge]
  const handlers: readonly JobHandler[] = [
    ...ledgerJobs({ database, clock, logger, metrics, ledger }),
    ...billing.jobs,
    ...payments.jobs,
    ...exchange.jobs,
    purgeJob({ database, clock, logger, purges }),
  ]
  const worker = createWorker({ database, queue, clock, logger, metrics, handlers, name: ground.processName })
  const onRetry: Parameters<typeof retryJob>[0]['onRetry'] = (unit, caller, job) =>
    audit.record(unit, caller, { action: 'jobs.retry', subjectKind: 'job', subjectNo: job.jobNo, detail: { kind: job.kind } })
  const jobs = { listJobs: listJobs({ database, handlers }), retryJob: retryJob({ database, clock, handlers, onRetry }) }

  return {
    ...ground,
    metrics,
    queue,
    audit,
    tenancy,
    staff,
    messaging,
    households,
    residents,
    tariffs,
    ledger,
    billing,
    payments,
    exchange,
    worker,
    jobs,
  }
}

/** A gateway call inside a unit of work would hold locks for as long as the other side likes: it throws instead. */
function outsideUnits<Gateway extends object>(gateway: Gateway): Gateway {
  return new Proxy(gateway, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown
      if (typeof member !== 'function') return member
      return (...given: unknown[]) => {
        if (unitIsOpen()) throw new Error(`${String(name)} 不能在工作单元里调用：先提交，再呼叫网关`)
        return Reflect.apply(member, target, given)
      }
    },
  })
}
