import type { Server } from 'node:http'
import { createDeliveries } from '../wire/delivery.ts'
import { createMovableClock } from '../wire/movable-clock.ts'
import { pageStyle } from '../wire/page.ts'
import { createPlannedFaults } from '../wire/planned-faults.ts'
import { createRouter } from '../wire/router.ts'
import type { AnswerFault, Operation } from './answer-faults.ts'
import { createBillFiles } from './bill-files.ts'
import { openBook } from './book.ts'
import { bookRoutes } from './book-page.ts'
import { cashierRoutes } from './cashier.ts'
import { createCodes } from './codes.ts'
import type { SimulatorConfig } from './config.ts'
import { controlRoutes } from './control.ts'
import { noticeControlRoutes } from './control-notices.ts'
import { gatewayRoute } from './gateway.ts'
import { loginRoutes } from './login.ts'
import { createMethods } from './methods.ts'
import { createPayments } from './payments.ts'
import { createPeople } from './persons.ts'
import { createPlatformKeys } from './platform-keys.ts'
import { createRequestVerifier } from './request-signature.ts'
import { retrySchedule } from './retry-schedule.ts'
import { type RoundDeps, sendRound } from './rounds.ts'
import { tradePayRoute } from './trade-pay.ts'
import { createTrades } from './trades.ts'

/** The platform as one HTTP server: gateway, cashier, sign-in, bills; `stop` ends the retries, the book stays on disk. */
export function createAlipaySimulator(config: SimulatorConfig): { readonly server: Server; stop(): void } {
  const { apps } = config
  const book = openBook(config.dataDir)
  const clock = createMovableClock(book.clock())
  const keys = createPlatformKeys(config.platformKeys)
  const people = createPeople(config.persons, config.personSalt)
  const codes = createCodes(clock.now)
  const faults = createPlannedFaults<Operation, AnswerFault>()
  const rounds: RoundDeps = {
    book,
    clock,
    timeoutMs: config.noticeTimeoutMs,
    partiesOf(appId) {
      const app = apps.find((candidate) => candidate.appId === appId)
      if (app === undefined) throw new Error(`no app ${appId}`)
      return { app, key: keys.keyFor(app), people }
    },
  }
  const deliveries = createDeliveries(book, clock, retrySchedule, (noticeId) => sendRound(rounds, noticeId))
  const trades = createTrades(book, clock)
  const payments = createPayments(book, clock, trades, deliveries)
  const bills = createBillFiles(book, clock, faults)
  const verify = createRequestVerifier(apps, clock.now)
  const requestCounts = new Map<string, number>()
  const onRequest = (operation: Operation) => requestCounts.set(operation, (requestCounts.get(operation) ?? 0) + 1)
  const methods = createMethods({ clock, trades, payments, people, codes, bills })

  const server = createRouter([
    gatewayRoute({ clock, keys, faults, verify, methods, onRequest }),
    ...bills.routes,
    tradePayRoute(book, payments),
    ...cashierRoutes({ clock, verify, trades, payments, people, keys }),
    ...loginRoutes({ apps, people, codes }),
    ...bookRoutes(book, clock),
    ...controlRoutes({ book, clock, deliveries, trades, payments, keys, faults, requestCounts }),
    ...noticeControlRoutes(rounds, deliveries),
    { method: 'GET', path: '/sim/wire/page.css', answer: pageStyle },
  ])
  return { server, stop: deliveries.stop }
}
