import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { createApp } from '../../../server/src/app.ts'
import { rateLimits } from '../../../server/src/http/rate-limits.ts'
import { findSeasonFor } from '../../../server/src/modules/tenancy/index.ts'
import { plainRules } from '../../support/system.ts'
import { buildWorld, SEASON, type World } from '../../support/world.ts'
import { createAlipayDriver } from './alipay-driver.ts'
import type { ResidentDriver } from './driver.ts'
import { browserFlags, createH5Driver } from './h5-driver.ts'
import { distOf } from './resident-town.ts'
import { createWeappDriver } from './weapp-driver.ts'

const nobody = async () => assert.fail('nobody signs in or pays here')

describe('anybody works a bill out', function () {
  this.timeout(120_000)
  let world: World
  let server: Server
  let url: string
  before(async () => {
    for (const target of ['weapp', 'alipay', 'h5'] as const)
      assert.ok(
        existsSync(distOf(target)),
        `miniapp/dist/${target} is not there: build it first (npm run build:${target} --prefix miniapp)`,
      )
    world = await buildWorld()
    await publish(world)
    const sites = [{ prefix: '/h5', folder: distOf('h5'), scripts: [] }]
    const app = createApp(world, { secure: false, trustProxy: false, sites, simulatorUrl: null, rateLimits })
    server = createServer(app.callback())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(async () => {
    server?.closeAllConnections()
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
    await world?.close()
  })
  // The clock stands still, and one address asks for everybody here.
  afterEach(() => world.clock.advance(60_000))

  it('in the compiled WeChat mini-program', async () => {
    const options = { dist: distOf('weapp'), serverUrl: url, appId: 'wx00000000000000a1', loginCode: nobody, payAtWechat: nobody }
    await walk(await createWeappDriver(options), 'standard')
  })

  it('in the compiled Alipay mini-program', async () => {
    const options = { dist: distOf('alipay'), serverUrl: url, appId: '2021000000000001', authCode: nobody, tradePay: nobody }
    await walk(await createAlipayDriver(options), 'standard')
  })

  for (const textSize of ['standard', 'large', 'largest'] as const) {
    it(`on H5 in Chromium, text size ${textSize}`, async () => {
      const pictures = process.env.RESIDENT_PICTURES
      await walk(
        await createH5Driver({
          serverUrl: url,
          payment: { payAtWechat: nobody },
          ...(pictures ? { pictures: join(pictures, `calculator-${textSize}`) } : {}),
        }),
        textSize,
      )
    })
  }

  it('and whoever opens the link sees the same form, filled in', async () => {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: browserFlags })
    try {
      const page = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: 'zh-CN' })
      const areas = encodeURIComponent(JSON.stringify([{ billedMilliM2: '46.57' }]))
      await page.goto(`${url}/h5/calculator?company=DEMO&season=${SEASON}&customerClass=residential&areas=${areas}`)
      assert.equal(await page.locator('#area-1-billedMilliM2').inputValue(), '46.57')
      await page.locator('#calculate').click()
      assert.equal(await page.locator('#calculated-total').textContent(), '¥954.69')
      assert.deepEqual(await page.context().cookies(), [], 'nobody was signed in')
      await page.locator('#share-calculation').click()
      const link = new URL((await page.locator('#share-link').textContent()) ?? '')
      assert.equal(link.origin + link.pathname, `${url}/h5/calculator`)
      assert.equal(link.searchParams.get('areas'), '[{"billedMilliM2":"46.57"}]')
    } finally {
      await browser.close()
    }
  })

  it('and is told to wait when it was too often', async () => {
    const driver = await createH5Driver({ serverUrl: url, payment: { payAtWechat: nobody } })
    try {
      await driver.open('calculator')
      const most = rateLimits.find(({ name }) => name === 'quote')?.most ?? 0
      await Promise.all(
        Array.from({ length: most }, () =>
          fetch(`${url}/api/public/quote`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }),
        ),
      )
      await driver.input('calculator-company', 'DEMO')
      await driver.tap('find-prices')
      await driver.input('area-1-billedMilliM2', '46.57')
      await driver.tap('calculate')
      assert.match(await driver.text('calculate-failure'), /操作太频繁，请在 60 秒后再试/)
      world.clock.advance(60_000)
      await driver.tap('calculate')
      assert.equal(await driver.text('calculated-total'), '¥954.69')
    } finally {
      await driver.close()
    }
  })

  it('without anybody becoming a user by it', async () => {
    const rows = await world.database.read((unit) => unit.select<{ count: number }>('SELECT COUNT(*) AS count FROM residents'))
    assert.equal(rows[0]?.count, 0)
  })
})

async function publish({ database, tariffs, demo: { tenantId, orgUnitId, operator } }: World): Promise<void> {
  await database.write(async (unit) => {
    const season = await findSeasonFor(unit, tenantId, orgUnitId, SEASON)
    const ruleSet = plainRules(SEASON, '2027-02-13', '2026-09-01')
    await tariffs.publishRuleSet(unit, operator, { orgUnitId, seasonId: season?.id ?? 0, ruleSet })
  })
}

async function walk(driver: ResidentDriver, textSize: 'standard' | 'large' | 'largest'): Promise<void> {
  try {
    await driver.open('calculator')
    await driver.waitFor('choose-company')
    if (textSize !== 'standard') {
      await driver.tap('text-size')
      await driver.tap(`text-size-${textSize}`)
      await driver.tap('text-size-sheet-close')
    }
    await driver.tap('find-prices')
    assert.equal(await driver.text('calculator-company-fault'), '请填写供热公司代码')
    await driver.input('calculator-company', 'nowhere')
    await driver.tap('find-prices')
    await driver.waitFor('calculator-company-fault')
    assert.match(await driver.text('calculator-company-fault'), /没有找到这家公司公布的热价/)
    await driver.picture('01-no-such-company')

    await driver.input('calculator-company', 'demo')
    await driver.tap('find-prices')
    assert.equal(await driver.text('calculator-price'), '20.50 元/㎡·采暖季')
    assert.match(await driver.text('calculator-notice'), /示价〔2018〕12号.*2026年9月1日起执行/)
    await driver.tap('calculate')
    assert.equal(await driver.text('area-1-billedMilliM2-fault'), '请填写计费面积')
    await driver.picture('02-form')

    // 46.57 × 20.50 = 954.685 → 954.69
    await driver.input('area-1-billedMilliM2', '46.57')
    await driver.tap('calculate')
    assert.equal(await driver.text('calculated-total'), '¥954.69')
    const steps = await driver.text('calculated-steps-1')
    for (const piece of ['计费面积 46.57 ㎡', '热价 20.50 元/㎡', '46.57 × 20.50 = 954.685，四舍五入到分 = 954.69 元'])
      assert.ok(steps.includes(piece), `${piece} is not in: ${steps}`)
    await driver.picture('03-calculated')

    // 954.685 × 30 % = 286.4055 → 286.41; a change takes the old sum away at once
    await driver.tap('area-1-status-stopped')
    await driver.waitUntilGone('calculated')
    await driver.tap('calculate')
    assert.equal(await driver.text('calculated-total'), '¥286.41')

    // 954.69 + 30.25 × 20.50 = 620.125 → 620.13: 1574.82
    await driver.tap('area-1-status-heating')
    await driver.tap('add-area')
    await driver.input('area-2-billedMilliM2', '30.25')
    await driver.tap('customer-2')
    await driver.tap('calculate')
    assert.equal(await driver.text('calculated-total'), '¥1,574.82')
    assert.match(await driver.text('calculated-steps-2'), /620\.125，四舍五入到分 = 620\.13 元/)
    await driver.tap('share-calculation')
    assert.match(await driver.text('share-link'), /\/h5\/calculator\?company=DEMO&season=2026-2027&.*30\.25/)
    await driver.picture('04-two-areas')

    await driver.tap('other-company')
    await driver.waitFor('choose-company')
  } finally {
    await driver.close()
  }
}
