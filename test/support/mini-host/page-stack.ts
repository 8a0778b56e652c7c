import { join } from 'node:path'
import type { Dialect } from './dialect.ts'
import type { PageOptions, Realm } from './modules.ts'
import { acrossBridge, applyPayload, applySplices } from './page-data.ts'
import type { Template, Templates } from './templates.ts'

type Lifecycle = 'onLoad' | 'onShow' | 'onReady' | 'onHide' | 'onUnload'

/** A page as the client holds it: the methods of its options, its data, its place in the templates. */
export interface HostPage {
  readonly route: string
  readonly template: Template
  readonly data: Record<string, unknown>
  /** Largest setData so far, in bytes of JSON: what a slow phone feels. */
  largestPayload: number
  readonly methods: PageOptions
}

export interface PageStack {
  readonly pages: HostPage[]
  open(url: string): Promise<void>
  replace(url: string): Promise<void>
  back(): void
  switchTab(url: string): Promise<void>
  relaunch(url: string): Promise<void>
}

/** The pages of an app and the way between them: a tab page lives on behind the others, the rest is gone once left. */
export function createPageStack(dist: string, dialect: Dialect, realm: Realm, templates: Templates): PageStack {
  const pages: HostPage[] = []
  const tabs = new Map<string, HostPage>()
  const shipped = new Map<string, { options: PageOptions; template: Template }>()

  function make(route: string): HostPage {
    let parts = shipped.get(route)
    if (parts === undefined) {
      parts = { options: realm.loadPage(join(dist, `${route}.js`)), template: templates.load(join(dist, `${route}.${dialect.template}`)) }
      shipped.set(route, parts)
    }
    return instance(route, parts.options, parts.template)
  }

  async function show(page: HostPage, query: Readonly<Record<string, string>>): Promise<void> {
    pages.push(page)
    tell(page, 'onLoad', query)
    tell(page, 'onShow')
    await turn()
    tell(page, 'onReady')
    await turn()
  }

  function leave(): void {
    const page = pages.pop()
    if (page && tabs.get(page.route) === page) tell(page, 'onHide')
    else if (page) tell(page, 'onUnload')
  }

  async function open(url: string): Promise<void> {
    const { route, query } = readUrl(url)
    const below = pages[pages.length - 1]
    if (below) tell(below, 'onHide')
    await show(make(route), query)
  }

  async function switchTab(url: string): Promise<void> {
    const { route } = readUrl(url)
    while (pages.length > 0) leave()
    const kept = tabs.get(route)
    if (kept) {
      pages.push(kept)
      tell(kept, 'onShow')
      return turn()
    }
    const page = make(route)
    tabs.set(route, page)
    return show(page, {})
  }

  return {
    pages,
    open,
    switchTab,
    async replace(url) {
      leave()
      await open(url)
    },
    back() {
      leave()
      const page = pages[pages.length - 1]
      if (page) tell(page, 'onShow')
    },
    async relaunch(url) {
      for (const page of tabs.values()) if (!pages.includes(page)) tell(page, 'onUnload')
      tabs.clear()
      while (pages.length > 0) leave()
      await open(url)
    },
  }
}

function instance(route: string, options: PageOptions, template: Template): HostPage {
  const data = acrossBridge((options.data ?? {}) as Record<string, unknown>)
  const methods: PageOptions = { ...options, route, __route__: route, data, $page: {}, $viewId: 1 }
  const page: HostPage = { route, template, data, largestPayload: 0, methods }
  methods.setData = (payload: Record<string, unknown>, done?: () => void) => {
    page.largestPayload = Math.max(page.largestPayload, JSON.stringify(payload).length)
    applyPayload(data, payload)
    setTimeout(() => done?.call(methods), 0)
  }
  methods.$spliceData = (payload: Record<string, readonly unknown[]>, done?: () => void) => {
    applySplices(data, payload)
    setTimeout(() => done?.call(methods), 0)
  }
  methods.$batchedUpdates = (run: () => void) => run()
  return page
}

function tell(page: HostPage, moment: Lifecycle, ...args: unknown[]): void {
  const react = page.methods[moment]
  if (typeof react === 'function') react.apply(page.methods, args)
}

function readUrl(url: string): { route: string; query: Record<string, string> } {
  const [path = '', search = ''] = url.replace(/^\//, '').split('?')
  // The clients hand parameters over as they stand in the address, still encoded.
  const query = Object.fromEntries(
    search
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => pair.split('=') as [string, string]),
  )
  return { route: path, query }
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 5))
