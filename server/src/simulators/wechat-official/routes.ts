import { randomBytes } from 'node:crypto'
import type { LoginApp, People } from '../wechat-login/persons.ts'
import { oneOf, readText, readUrls } from '../wire/control-fields.ts'
import type { MovableClock } from '../wire/movable-clock.ts'
import { escapeHtml, page } from '../wire/page.ts'
import { ControlError, control, json, readBody } from '../wire/replies.ts'
import type { Call, Reply, Route } from '../wire/router.ts'
import { type Caller, callServer, type FollowerEvent, proveServer, type Spoil } from './calling.ts'
import { readMenu, type StoredButton } from './menu.ts'

export type OfficialDeps = { readonly apps: readonly LoginApp[]; readonly people: People; readonly clock: Pick<MovableClock, 'now'> }

const SPOILS = ['signature', 'message-signature', 'old', 'other-app', 'plain', 'entity'] as const

/** Public accounts as their servers meet them: access tokens, menus, calls to the server; and a page that looks like the account. */
export function officialRoutes({ apps, people, clock }: OfficialDeps): readonly Route[] {
  const tokens = new Map<string, string>()
  const menus = new Map<string, readonly StoredButton[]>()
  const servers = new Map<string, string>()
  const accountOf = (appId: unknown) => apps.find((app) => app.appId === appId && app.callback !== undefined)

  const callerOf = (appId: unknown): Caller => {
    const app = accountOf(appId)
    const url = servers.get(String(appId))
    if (!app?.callback || url === undefined) throw new ControlError('appId is no public account with a server')
    return { appId: app.appId, accountName: `gh_${app.appId.slice(-8)}`, callback: app.callback, url, now: clock.now() }
  }

  return [
    { method: 'POST', path: '/cgi-bin/stable_token', answer: (call) => json(giveToken(call)) },
    { method: 'POST', path: '/cgi-bin/menu/create', answer: (call) => json(storeMenu(call)) },
    { method: 'GET', path: '/sim/wechat/official/:appId', answer: (call) => accountPage(call) },
    control('GET', '/sim/wechat/control/official/menus', () => ({ menus: Object.fromEntries(menus) })),
    control('POST', '/sim/wechat/control/official/server', async ({ appId, urls }) => {
      const [url = ''] = readUrls(urls)
      const app = accountOf(appId)
      if (!app) throw new ControlError('appId is no public account')
      servers.set(app.appId, url)
      return { proven: await proveServer(callerOf(appId)) }
    }),
    control('POST', '/sim/wechat/control/official/event', async ({ appId, personId, event, spoil }) => {
      const person = people.find(readText(personId, 'personId'))
      if (!person) throw new ControlError('personId is unknown')
      const spoiled: Spoil = spoil === undefined ? null : oneOf(SPOILS, spoil, 'spoil')
      return callServer(callerOf(appId), people.openid(person, String(appId)), event as FollowerEvent, spoiled)
    }),
  ]

  function giveToken(call: Call): object {
    const body = readBody(call)
    const app = accountOf(body?.appid)
    if (!app) return { errcode: 40013, errmsg: 'invalid appid' }
    if (body?.secret !== app.secret) return { errcode: 40125, errmsg: 'invalid appsecret' }
    if (body?.grant_type !== 'client_credential') return { errcode: 40002, errmsg: 'invalid grant_type' }
    const known = [...tokens].find(([, appId]) => appId === app.appId)?.[0]
    const token = known ?? randomBytes(48).toString('base64url')
    tokens.set(token, app.appId)
    return { access_token: token, expires_in: 7200 }
  }

  function storeMenu(call: Call): object {
    const appId = tokens.get(call.query.get('access_token') ?? '')
    if (appId === undefined) return { errcode: 40001, errmsg: 'invalid credential, access_token is invalid or not latest' }
    const menu = readMenu(readBody(call))
    if ('errcode' in menu) return menu
    menus.set(appId, menu)
    return { errcode: 0, errmsg: 'ok' }
  }

  /** What a follower sees at the bottom of the conversation. */
  function accountPage({ params }: Call): Reply {
    const app = accountOf(params.appId)
    if (!app) return page('公众号模拟', '<div class="card"><h1>没有这个公众号</h1></div>', { status: 404 })
    const buttons = menus.get(app.appId) ?? []
    const entries = buttons.flatMap((button) => ('sub_button' in button ? button.sub_button : [button]))
    const links = entries.map((entry) =>
      entry.url === undefined
        ? `<p class="quiet">${escapeHtml(entry.name)}：点击后由公众号回复</p>`
        : `<a class="button" href="${escapeHtml(entry.url)}">${escapeHtml(entry.name)}</a>`,
    )
    const empty = '<p class="quiet">还没有菜单。运行 npm run wechat-menu 后再来看。</p>'
    return page(app.name, `<div class="card"><h1>${escapeHtml(app.name)}</h1><p>公众号菜单</p>${links.join('') || empty}</div>`)
  }
}

/** The way to the page of each public account, for people. */
export function officialLinks(apps: readonly LoginApp[]): string {
  return apps
    .filter(({ callback }) => callback !== undefined)
    .map(({ appId, name }) => `<a class="button" href="/sim/wechat/official/${escapeHtml(appId)}">公众号：${escapeHtml(name)}</a>`)
    .join('')
}
