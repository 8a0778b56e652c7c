import type { Server } from 'node:http'
import { oneOf, readInstant, readInteger } from '../wire/control-fields.ts'
import { createMovableClock } from '../wire/movable-clock.ts'
import { pageStyle } from '../wire/page.ts'
import { createPlannedFaults } from '../wire/planned-faults.ts'
import { control } from '../wire/replies.ts'
import { createRouter } from '../wire/router.ts'
import { openBook } from './book.ts'
import type { SimulatorConfig } from './config.ts'
import { inboxRoutes } from './inbox.ts'
import { type AnswerFault, answerFaults, sendSmsRoute } from './send-sms.ts'

/** The provider of text messages as one HTTP server; its book stays on disk. */
export function createSmsSimulator(config: SimulatorConfig): { readonly server: Server; stop(): void } {
  const book = openBook(config.dataDir)
  const clock = createMovableClock(book.clock())
  const faults = createPlannedFaults<'SendSms', AnswerFault>()
  const server = createRouter([
    sendSmsRoute({ config, book, clock, faults }),
    ...inboxRoutes(book, clock),
    control('POST', '/sim/sms/control/clock', ({ at, frozen }) => {
      clock.set(readInstant(at, 'at'), frozen === true)
      book.append({ line: 'clock', ...clock.reading() })
    }),
    control('POST', '/sim/sms/control/answers', ({ fault, times }) => {
      faults.plan('SendSms', oneOf(answerFaults, fault, 'fault'), readInteger(times ?? 1, 'times', 1))
    }),
    { method: 'GET', path: '/sim/wire/page.css', answer: pageStyle },
  ])
  return { server, stop() {} }
}
