import type { Context as KoaContext } from 'koa'

export type CookieOptions = {
  readonly path: string
  readonly sameSite: 'Strict' | 'Lax'
  /** The site is reached by https, perhaps through a proxy that ends it. */
  readonly secure: boolean
  /** Left out for as long as the browser is open; 0 removes the cookie. */
  readonly maxAgeSeconds?: number
}

/** Values are our own tokens (base64url and dots), so nothing needs escaping; anything else is a mistake. */
export function setCookie(ctx: Pick<KoaContext, 'append'>, name: string, value: string, options: CookieOptions): void {
  if (!/^[\w.-]*$/.test(value)) throw new RangeError(`cookie ${name} holds characters that need escaping`)
  const parts = [`${name}=${value}`, `Path=${options.path}`, 'HttpOnly', `SameSite=${options.sameSite}`]
  if (options.maxAgeSeconds !== undefined) parts.push(`Max-Age=${Math.max(0, Math.floor(options.maxAgeSeconds))}`)
  if (options.secure) parts.push('Secure')
  ctx.append('Set-Cookie', parts.join('; '))
}

export function clearCookie(ctx: Pick<KoaContext, 'append'>, name: string, options: Omit<CookieOptions, 'maxAgeSeconds'>): void {
  setCookie(ctx, name, '', { ...options, maxAgeSeconds: 0 })
}

/** The value of a cookie; null when it is not there. */
export function readCookie(ctx: Pick<KoaContext, 'get'>, name: string): string | null {
  for (const part of ctx.get('Cookie').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || null
  }
  return null
}
