import type { Database } from './database/database.ts'
import { unitIsOpen } from './database/unit-of-work.ts'
import type { AlipayGateway, AlipayLoginGateway } from './gateways/alipay/port.ts'
import type { FileStore } from './gateways/file-store/port.ts'
import type { SmsGateway } from './gateways/sms/port.ts'
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
import { createFiles } from './modules/files/index.ts'
import { createHouseholds, householdSeasonJobs } from './modules/households/index.ts'
import { createLedger, ledgerJobs } from './modules/ledger/index.ts'
import { createMessaging } from './modules/messaging/index.ts'
import { createMetering } from './modules/metering/index.ts'
import { createPayments, paymentChannels, refundChannels, refuseWhilePaying } from './modules/payments/index.ts'
import { createPoorHeat } from './modules/poor-heat/index.ts'
import { billChannels, createReconciliation } from './modules/reconciliation/index.ts'
import { createResidents, residentPurges } from './modules/residents/index.ts'
import { createStaffRoom, staffPurges } from './modules/staff/index.ts'
import { createTariffs, ruleSetSeasonJobs } from './modules/tariffs/index.ts'
import { createTenancy } from './modules/tenancy/index.ts'
import type { Clock } from './platform/clock.ts'
import type { CrashAt } from './platform/crash-points.ts'
import type { Logger } from './platform/logger.ts'
import { createMetrics } from './platform/metrics.ts'
import { createPersonalData } from './platform/personal-data.ts'
import { createTokens } from './platform/tokens.ts'
import { billedCharge } from './reports/billed-charge.ts'
import { countSelection, selectHouseholds } from './reports/household-selection.ts'
import { seasonFacts } from './reports/season-facts.ts'
import { unitFacts } from './reports/unit-facts.ts'

/** What a system stands on: given by main, by the scripts and by the tests. */
export type Ground = {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly crashAt: CrashAt
  readonly tokenSecret: string
  /** Encrypts ID numbers; without it none are kept. */
  readonly personalDataKey?: string | undefined
  readonly publicUrl: string
  readonly wechatPay: WechatPayGateway
  readonly wechatLogin: WechatLoginGateway
  readonly wechatOfficial: WechatOfficialGateway
  readonly alipay: AlipayGateway & AlipayLoginGateway
  /** Null or left out where nobody signs in by text message. */
  readonly sms?: SmsGateway | null
  readonly fileStore: FileStore
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
  const wechatPay = outsideUnits(ground.wechatPay)
  const channels = paymentChannels({ wechatPay, alipay, publicUrl })

  const audit = createAudit({ database, clock })
  const tenancy = createTenancy({ database, audit, clock, queue, unitFacts, seasonFacts })
  const staff = createStaffRoom({ database, clock, audit, tokens })
  const files = createFiles({ database, clock, logger, metrics, crashAt, store: outsideUnits(ground.fileStore) })
  const messaging = createMessaging({
    database,
    official: outsideUnits(ground.wechatOfficial),
    sms: ground.sms ? outsideUnits(ground.sms) : null,
    clock,
    logger,
    publicUrl,
  })
  const personalData = createPersonalData({ personalDataKey: ground.personalDataKey ?? null, tokenSecret: ground.tokenSecret })
  const households = createHouseholds({
    database,
    audit,
    clock,
    queue,
    personalData,
    selections: { count: countSelection, next: selectHouseholds },
    createGuards: [refuseWhileImporting],
  })
  const residents = createResidents({
    database,
    clock,
    audit,
    tokens,
    publicUrl,
    secret: ground.tokenSecret,
    sendText: messaging.sendText,
    deletionGuards: [refuseWhilePaying],
    wechatLogin: outsideUnits(ground.wechatLogin),
    alipayLogin: alipay,
  })
  const tariffs = createTariffs({ database, clock, audit, files, billedCharge })
  const metering = createMetering({ database, audit })
  const ledger = createLedger({ database, clock, crashAt })
  const billing = createBilling({ database, queue, clock, crashAt, audit, tariffs, ledger })
  const payments = createPayments({
    ...{ database, queue, clock, logger, metrics, crashAt, audit, ledger, billing, channels },
    refundChannels: refundChannels({ wechatPay, alipay, publicUrl }),
    // What later rooms have against money going back, e.g. an invoice that must be reversed first.
    refundGuards: [],
  })
  const reconciliation = createReconciliation({
    ...{ database, queue, clock, logger, crashAt, audit, payments },
    channels: billChannels({ wechatPay, alipay }),
  })
  const poorHeat = createPoorHeat({ database, queue, clock, audit, tariffs, ledger, billing })
  const exchange = createExchange({ database, queue, clock, crashAt, audit, tenancy, households, tariffs, billing })

  const purges = [...staffPurges, ...residentPurges, ...exchangePurges, keyPurge, rateCountPurge]
  const handlers: readonly JobHandler[] = [
    ...householdSeasonJobs({ database, clock, audit }),
    ...ruleSetSeasonJobs({ database, clock, createDraft: tariffs.createRuleSetDraft }),
    ...ledgerJobs({ database, clock, logger, metrics, ledger }),
    ...files.jobs,
    ...households.jobs,
    ...billing.jobs,
    ...payments.jobs,
    ...reconciliation.jobs,
    ...poorHeat.jobs,
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
    files,
    messaging,
    households,
    residents,
    tariffs,
    metering,
    ledger,
    billing,
    payments,
    reconciliation,
    poorHeat,
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
