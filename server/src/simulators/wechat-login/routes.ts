import { randomBytes } from 'node:crypto'
import { escapeHtml, page } from '../wire/page.ts'
import { ControlError, control, redirect, text } from '../wire/replies.ts'
import type { Call, Reply, Route } from '../wire/router.ts'
import type { CodeKind, Codes } from './codes.ts'
import type { LoginApp, People } from './persons.ts'

export type LoginDeps = { readonly apps: readonly LoginApp[]; readonly people: People; readonly codes: Codes }

/** Sign-in with WeChat as servers and browsers meet it, and the page on which one chooses who to be. */
export function loginRoutes(deps: LoginDeps): readonly Route[] {
  const authorize = (call: Call) => showPersons(deps, call)
  return [
    { method: 'GET', path: '/sns/jscode2session', answer: (call) => exchange(deps, call, 'mini-program', 'js_code') },
    { method: 'GET', path: '/sns/oauth2/access_token', answer: (call) => exchange(deps, call, 'official-account', 'code') },
    { method: 'GET', path: '/connect/oauth2/authorize', answer: authorize },
    { method: 'GET', path: '/sim/wechat/connect/oauth2/authorize', answer: authorize },
    { method: 'GET', path: '/sim/wechat/connect/oauth2/choose', answer: (call) => choose(deps, call) },
    control('GET', '/sim/wechat/control/persons', () => ({
      persons: deps.people.list().map((person) => ({
        ...person,
        unionid: deps.people.unionid(person),
        openids: Object.fromEntries(deps.apps.map(({ appId }) => [appId, deps.people.openid(person, appId)])),
      })),
    })),
    control('POST', '/sim/wechat/control/codes', ({ appId, personId }) => {
      const app = deps.apps.find((candidate) => candidate.appId === appId)
      const person = deps.people.find(String(personId))
      if (app === undefined || person === undefined) throw new ControlError('appId or personId is unknown')
      return {
        code: deps.codes.issue(app.kind, app.appId, person),
        openid: deps.people.openid(person, app.appId),
        unionid: deps.people.unionid(person),
      }
    }),
  ]
}

/** Both exchanges: WeChat answers 200 text/plain whatever happened, with errcode in the JSON. */
function exchange({ apps, people, codes }: LoginDeps, { query }: Call, kind: CodeKind, codeField: string): Reply {
  const app = apps.find(({ appId }) => appId === query.get('appid'))
  if (app === undefined || app.kind !== kind) return plain({ errcode: 40013, errmsg: 'invalid appid' })
  if (app.secret !== query.get('secret')) return plain({ errcode: 40125, errmsg: 'invalid appsecret' })
  if (query.get('grant_type') !== 'authorization_code') return plain({ errcode: 40002, errmsg: 'invalid grant_type' })
  const used = codes.use(kind, app.appId, query.get(codeField) ?? '')
  if ('errcode' in used) return plain(used)
  const identity = { openid: people.openid(used.person, app.appId), unionid: people.unionid(used.person) }
  if (kind === 'mini-program') return plain({ session_key: randomBytes(16).toString('base64'), ...identity })
  const token = () => randomBytes(32).toString('base64url')
  return plain({ access_token: token(), expires_in: 7200, refresh_token: token(), scope: 'snsapi_base', ...identity })
}

function plain(value: unknown): Reply {
  return text(200, 'text/plain', JSON.stringify(value))
}

/** Why this address can't be used, in words for the page; null when it can. */
function faultOf({ apps }: LoginDeps, query: URLSearchParams): string | null {
  const app = apps.find(({ appId }) => appId === query.get('appid'))
  if (app === undefined || app.kind !== 'official-account') return '不认识这个公众号（appid）'
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!URL.canParse(redirectUri) || !/^https?:$/.test(new URL(redirectUri).protocol)) return '回调地址（redirect_uri）不是网址'
  if (query.get('response_type') !== 'code') return 'response_type 应为 code'
  if (!['snsapi_base', 'snsapi_userinfo'].includes(query.get('scope') ?? '')) return '授权范围（scope）不对'
  return /^[0-9A-Za-z]{0,128}$/.test(query.get('state') ?? '') ? null : 'state 只能是 128 个以内的字母和数字'
}

function showPersons(deps: LoginDeps, { query }: Call): Reply {
  const fault = faultOf(deps, query)
  if (fault !== null) return page('微信登录模拟', `<div class="card"><h1>不能登录</h1><p>${escapeHtml(fault)}</p></div>`, { status: 400 })
  const app = deps.apps.find(({ appId }) => appId === query.get('appid'))
  const links = deps.people.list().map((person) => {
    const target = new URLSearchParams([...query, ['person', person.id]])
    return `<a class="button" href="/sim/wechat/connect/oauth2/choose?${escapeHtml(target)}">${escapeHtml(person.name)}</a>`
  })
  return page(
    '扫码登录模拟',
    `<div class="card">
<h1>扫码登录模拟</h1>
<p>“${escapeHtml(app?.name)}”想知道您是谁。请选一个虚构的微信用户：</p>
${links.join('\n')}
<p class="quiet">在真的微信里没有这一页：微信直接把您的身份告诉公众号。</p>
</div>`,
  )
}

function choose(deps: LoginDeps, { query }: Call): Reply {
  const person = deps.people.find(query.get('person') ?? '')
  if (faultOf(deps, query) !== null || person === undefined)
    return page('微信登录模拟', '<div class="card"><h1>不能登录</h1></div>', { status: 400 })
  const target = new URL(query.get('redirect_uri') ?? '')
  target.searchParams.set('code', deps.codes.issue('official-account', query.get('appid') ?? '', person))
  target.searchParams.set('state', query.get('state') ?? '')
  return redirect(target.href)
}
