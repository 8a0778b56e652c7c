import assert from 'node:assert/strict'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { browserFlags } from './h5-driver.ts'
import { openResidentTown, type ResidentTown } from './resident-town.ts'
import { faultsOfScreen } from './screen-faults.ts'

const HOME = '80033001'
const PHONE = '13900007001'

describe('a resident signs in by phone in a plain browser, in the app of all companies', function () {
  this.timeout(90_000)
  let town: ResidentTown
  before(async () => {
    town = await openResidentTown([HOME])
  })
  after(() => town?.stop())

  it('is led to the sign-in, comes back signed in to where they wanted, and leaves again', async () => {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: browserFlags })
    try {
      const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', hasTouch: true })
      // No client around the page: the demo's bridge stays away.
      await context.route('**/sim/wechat/bridge.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
      await context.addInitScript(`localStorage.setItem('textSize', 'largest')`)
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      const see = (id: string) => page.locator(`#${id}:visible`)

      await page.goto(`${town.url}/h5/me?app=wx00000000000000f2`)
      await see('screen-sign-in').waitFor()
      await see('send-proof').click()
      await see('phone-fault').waitFor()
      await see('phone').fill(PHONE)
      await see('send-code').click()
      await see('code-sent').waitFor()
      await looked(page, 'sign-in')
      await see('code').fill(await town.codeOn(PHONE))
      await see('send-proof').click()
      await see('screen-me').waitFor()
      await see('my-homes').waitFor()
      assert.equal(new URL(page.url()).pathname, '/h5/me')

      // The app of all companies: whose home it is has to be said first.
      await see('bind').click()
      await see('company-term').fill('示例')
      await see('company-find').click()
      await see('company-DEMO').click()
      await see('household-no').fill(HOME)
      await see('last-four').fill(HOME.slice(-4))
      await see('role-holder').click()
      await see('consent').click()
      await looked(page, 'choose-company')
      await see('bind-now').click()
      await see(`bound-${HOME}`).waitFor()
      await page.goto(`${town.url}/h5/`)
      assert.equal(await see(`owed-${HOME}`).textContent(), '¥1,020.56')

      await page.goto(`${town.url}/h5/me`)
      await see('sign-out').click()
      await see('sign-in-by-phone').waitFor()
      await looked(page, 'signed-out')
      await see('sign-in-by-phone').click()
      await see('screen-sign-in').waitFor()
    } finally {
      await browser.close()
    }
  })
})

async function looked(page: Page, name: string): Promise<void> {
  assert.deepEqual(await faultsOfScreen(page), [], name)
  const pictures = process.env.RESIDENT_PICTURES
  if (pictures) await page.screenshot({ path: join(pictures, `phone-${name}.png`) })
}
