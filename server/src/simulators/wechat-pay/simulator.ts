import type { Server } from 'node:http'
import { createCodes } from '../wechat-login/codes.ts'
import { createPeople } from '../wechat-login/persons.ts'
import { loginRoutes } from '../wechat-login/routes.ts'
import { officialLinks, officialRoutes } from '../wechat-official/routes.ts'
import { createDeliveries } from '../wire/delivery.ts'
import { createMovableClock } from '../wire/movable-clock.ts'
import { page, pageStyle } from '../wire/page.ts'
import { createPlannedFaults } from '../wire/planned-faults.ts'
import { createRouter } from '../wire/router.ts'
import type { AnswerFault, Operation } from './answer-faults.ts'
import { apiRoutes } from './api.ts'
import { createBillFiles } from './bill-files.ts'
import { openBook } from './book.ts'
import { bookRoutes } from './book-page.ts'
import { bridgeRoutes } from './bridge.ts'
import { browserPageRoutes } from './browser-page.ts'
import { cashierRoutes } from './cashier.ts'
import type { MerchantConfig, SimulatorConfig } from './config.ts'
import { controlRoutes } from './control.ts'
import { noticeControlRoutes } from './control-notices.ts'
import { refundControlRoutes } from './control-refunds.ts'
import { h5PageRoutes } from './h5-page.ts'
import { createOrders } from './orders.ts'
import { paymentRequestRoutes } from './payment-requests.ts'
import { createPayments } from './payments.ts'
import { createPlatformKeys } from './platform-keys.ts'
import { createRefunds } from './refunds.ts'
import { createRequestVerifier } from './request-signature.ts'
import { retrySchedule } from './retry-schedule.ts'
import { type RoundDeps, sendRound } from './rounds.ts'
import { scanPageRoutes } from './scan-page.ts'

/** The platform as one HTTP server, WeChat Pay and WeChat sign-in together; `stop` ends the retries, the book stays on disk. */
export function createWechatSimulator(config: SimulatorConfig): { readonly server: Server; stop(): void } {
  const { merchants, apps } = config
  const book = openBook(config.dataDir)
  const clock = createMovableClock(book.clock())
  const keys = createPlatformKeys(config.platformKeys)
  const merchantOf = (mchId: string): MerchantConfig => {
    const merchant = merchants.find((candidate) => candidate.mchId === mchId)
    if (merchant === undefined) throw new Error(`no merchant ${mchId}`)
    return merchant
  }
  const rounds: RoundDeps = { book, clock, merchantOf, keyOf: (merchant) => keys.keyFor(merchant), timeoutMs: config.noticeTimeoutMs }
  const deliveries = createDeliveries(book, clock, retrySchedule, (noticeId) => sendRound(rounds, noticeId))
  const people = createPeople(config.persons, apps, config.personSalt)
  const orders = createOrders(book, clock)
  const payments = createPayments(book, clock, orders, deliveries, people)
  const refunds = createRefunds(book, clock, deliveries)
  const faults = createPlannedFaults<Operation, AnswerFault>()
  const codes = createCodes(clock.now)
  const requestCounts = new Map<string, number>()
  const onRequest = (operation: Operation) => requestCounts.set(operation, (requestCounts.get(operation) ?? 0) + 1)
  const verify = createRequestVerifier(merchants, clock.now)
  const bills = createBillFiles(book, clock, verify)

  const server = createRouter([
    ...apiRoutes({ book, clock, orders, refunds, bills, keys, faults, verify, appOfOpenid: people.appOfOpenid, onRequest }),
    ...paymentRequestRoutes(book, merchants, payments),
    ...cashierRoutes({ book, clock, merchants, orders, payments, people }),
    ...h5PageRoutes({ book, clock }),
    ...scanPageRoutes({ book, clock }),
    ...bookRoutes(book, clock),
    ...bridgeRoutes(),
    ...browserPageRoutes(),
    ...controlRoutes({ book, clock, deliveries, orders, payments, keys, faults, requestCounts }),
    ...refundControlRoutes(book, refunds),
    ...bills.routes,
    ...noticeControlRoutes(rounds, deliveries),
    ...loginRoutes({ apps, people, codes }),
    ...officialRoutes({ apps, people, clock }),
    { method: 'GET', path: '/sim/wire/page.css', answer: pageStyle },
    {
      method: 'GET',
      path: '/sim/',
      answer: () =>
        page(
          '模拟器',
          `<div class="card"><h1>模拟器</h1><a class="button" href="/sim/browser">居民 H5 在哪里打开</a><a class="button" href="/sim/wechat-pay/">微信支付：平台账簿</a><a class="button" href="/sim/wechat-pay/scan">微信扫一扫</a><a class="button" href="/sim/alipay/">支付宝：平台账簿</a><a class="button" href="/sim/sms/">短信：收件箱</a>${officialLinks(apps)}</div>`,
        ),
    },
  ])
  return { server, stop: deliveries.stop }
}
