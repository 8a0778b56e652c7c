import assert from 'node:assert/strict'
import { type Api, answering, sendTo } from '../../support/mini-host/index.ts'
import type { PayParams, ResidentDriver } from './driver.ts'
import { distOf, openResidentTown, type ResidentTown } from './resident-town.ts'
import { createWeappDriver } from './weapp-driver.ts'

const appId = 'wx00000000000000a1'
const homes = ['80032001', '80032002', '80032003', '80032004', '80032005'] as const

describe('the resident app on a rough road', function () {
  this.timeout(60_000)
  let town: ResidentTown
  before(async () => {
    town = await openResidentTown(homes)
  })
  after(() => town?.stop())

  it('says that the network is down, and goes on when it is back', async () => {
    const phone = await takePhone(town, 'person-1')
    phone.road.is = 'closed'
    await phone.driver.open('bills')
    assert.equal(await phone.driver.text('error-title'), '网络没有连通')
    phone.road.is = 'open'
    await phone.driver.tap('retry')
    await phone.driver.waitFor('no-homes')
    await phone.driver.close()
  })

  it('signs in again without a question when the server has forgotten the session, once', async () => {
    const phone = await takePhone(town, 'person-1')
    await phone.driver.waitFor('no-homes')
    assert.equal(phone.codes.used, 1)
    phone.store.set('residentToken', 'no longer valid')
    await phone.driver.open('bills')
    await phone.driver.waitFor('no-homes')
    assert.equal(phone.codes.used, 2)
    assert.notEqual(phone.store.get('residentToken'), 'no longer valid')
    await phone.driver.close()
  })

  it('sends a payment again under the same name when the answer was lost: one order, one trade', async () => {
    const phone = await takePhone(town, 'person-2')
    await goToPay(phone.driver, homes[0])
    phone.driver.nextPayment('pay')
    phone.road.is = 'losing orders'
    await phone.driver.tap('pay-now')
    await phone.driver.waitFor('pay-failure')
    phone.road.is = 'open'
    await phone.driver.tap('pay-now')
    await phone.driver.waitFor('result-paid')
    assert.equal((await tradesOf(town)).length, 1)
    await phone.driver.close()
  })

  it('shows the new sum when the day has changed under the quote, and pays that', async () => {
    const phone = await takePhone(town, 'person-3')
    await goToPay(phone.driver, homes[1])
    await town.setTime('2026-11-23T08:00:00+08:00')
    phone.driver.nextPayment('pay')
    await phone.driver.tap('pay-now')
    // 954.69 × 1 ‰ × 70 = 66.83
    assert.match(await phone.driver.text('quote-changed'), /1,021\.52/)
    await phone.driver.tap('read-again')
    await phone.driver.waitFor('pay-now')
    assert.equal(await phone.driver.text('pay-total'), '¥1,021.52')
    await phone.driver.tap('pay-now')
    await phone.driver.waitFor('result-paid')
    await phone.driver.close()
  })

  it('lets a payment be given up, and shows the money that arrives all the same', async () => {
    const phone = await takePhone(town, 'person-4')
    await goToPay(phone.driver, homes[2])
    phone.driver.nextPayment('cancel')
    await phone.driver.tap('pay-now')
    await phone.driver.tap('give-up')
    await phone.driver.tap('give-up-confirm-yes')
    await phone.driver.waitFor('result-closed')
    const prepay = phone.seen.params?.package ?? assert.fail('no pay sheet came up')
    await town.simulator.control.pay({ prepayId: prepay.replace('prepay_id=', '') }, { forced: true })
    await town.settle()
    await phone.driver.waitFor('result-paid')
    await phone.driver.close()
  })

  it('does not believe a pay sheet that says paid: it waits for our own ledger', async () => {
    const phone = await takePhone(town, 'person-5', async () => ({ errMsg: 'requestPayment:ok' }))
    await goToPay(phone.driver, homes[3])
    await phone.driver.tap('pay-now')
    await phone.driver.waitFor('result-confirming')
    await new Promise((resolve) => setTimeout(resolve, 3000))
    await phone.driver.waitFor('result-confirming')
    await phone.driver.close()
  })

  it('names a failed pay sheet a failure, not a cancellation', async () => {
    const phone = await takePhone(town, 'person-6', async () => ({ errMsg: 'requestPayment:fail 支付验证签名失败' }))
    await goToPay(phone.driver, homes[4])
    await phone.driver.tap('pay-now')
    await phone.driver.waitFor('result-unfinished')
    assert.match(await phone.driver.text('result-detail'), /没有成功/)
    await phone.driver.close()
  })
})

interface Phone {
  readonly driver: ResidentDriver
  readonly store: Map<string, unknown>
  /** `losing orders`: the server gets the new order, its answer gets lost. */
  readonly road: { is: 'open' | 'closed' | 'losing orders' }
  readonly codes: { used: number }
  readonly seen: { params: PayParams | null }
}

async function takePhone(town: ResidentTown, personId: string, payAtWechat = town.payAtWechat): Promise<Phone> {
  const road: Phone['road'] = { is: 'open' }
  const codes = { used: 0 }
  const seen: Phone['seen'] = { params: null }
  const store = new Map<string, unknown>()
  const driver = await createWeappDriver({
    dist: distOf('weapp'),
    serverUrl: town.url,
    appId,
    store,
    network: roughNetwork(town.url, road),
    async loginCode() {
      codes.used += 1
      return (await town.simulator.control.loginCode(appId, personId)).code
    },
    payAtWechat(params, act) {
      seen.params = params
      return payAtWechat(params, act)
    },
  })
  return { driver, store, road, codes, seen }
}

function roughNetwork(serverUrl: string, road: Phone['road']): Api {
  return {
    request: answering(async (options) => {
      if (road.is === 'closed') throw { errMsg: 'request:fail ' }
      const answer = await sendTo(serverUrl, options)
      const isOrder = options.method === 'POST' && String(options.url).endsWith('/payment-orders')
      if (road.is === 'losing orders' && isOrder) throw { errMsg: 'request:fail timeout' }
      return answer
    }),
  }
}

/** From a stranger to the pay page of a home. */
async function goToPay(driver: ResidentDriver, householdNo: string): Promise<void> {
  await driver.tap('bind')
  await driver.input('household-no', householdNo)
  await driver.input('last-four', householdNo.slice(-4))
  await driver.tap('role-holder')
  await driver.tap('consent')
  await driver.tap('bind-now')
  await driver.tap(`pay-${householdNo}`)
  await driver.waitFor('pay-now')
}

async function tradesOf(town: ResidentTown) {
  return (await town.simulator.control.book()).trades
}
