import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { ConsoleDriver } from './console-driver.ts'

const ROUTES = new URL('../../../admin/src/app/routes.tsx', import.meta.url)

/** Every address of the console that stands behind sign-in, with its parameters, as the router names them. */
export function consoleAddresses(): readonly string[] {
  const found = [...readFileSync(ROUTES, 'utf8').matchAll(/\bpage\(\s*'([^']+)'/g)].map(([, path]) => path ?? '')
  return found.map((path) => (path === '*' ? '/no/such/page' : path))
}

/** What nobody has: the page about it shows its error state. */
const NOBODYS: Readonly<Record<string, string>> = { ':seasonCode': '2099-2100', ':version': '9' }

/**
 * Looks at every page as it stands when its data has come: it must have a heading, satisfy axe, fit the screen and leave the browser's console
 * silent. A page about one thing is shown a thing from `known`; where there is none it is asked for one that does not exist, and shows its error
 * state. Answers what was wrong, page by page.
 */
export async function walkConsole(driver: ConsoleDriver, known: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const faults: string[] = []
  const said: string[] = []
  driver.page.on('pageerror', (error) => said.push(`uncaught ${error.message}`))
  driver.page.on('console', (message) => {
    // A refused request is what some of these pages are shown for.
    if (['error', 'warning'].includes(message.type()) && !/status of 40[34]/.test(message.text())) said.push(message.text())
  })
  let guarded = false
  for (const pattern of consoleAddresses()) {
    const address = known[pattern] ?? pattern.replace(/:\w+/g, (name) => NOBODYS[name] ?? 'NOSUCH99')
    // A page with a form watches who leaves it by the router, and this is not by a link.
    if (guarded) await driver.goTo(address)
    else await byRouter(driver, address)
    guarded = /\/(edit|new)$/.test(pattern)
    for (const look of [driver.assertAccessible, driver.assertFits]) await look(address).catch((error: Error) => faults.push(error.message))
    faults.push(...said.splice(0).map((words) => `${address}: ${words}`))
  }
  return faults
}

/** As a click would: the console is loaded once, and only the page's code and data are waited for. The heading looked at last is marked, so that it is not taken for the new one. */
async function byRouter({ page }: ConsoleDriver, address: string): Promise<void> {
  const to = JSON.stringify(`/admin${address}`)
  await page.evaluate(`document.querySelector('h1')?.setAttribute('data-seen', '');
    history.pushState({}, '', ${to}); dispatchEvent(new PopStateEvent('popstate'))`)
  await page.locator('h1:not([data-seen])').first().waitFor()
  await page.locator('[aria-busy="true"], .ant-spin-spinning').first().waitFor({ state: 'hidden' })
  assert.equal(new URL(page.url()).pathname, `/admin${address}`, 'the router led elsewhere')
}
