import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createApp } from '../../server/src/app.ts'
import { openRouteTown, type RouteTown } from '../support/route-town.ts'
import { PASSWORD } from '../support/world.ts'
import { type ConsoleDriver, openConsole } from './console/console-driver.ts'
import { consoleAddresses, walkConsole } from './console/console-walk.ts'

const CONSOLE = fileURLToPath(new URL('../../admin/dist', import.meta.url))
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

describe('every page of the console', function () {
  this.timeout(180_000)
  let town: RouteTown
  let server: Server | undefined
  let driver: ConsoleDriver

  before(async () => {
    assert.ok(existsSync(CONSOLE), 'admin/dist is not there: node scripts/build.mjs console')
    town = await openRouteTown()
    const sites = [{ prefix: '/admin', folder: CONSOLE, scripts: [] }]
    const app = createApp(town.system, { secure: false, trustProxy: false, sites, simulatorUrl: null, checkAnswers: true })
    const listening = createServer(app.callback())
    server = listening
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
    driver = await openConsole({ chromium: CHROMIUM, baseUrl: `http://127.0.0.1:${(listening.address() as AddressInfo).port}` })
    await driver.goTo('/households')
    // The owner has every right there is.
    await driver.signIn({ companyCode: 'DEMO', name: 'owner', password: PASSWORD })
  })
  after(async () => {
    await driver?.close()
    const listening = server
    if (listening) await new Promise((resolve) => listening.close(resolve))
    await town?.close()
  })

  it('has a heading, satisfies axe, fits 1366 pixels and leaves the browser silent, with data and with none', async () => {
    const { householdNo, unitCode, openOrderNo, runNo, importNo } = town.subject
    const ruleSet = `/rule-sets/${unitCode}/2026-2027/1`
    const faults = await walkConsole(driver, {
      '/households/:householdNo': `/households/${householdNo}`,
      '/payment-orders/:orderNo': `/payment-orders/${openOrderNo}`,
      '/billing-runs/:runNo': `/billing-runs/${runNo}`,
      '/rule-sets/:orgUnit/:seasonCode/:version': ruleSet,
      '/rule-sets/:orgUnit/:seasonCode/:version/edit': `${ruleSet}/edit`,
      '/imports/:importNo': `/imports/${importNo}`,
      '/seasons/:orgUnit/:seasonCode': '/seasons/DEMO/2026-2027',
    })
    assert.deepEqual(faults, [])
    assert.ok(consoleAddresses().length >= 25, 'the router was read')
  })
})
