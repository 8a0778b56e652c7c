import type { Middleware } from 'koa'
import type { Clock } from '../platform/clock.ts'
import { DomainError } from '../platform/domain-error.ts'
import type { RequestState } from './context.ts'
import type { RateCounter } from './rate-counter.ts'
import type { RateLimit } from './rate-limits.ts'

export type RateLimiting = {
  readonly limits: readonly RateLimit[]
  readonly clock: Pick<Clock, 'now'>
  readonly counters: Readonly<Record<RateLimit['counted'], RateCounter>>
}

/** In front of everything: limits by address. Stands after `clientAddress`. Throws 429 TOO_MANY_REQUESTS with Retry-After. */
export function limitByAddress(limiting: RateLimiting): Middleware<RequestState> {
  return limitBy(limiting, 'address', (ctx) => networkOf(ctx.ip))
}

/** Behind sign-in: limits by person, wherever they come from. */
export function limitByAccount(limiting: RateLimiting): Middleware<RequestState> {
  return limitBy(limiting, 'account', ({ state: { staff, resident } }) => {
    if (staff) return `staff:${staff.staffId}`
    return resident ? `resident:${resident.residentId}` : null
  })
}

type Asked = Parameters<Middleware<RequestState>>[0]

function limitBy({ limits, clock, counters }: RateLimiting, by: RateLimit['by'], whoOf: (ctx: Asked) => string | null) {
  const own = limits.filter((limit) => limit.by === by)
  const middleware: Middleware<RequestState> = async (ctx, next) => {
    const who = whoOf(ctx)
    const asked = `${ctx.method} ${plainPath(ctx.path)}`
    const applying = who === null ? [] : own.filter(({ routes }) => routes.test(asked))
    for (const { name, most, everyMs, counted } of applying) {
      const now = clock.now()
      const { hits, untilAt } = await counters[counted].hit(`${name}:${who}`, everyMs, now)
      if (hits > most) {
        const seconds = Math.max(1, Math.ceil((untilAt - now) / 1000))
        ctx.set('Retry-After', String(seconds))
        throw tooMany(seconds)
      }
    }
    await next()
    // Whoever was let in was no guesser. A hit is counted before and taken back after, so that guesses sent at once are all counted.
    for (const { name, counts, counted } of applying) {
      if (counts === 'refusals') await counters[counted].takeBack(`${name}:${who}`, clock.now())
    }
  }
  return middleware
}

/** The router takes capitals and a slash at the end for the same route. */
function plainPath(path: string): string {
  return path.toLowerCase().replace(/\/+$/, '')
}

function tooMany(seconds: number): DomainError {
  const wait = seconds < 120 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`
  return new DomainError(429, 'TOO_MANY_REQUESTS', `操作太频繁，请在 ${wait}后再试`, { facts: { retryAfterSeconds: seconds } })
}

/** Who an address belongs to: an IPv6 customer has 64 bits of addresses to choose from, an IPv4 address stands for itself. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const [left, right] = [groups(head), groups(tail)]
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  const all = address.includes('::') ? [...left, ...zeros, ...right] : left
  const first = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${first.join(':')}::/64`
}
