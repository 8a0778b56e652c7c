import type { Server } from 'node:http'
import { createCodes } from '../wechat-login/codes.ts'
import { createPeople } from '../wechat-login/persons.ts'
import { loginRoutes } from '../wechat-login/routes.ts'
import { page, pageStyle } from '../wire/page.ts'
import { createRouter } from '../wire/router.ts'
import { createPlannedFaults, type Operation } from './answer-faults.ts'
import { apiRoutes } from './api.ts'
import { openBook } from './book.ts'
import { bookRoutes } from './book-page.ts'
import { bridgeRoutes } from './bridge.ts'
import { cashierRoutes } from './cashier.ts'
import { createMovableClock } from './clock.ts'
import type { MerchantConfig, SimulatorConfig } from './config.ts'
import { controlRoutes } from './control.ts'
import { noticeControlRoutes } from './control-notices.ts'
import { createDeliveries } from './delivery.ts'
import { createOrders } from './orders.ts'
import { paymentRequestRoutes } from './payment-requests.ts'
import { createPayments } from './payments.ts'
import { createPlatformKeys } from './platform-keys.ts'
import { createRequestVerifier } from './request-signature.ts'
import { type RoundDeps, sendRound } from './rounds.ts'

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
  const deliveries = createDeliveries(book, clock, (noticeId) => sendRound(rounds, noticeId))
  const orders = createOrders(book, clock)
  const payments = createPayments(book, clock, orders, deliveries)
  const faults = createPlannedFaults()
  const people = createPeople(config.persons, apps, config.personSalt)
  const codes = createCodes(clock.now)
  const requestCounts = new Map<string, number>()
  const onRequest = (operation: Operation) => requestCounts.set(operation, (requestCounts.get(operation) ?? 0) + 1)
  const verify = createRequestVerifier(merchants, clock.now)

  const server = createRouter([
    ...apiRoutes({ book, clock, orders, keys, faults, verify, appOfOpenid: people.appOfOpenid, onRequest }),
    ...paymentRequestRoutes(book, merchants, payments),
    ...cashierRoutes({ book, clock, merchants, orders, payments }),
    ...bookRoutes(book, clock),
    ...bridgeRoutes(),
    ...controlRoutes({ book, clock, deliveries, orders, payments, keys, faults, requestCounts }),
    ...noticeControlRoutes(rounds, deliveries),
    ...loginRoutes({ apps, people, codes }),
    { method: 'GET', path: '/sim/wire/page.css', answer: pageStyle },
    {
      method: 'GET',
      path: '/sim/',
      answer: () =>
        page('模拟器', '<div class="card"><h1>模拟器</h1><a class="button" href="/sim/wechat-pay/">微信支付：平台账簿</a></div>'),
    },
  ])
  return { server, stop: deliveries.stop }
}
