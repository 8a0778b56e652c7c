import { escapeHtml, page } from '../wire/page.ts'
import { ControlError, control, redirect } from '../wire/replies.ts'
import type { Call, Reply, Route } from '../wire/router.ts'
import type { Codes } from './codes.ts'
import type { AppConfig } from './config.ts'
import type { People } from './persons.ts'

export type LoginDeps = { readonly apps: readonly AppConfig[]; readonly people: People; readonly codes: Codes }

/** The OAuth page as browsers meet it, on which one chooses who to be; and codes for hosts of the mini-program. */
export function loginRoutes(deps: LoginDeps): readonly Route[] {
  return [
    { method: 'GET', path: '/sim/alipay/oauth2/publicAppAuthorize.htm', answer: (call) => showPersons(deps, call) },
    { method: 'GET', path: '/sim/alipay/oauth2/choose', answer: (call) => choose(deps, call) },
    control('GET', '/sim/alipay/control/persons', () => ({
      persons: deps.people.list().map((person) => ({
        ...person,
        userId: deps.people.userId(person),
        openIds: Object.fromEntries(deps.apps.map(({ appId }) => [appId, deps.people.openId(person, appId)])),
      })),
    })),
    control('POST', '/sim/alipay/control/codes', ({ appId, personId }) => {
      const app = deps.apps.find((candidate) => candidate.appId === appId)
      const person = deps.people.find(String(personId))
      if (app === undefined || person === undefined) throw new ControlError('appId or personId is unknown')
      const id = app.givesUserId ? deps.people.userId(person) : deps.people.openId(person, app.appId)
      return { code: deps.codes.issue(app.appId, person), openid: id }
    }),
  ]
}

/** Why this address can't be used, in words for the page; null when it can. */
function faultOf({ apps }: LoginDeps, query: URLSearchParams): string | null {
  if (!apps.some(({ appId }) => appId === query.get('app_id'))) return '不认识这个应用（app_id）'
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!URL.canParse(redirectUri) || !/^https?:$/.test(new URL(redirectUri).protocol)) return '回调地址（redirect_uri）不是网址'
  if (!['auth_base', 'auth_user'].includes(query.get('scope') ?? '')) return '授权范围（scope）不对'
  return /^[0-9A-Za-z]{0,100}$/.test(query.get('state') ?? '') ? null : 'state 只能是 100 个以内的字母和数字'
}

function showPersons(deps: LoginDeps, { query }: Call): Reply {
  const fault = faultOf(deps, query)
  if (fault !== null) return page('支付宝登录模拟', `<div class="card"><h1>不能登录</h1><p>${escapeHtml(fault)}</p></div>`, { status: 400 })
  const app = deps.apps.find(({ appId }) => appId === query.get('app_id'))
  const links = deps.people.list().map((person) => {
    const target = new URLSearchParams([...query, ['person', person.id]])
    return `<a class="button" href="/sim/alipay/oauth2/choose?${escapeHtml(target)}">${escapeHtml(person.name)}</a>`
  })
  return page(
    '支付宝登录模拟',
    `<div class="card">
<h1>支付宝登录模拟</h1>
<p>“${escapeHtml(app?.name)}”想知道您是谁。请选一个虚构的支付宝用户：</p>
${links.join('\n')}
<p class="quiet">在真的支付宝里没有这一页：支付宝直接把您的身份告诉商家。</p>
</div>`,
  )
}

function choose(deps: LoginDeps, { query }: Call): Reply {
  const person = deps.people.find(query.get('person') ?? '')
  if (faultOf(deps, query) !== null || person === undefined)
    return page('支付宝登录模拟', '<div class="card"><h1>不能登录</h1></div>', { status: 400 })
  const appId = query.get('app_id') ?? ''
  const target = new URL(query.get('redirect_uri') ?? '')
  for (const [name, value] of [
    ['app_id', appId],
    ['source', 'alipay_wallet'],
    ['scope', query.get('scope') ?? ''],
    ['state', query.get('state') ?? ''],
    ['auth_code', deps.codes.issue(appId, person)],
  ] as const)
    target.searchParams.set(name, value)
  return redirect(target.href)
}
