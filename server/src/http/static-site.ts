import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { send } from '@koa/send'
import type { Middleware } from 'koa'
import type { RequestState } from './context.ts'

export type StaticSite = {
  /** URL prefix without a trailing slash, e.g. /h5. */
  readonly prefix: string
  readonly folder: string
  /** Script addresses put into index.html before the app: the simulated WeChat bridge in the demo, nothing in production. */
  readonly scripts: readonly string[]
}

/** Serves a built single-page app: hashed files for a year, index.html never cached and the answer for every page address. */
export function staticSite({ prefix, folder, scripts }: StaticSite): Middleware<RequestState> {
  return async (ctx, next) => {
    const inside = ctx.path === prefix || ctx.path.startsWith(`${prefix}/`)
    if (!inside || ctx.method !== 'GET' || ctx.path.startsWith(`${prefix}/wechat/`)) return next()
    const file = ctx.path.slice(prefix.length).replace(/^\/+/, '')
    if (file && path.extname(file) && isInside(folder, file)) {
      const hashed = /[.-][0-9A-Za-z_-]{8,}\.\w+$/.test(file)
      await send(ctx, file, { root: folder, maxage: hashed ? 31_536_000_000 : 0, immutable: hashed })
      return
    }
    if (path.extname(file)) return next()
    ctx.set('Cache-Control', 'no-cache')
    ctx.type = 'html'
    ctx.body = withScripts(await readFile(path.join(folder, 'index.html'), 'utf8'), scripts)
  }
}

/** Whoever types the bare address is a person: they are led to the first site there is. */
export function fromRoot([first]: readonly StaticSite[]): Middleware<RequestState> {
  return async (ctx, next) => {
    if (ctx.path !== '/' || ctx.method !== 'GET' || !first) return next()
    ctx.redirect(`${first.prefix}/`)
  }
}

function withScripts(html: string, scripts: readonly string[]): string {
  const tags = scripts.map((source) => `<script src="${source}"></script>`).join('')
  return html.replace(/<head[^>]*>/i, (head) => `${head}${tags}`)
}

/** A built file of this site; a name that cannot be decoded or leads elsewhere is none. */
function isInside(folder: string, file: string): boolean {
  try {
    return existsSync(path.join(folder, path.normalize(`/${decodeURIComponent(file)}`)))
  } catch {
    return false
  }
}
