import { isIP } from 'node:net'
import type { Middleware } from 'koa'
import type { RequestState } from './context.ts'

/**
 * Makes `ctx.ip` an address or nothing else: what a proxy wrote when proxies are trusted (Koa takes the last entries of
 * X-Forwarded-For, as many as there are proxies of ours), otherwise the other end of the connection. Logs and limits stand on it.
 */
export function clientAddress(): Middleware<RequestState> {
  return async (ctx, next) => {
    ctx.request.ip = plainAddress(ctx.ip) ?? plainAddress(ctx.req.socket.remoteAddress ?? '') ?? ''
    await next()
  }
}

/** Without zone, and IPv4 as IPv4: ::ffff:192.0.2.1 is 192.0.2.1. Null for anything that is no address. */
export function plainAddress(given: string): string | null {
  const [address = ''] = given.trim().toLowerCase().split('%')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  if (mapped !== undefined) return isIP(mapped) === 4 ? mapped : null
  return isIP(address) === 0 ? null : address
}
