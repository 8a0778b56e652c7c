import { createSend } from './client.ts'
import { createSession, type TabNews } from './session.ts'
import type { Fetch } from './transport.ts'
import { fetchWithProgress } from './upload.ts'

const hintKey = 'nuanzhang.console.signed-in'
const tabs = new BroadcastChannel('nuanzhang.console')

/** Web Locks are missing on plain-HTTP intranets; there each tab refreshes for itself. */
function alone<Result>(task: () => Promise<Result>): Promise<Result> {
  if (!('locks' in navigator)) return task()
  return navigator.locks.request('nuanzhang.console.refresh', task) as Promise<Result>
}

const browserFetch: Fetch = (address, { onProgress, ...init } = {}) =>
  onProgress ? fetchWithProgress(address, init, onProgress) : fetch(address, init)

/** The session of this tab and the way to send with it. */
export const session = createSession({
  fetch: browserFetch,
  now: () => Date.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
  hint: {
    get: () => localStorage.getItem(hintKey) !== null,
    set: (value) => (value ? localStorage.setItem(hintKey, '1') : localStorage.removeItem(hintKey)),
  },
  alone,
  tellTabs: (news) => tabs.postMessage(news),
})

export const send = createSend(browserFetch, session)

tabs.addEventListener('message', (event: MessageEvent<TabNews>) => session.heardFromTab(event.data))
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') session.wokeUp()
})
