import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Frame } from 'playwright-core'
import { createAlipayDriver } from './alipay-driver.ts'
import type { PayerAct, ResidentDriver } from './driver.ts'
import { createH5Driver } from './h5-driver.ts'
import { distOf, openResidentTown, type ResidentTown } from './resident-town.ts'
import { residentSteps, residentStory } from './story.ts'
import { createWeappDriver } from './weapp-driver.ts'

/** One invented person and one home for each walk: who has bound a home is no stranger any more. */
const walks = [
  { name: 'the compiled WeChat mini-program', target: 'weapp', householdNo: '80031001', person: '测试甲', textSize: 'standard' },
  { name: 'the compiled Alipay mini-program', target: 'alipay', householdNo: '80031005', person: '测试戊', textSize: 'standard' },
  { name: 'H5 in Chromium', target: 'h5', householdNo: '80031002', person: '测试乙', textSize: 'standard' },
  { name: 'H5 in Chromium with large text', target: 'h5', householdNo: '80031003', person: '测试丙', textSize: 'large' },
  { name: 'H5 in Chromium with the largest text', target: 'h5', householdNo: '80031004', person: '测试丁', textSize: 'largest' },
] as const
type Walk = (typeof walks)[number]

describe('a resident sees, understands and pays a bill', function () {
  this.timeout(120_000)
  let town: ResidentTown
  const done = new Map<string, readonly string[]>()

  before(async () => {
    for (const target of ['weapp', 'alipay', 'h5'] as const) {
      assert.ok(
        existsSync(distOf(target)),
        `miniapp/dist/${target} is not there: build it first (npm run build:${target} --prefix miniapp)`,
      )
    }
    town = await openResidentTown(walks.map(({ householdNo }) => householdNo))
  })
  after(() => town?.stop())

  for (const walk of walks) {
    it(`on ${walk.name}`, async () => {
      const driver = await drive(town, walk)
      const world = town.homeOf(walk.householdNo, walk.textSize, walk.target === 'alipay' ? '支付宝' : '微信支付')
      try {
        done.set(walk.name, await residentStory(driver, world, residentSteps))
      } finally {
        await driver.close()
      }
    })
  }

  it('takes the same steps everywhere, leaving none out', () => {
    const names = residentSteps.map(({ name }) => name)
    for (const walk of walks) assert.deepEqual(done.get(walk.name), names, walk.name)
  })

  it('leaves two paid trades of each walk in the books of the pay platforms', async () => {
    const [wechat, alipay] = [await town.simulator.control.book(), await town.alipay.book()]
    const states = (trades: readonly { readonly state: string }[]) => trades.map(({ state }) => state)
    const byAlipay = walks.filter(({ target }) => target === 'alipay')
    assert.deepEqual(states(alipay.trades), Array(2 * byAlipay.length).fill('TRADE_SUCCESS'))
    assert.deepEqual(states(wechat.trades), Array(2 * (walks.length - byAlipay.length)).fill('SUCCESS'))
  })
})

async function drive(town: ResidentTown, { target, person, textSize }: Walk): Promise<ResidentDriver> {
  const { url: serverUrl, payAtWechat, simulator } = town
  if (target === 'weapp') {
    const appId = 'wx00000000000000a1'
    const personId = (await simulator.control.persons()).find(({ name }) => name === person)?.id ?? assert.fail(person)
    return createWeappDriver({
      dist: distOf('weapp'),
      serverUrl,
      appId,
      payAtWechat,
      loginCode: async () => (await simulator.control.loginCode(appId, personId)).code,
    })
  }
  if (target === 'alipay') {
    const { appId } = town.alipayApp
    const personId = (await town.alipay.control.persons()).find(({ name }) => name === person)?.id ?? assert.fail(person)
    return createAlipayDriver({
      dist: distOf('alipay'),
      serverUrl,
      appId,
      authCode: async () => (await town.alipay.control.authCode(appId, personId)).code,
      async tradePay(tradeNO, act) {
        const answer = await town.alipay.control.tradePay(tradeNO, act)
        await town.settle()
        return answer
      },
    })
  }
  const pictures = process.env.RESIDENT_PICTURES
  return createH5Driver({
    serverUrl,
    // Once as in the demo, with the page's own bridge and the cashier page; otherwise straight to the pay platform.
    payment: textSize === 'standard' ? { atCashier: (frame, act) => atCashier(town, frame, act) } : { payAtWechat },
    appId: 'wx00000000000000a2',
    ...(pictures ? { pictures: join(pictures, textSize) } : {}),
    signIn: (page) => page.getByText(person).click(),
  })
}

/** A person at the simulated cashier. */
async function atCashier({ settle }: ResidentTown, frame: Frame, act: PayerAct): Promise<void> {
  if (act === 'cancel') return frame.getByRole('button', { name: '取消' }).click()
  await frame.getByRole('button', { name: '支付', exact: true }).click()
  await frame.locator('#done').click()
  await settle()
}
