import type { Middleware } from 'koa'
import type { RequestState } from './context.ts'

/** Headers of every answer (OWASP ASVS 5, V3.4). API answers are never cached: they hold what people owe. */
export function securityHeaders(): Middleware<RequestState> {
  return async (ctx, next) => {
    ctx.set('X-Content-Type-Options', 'nosniff')
    // WeChat's H5 page opens only for those who come from a registered site: resident pages tell others where they are, not which page.
    ctx.set('Referrer-Policy', ctx.path.startsWith('/h5') ? 'strict-origin-when-cross-origin' : 'same-origin')
    ctx.set('X-Frame-Options', ctx.path.startsWith('/sim/') ? 'SAMEORIGIN' : 'DENY')
    ctx.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
    if (!ctx.path.startsWith('/sim/')) {
      ctx.set(
        'Content-Security-Policy',
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
      )
    }
    if (ctx.path.startsWith('/api/')) ctx.set('Cache-Control', 'no-store')
    if (ctx.secure) ctx.set('Strict-Transport-Security', 'max-age=31536000')
    await next()
  }
}
