import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Api, type ApiCall, answering, createClient } from './client.ts'
import { defaultApi } from './default-api.ts'
import { alipayDialect, type Dialect, weappDialect } from './dialect.ts'
import { fire } from './events.ts'
import { createRealm } from './modules.ts'
import { createPageStack, type HostPage, type PageStack } from './page-stack.ts'
import { render } from './render.ts'
import { findById, outline, type Rendered, textOf } from './rendered.ts'
import { Templates } from './templates.ts'

export interface MiniHostOptions {
  /** Folder of the compiled mini-program. */
  readonly dist: string
  readonly platform: 'weapp' | 'alipay'
  /** Client functions of this test: network, sign-in, payment. */
  readonly api: Api
  /** What is kept on the phone; hand the same map to a second host to start the app again. */
  readonly store?: Map<string, unknown>
}

export interface MiniHost {
  readonly calls: readonly ApiCall[]
  /** What went wrong without stopping the app: console errors, missing client functions. A good walk leaves none. */
  readonly errors: readonly string[]
  readonly page: HostPage
  launch(): Promise<void>
  /** Opens a page as a link from outside would. */
  relaunch(url: string): Promise<void>
  find(id: string): Rendered | null
  text(id: string): string | null
  tap(id: string): void
  input(id: string, value: string): void
  outline(): string
}

/** Runs a compiled mini-program without a phone: its own files, its own templates, our stand-in for the client around them. */
export function createMiniHost({ dist, platform, api, store = new Map() }: MiniHostOptions): MiniHost {
  const dialect = platform === 'weapp' ? weappDialect : alipayDialect
  const { pages, tabBar } = readConfig(dist)
  const first = pages[0] ?? ''
  const isTab = (url: string) => tabBar.includes(url.replace(/^\//, '').split('?')[0] ?? '')
  const calls: ApiCall[] = []
  const errors: string[] = []
  let stack: PageStack
  const client = createClient(dialect, { ...defaultApi(store, first), ...navigation(() => stack), ...api }, calls, errors)
  const realm = createRealm({ ...globalsOf(dialect, client, errors), getCurrentPages: () => stack.pages.map(({ methods }) => methods) })
  const templates = new Templates(dialect)
  const recursionFile = join(dist, `comp.${dialect.template}`)
  const recursion = existsSync(recursionFile) ? templates.load(recursionFile) : null
  stack = createPageStack(dist, dialect, realm, templates)

  const current = (): HostPage => {
    const page = stack.pages[stack.pages.length - 1]
    if (!page) throw new Error('no page is open')
    return page
  }
  const tree = () => render({ dialect, templates, recursion }, current().template, current().data)
  const need = (id: string): Rendered => {
    const node = findById(tree(), id)
    if (node === null) throw new Error(`no #${id} on ${current().route}:\n${outline(tree())}`)
    return node
  }
  const disabled = (node: Rendered) => node.attributes.disabled === true

  return {
    calls,
    errors,
    get page() {
      return current()
    },
    async launch() {
      realm.load(join(dist, 'app.js'))
      const launched = { path: first, query: {}, scene: 1001, referrerInfo: {} }
      for (const moment of ['onLaunch', 'onShow']) {
        const react = realm.app[moment]
        if (typeof react === 'function') react.call(realm.app, launched)
      }
      await (isTab(first) ? stack.switchTab(first) : stack.open(first))
    },
    relaunch: (url) => (isTab(url) ? stack.switchTab(url) : stack.relaunch(url)),
    find: (id) => findById(tree(), id),
    text(id) {
      const node = findById(tree(), id)
      return node === null ? null : textOf(node)
    },
    tap(id) {
      const node = need(id)
      if (disabled(node)) throw new Error(`#${id} is disabled`)
      fire(current(), node, 'tap', {})
    },
    input: (id, value) => fire(current(), need(id), 'input', { value, cursor: value.length }),
    outline: () => outline(tree()),
  }
}

/** Alipay calls the entries of the tab bar items, WeChat calls them list. */
function readConfig(dist: string): { readonly pages: readonly string[]; readonly tabBar: readonly string[] } {
  type Entry = { readonly pagePath: string }
  const { pages, tabBar } = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as {
    pages: string[]
    tabBar?: { list?: Entry[]; items?: Entry[] }
  }
  return { pages, tabBar: (tabBar?.list ?? tabBar?.items ?? []).map(({ pagePath }) => pagePath) }
}

/** Ways between pages, as client functions. */
function navigation(stack: () => PageStack): Api {
  const urlOf = (options: object) => ('url' in options ? String(options.url) : '')
  return {
    navigateTo: answering((options) => stack().open(urlOf(options))),
    redirectTo: answering((options) => stack().replace(urlOf(options))),
    reLaunch: answering((options) => stack().relaunch(urlOf(options))),
    switchTab: answering((options) => stack().switchTab(urlOf(options))),
    navigateBack: answering(async () => stack().back()),
  }
}

function globalsOf(dialect: Dialect, client: object, errors: string[]): Record<string, unknown> {
  const quiet = () => undefined
  const keep = (...parts: unknown[]) =>
    void errors.push(parts.map((part) => (part instanceof Error ? (part.stack ?? part.message) : String(part))).join(' '))
  return {
    console: { log: quiet, info: quiet, debug: quiet, warn: quiet, group: quiet, groupEnd: quiet, error: keep },
    // The app's own waits end with the client: none keeps this process alive.
    setTimeout: (then: () => void, ms?: number) => setTimeout(then, ms).unref(),
    clearTimeout,
    setInterval: (then: () => void, ms?: number) => setInterval(then, ms).unref(),
    clearInterval,
    global: {},
    [dialect.global]: client,
    // The Alipay client has a navigator, and Taro reads it there; the WeChat client has none.
    ...(dialect.name === 'alipay' ? { navigator: { swuserAgent: 'AlipayClient/10.6' } } : {}),
  }
}
