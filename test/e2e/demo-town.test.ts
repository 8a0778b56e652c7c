import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Frame } from 'playwright-core'
import { COMPANY, MINI_PROGRAM, PASSWORD, type StoryHome, story } from '../../scripts/demo-town/story.ts'
import { type Demo, startDemo } from '../support/demo.ts'
import { openConsole } from './console/console-driver.ts'
import { consoleStory } from './console/console-story.ts'
import { importStory } from './console/import-story.ts'
import type { PayerAct, ResidentDriver } from './resident/driver.ts'
import { createH5Driver } from './resident/h5-driver.ts'
import { paymentSteps, residentStory } from './resident/story.ts'
import { createWeappDriver } from './resident/weapp-driver.ts'
import type { ResidentWorld } from './resident/world.ts'

const built = (folder: string) => fileURLToPath(new URL(`../../${folder}`, import.meta.url))
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
type Walk = {
  readonly name: string
  readonly target: 'weapp' | 'h5'
  /** Strangers to the town's past, one for each walk. */
  readonly person: { readonly id: string; readonly name: string }
  readonly world: ResidentWorld
}
const walks: readonly Walk[] = [
  {
    // 1108.37 due 2026-02-13: 282 days until 2026-11-22, 1 ‰ each, 312.56034.
    name: 'the compiled mini-program: last season with its late fee',
    target: 'weapp',
    person: { id: 'person-1', name: '测试甲' },
    world: worldOf(story.owesLastSeason, { lateFeeFen: 31_256, textSize: 'standard' }),
  },
  {
    name: 'H5 and the cashier page',
    target: 'h5',
    person: { id: 'person-2', name: '测试乙' },
    world: worldOf(story.owesThisSeason, { lateFeeFen: 0, textSize: 'standard' }),
  },
  {
    name: 'H5 and the cashier page in the largest text',
    target: 'h5',
    person: { id: 'person-3', name: '测试丙' },
    world: worldOf(story.owesThisSeasonToo, { lateFeeFen: 0, textSize: 'largest' }),
  },
]

describe('the demo town, as npm start runs it', function () {
  this.timeout(120_000)
  let demo: Demo
  const done = new Map<string, readonly string[]>()

  before(async () => {
    for (const folder of ['miniapp/dist/weapp', 'miniapp/dist/h5', 'admin/dist'])
      assert.ok(existsSync(built(folder)), `${folder} is not there: node scripts/build.mjs weapp h5 console`)
    demo = await startDemo()
  })
  after(() => demo?.stop())

  it('says in one line what was loaded', () => {
    assert.equal(demo.loaded, '两家公司、400 户，2025-2026 与 2026-2027 两季账单，已缴 26 笔')
  })

  for (const walk of walks) {
    it(`is paid for on ${walk.name}`, async () => {
      const driver = await (walk.target === 'weapp' ? onWeapp(demo, walk) : onH5(demo, walk))
      const [story] = await Promise.allSettled([residentStory(driver, walk.world, paymentSteps)])
      const [ending] = await Promise.allSettled([driver.close()])
      // What went wrong first explains what went wrong later.
      if (story.status === 'rejected') throw story.reason
      if (ending.status === 'rejected') throw ending.reason
      done.set(walk.name, story.value)
    })
  }

  it('leaves no step out on any target', () => {
    const names = paymentSteps.map((step) => step.name)
    for (const { name } of walks) assert.deepEqual(done.get(name), names, name)
  })

  it('shows the clerk the same payment with its gateway conversation, and takes a workbook of a new household', async () => {
    const { householdNo, principalFen } = story.owesThisSeason
    const { trades } = await demo.simulator.book()
    const paid = trades.find(({ totalFen, state }) => totalFen === principalFen && state === 'SUCCESS') ?? assert.fail('no such trade')
    const driver = await openConsole({ chromium: CHROMIUM, baseUrl: demo.url })
    try {
      await consoleStory(driver, {
        staff: { companyCode: COMPANY, name: 'admin', password: PASSWORD },
        household: { householdNo, search: householdNo, owed: '0.00', step: '91.26' },
        order: { orderNo: paid.outTradeNo, total: '2,235.87', said: paid.outTradeNo },
      })
      const unit = { name: '东一供热站', choice: 'EAST-1 东一供热站' }
      await importStory(driver, { unit, seasonCode: '2026-2027', community: '青云里', householdNo: 'E2E-0001' })
      driver.assertQuiet()
    } finally {
      await driver.close()
    }
  })

  it('ends with books that add up and equal the platform’s own, and no error in the log', () => demo.closeBooks())
})

function worldOf(home: StoryHome, more: Pick<ResidentWorld, 'lateFeeFen' | 'textSize'>): ResidentWorld {
  const { householdNo, phoneLastFour, principalFen, explainedBy, billed } = home
  const [seasonCode, priceNotice] = billed === 'last' ? ['2025-2026', '示价〔2025〕12号'] : ['2026-2027', '示价〔2026〕12号']
  return { householdNo, phoneLastFour, principalFen, explainedBy, seasonCode, priceNotice, paidBy: '微信支付', ...more }
}

/** wx.login and wx.requestPayment are the platform's: it verifies paySign with the merchant's public key before it takes the money. */
function onWeapp({ url, simulator }: Demo, { person }: Walk): Promise<ResidentDriver> {
  return createWeappDriver({
    dist: built('miniapp/dist/weapp'),
    serverUrl: url,
    appId: MINI_PROGRAM,
    loginCode: async () => (await simulator.control.loginCode(MINI_PROGRAM, person.id)).code,
    payAtWechat: (params, act) => simulator.control.requestPayment(params, act),
  })
}

/** The person chooses who to be on the OAuth page, and pays on the cashier page that the page's own bridge opens. */
function onH5({ url }: Demo, { person, world: { textSize } }: Walk): Promise<ResidentDriver> {
  const pictures = process.env.RESIDENT_PICTURES
  return createH5Driver({
    serverUrl: url,
    payment: { atCashier },
    signIn: (page) => page.getByText(person.name).click(),
    ...(pictures ? { pictures: join(pictures, `demo-${textSize}`) } : {}),
  })
}

async function atCashier(frame: Frame, act: PayerAct): Promise<void> {
  if (act === 'cancel') return frame.getByRole('button', { name: '取消', exact: true }).click()
  await frame.getByRole('button', { name: '支付', exact: true }).click()
  await frame.locator('#done').click()
}
