/** A browser's globals, as far as React and antd need them, before any test file is loaded. */
import { JSDOM, VirtualConsole } from 'jsdom'

const virtualConsole = new VirtualConsole()
// jsdom does not know all of today's CSS and says so for each style sheet antd inserts.
virtualConsole.on('jsdomError', (error) => {
  if (!/Could not parse CSS stylesheet|Not implemented/.test(error.message)) throw error
})
const { window } = new JSDOM('<!doctype html><html lang="zh-CN"><body></body></html>', {
  url: 'http://console.test/admin/',
  pretendToBeVisual: true,
  virtualConsole,
})

window.matchMedia = (media) => ({
  media,
  matches: false,
  addEventListener() {},
  removeEventListener() {},
  addListener() {},
  removeListener() {},
})
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.Element.prototype.scrollIntoView = () => {}

/** Node's own versions are as good or better, or are needed by Node itself. */
const kept = new Set([
  'undefined',
  'globalThis',
  'performance',
  'fetch',
  'AbortController',
  'AbortSignal',
  'URL',
  'URLSearchParams',
  'crypto',
])
/** Node has these too, but the page's must be the page's. */
const replaced = new Set(['Event', 'EventTarget', 'CustomEvent', 'navigator', 'localStorage', 'sessionStorage'])
for (const name of Object.getOwnPropertyNames(window)) {
  if (kept.has(name) || (name in globalThis && !replaced.has(name))) continue
  Object.defineProperty(globalThis, name, { configurable: true, writable: true, value: window[name] })
}
Object.defineProperty(globalThis, 'window', { configurable: true, value: window })
/** antd opens one channel per animation and closes none; Node's would keep the process alive. */
globalThis.MessageChannel = class {
  port1 = { onmessage: null }
  port2 = { postMessage: (data) => setTimeout(() => this.port1.onmessage?.({ data })) }
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true

/** A page that is left open keeps its timers (a message that fades, a cache that forgets), and mocha would wait for them. */
for (const name of ['setTimeout', 'setInterval']) {
  const start = globalThis[name]
  globalThis[name] = (...given) => start(...given).unref()
}
export const mochaHooks = { afterAll: () => window.close() }
