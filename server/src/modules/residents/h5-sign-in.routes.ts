import Router from '@koa/router'
import type { Context, RequestState } from '../../http/context.ts'
import { clearCookie, readCookie, setCookie } from '../../http/cookies.ts'
import { originOf, setResidentCookie } from '../../http/resident-identity.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Residents } from './index.ts'
import { STATE_SECONDS } from './sign-in-by-oauth.ts'

/** The doors by which a browser goes out and comes back; Alipay calls the code by another name. */
const DOORS = [
  { name: 'wechat', codeField: 'code', cookieName: 'nz_wechat_sign_in' },
  { name: 'alipay', codeField: 'auth_code', cookieName: 'nz_alipay_sign_in' },
] as const

/** A browser in WeChat or Alipay goes out to its OAuth page and comes back signed in. At the root, in front of the H5 pages themselves. */
export function h5SignInRoutes(residents: Residents, { secure }: { readonly secure: boolean }): Router<RequestState> {
  const router = new Router<RequestState>()
  for (const { name, codeField, cookieName } of DOORS) {
    const cookie = { path: `/h5/${name}`, sameSite: 'Lax' as const, secure }
    router.get(`/h5/${name}/login`, async (ctx) => {
      await forPeople(ctx as Context, async () => {
        const appId = textOf(ctx.query.app)
        const started = await residents.startOauthSignIn(name, { to: textOf(ctx.query.to) || '/h5/', appId: appId || null })
        setCookie(ctx, cookieName, started.cookie, { ...cookie, maxAgeSeconds: STATE_SECONDS })
        ctx.redirect(started.redirectTo)
      })
    })
    router.get(`/h5/${name}/callback`, async (ctx) => {
      await forPeople(ctx as Context, async () => {
        const back = { code: textOf(ctx.query[codeField]), state: textOf(ctx.query.state), cookie: readCookie(ctx, cookieName) }
        clearCookie(ctx, cookieName, cookie)
        const { token, expiresInSeconds, to } = await residents.finishOauthSignIn(name, back, originOf(ctx as Context))
        setResidentCookie(ctx as Context, token, expiresInSeconds, secure)
        ctx.redirect(to)
      })
    })
  }
  return router
}

function textOf(given: string | string[] | undefined): string {
  return typeof given === 'string' ? given.slice(0, 1024) : ''
}

/** A person looks at these addresses, not a program: a refusal is a page with the way on. */
async function forPeople(ctx: Context, work: () => Promise<void>): Promise<void> {
  ctx.set('Cache-Control', 'no-store')
  try {
    await work()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    ctx.status = error.status
    ctx.type = 'html'
    ctx.body = page(error.detail)
  }
}

/** `words` are our own sentences: nothing a visitor sent is in them. */
function page(words: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>登录没有成功</title><body style="font:20px/1.7 system-ui,sans-serif;margin:2em 1.2em"><h1 style="font-size:1.3em">登录没有成功</h1><p>${words}</p><p><a href="/h5/">返回首页</a></p>`
}
