import assert from 'node:assert/strict'
import type { MyData } from '../../../shared/contracts/residents.ts'
import { formatFen } from '../../../shared/format/amount.ts'
import { inChineseCapitals } from '../../../shared/money/chinese-capitals.ts'
import { accountSteps } from './account-steps.ts'
import type { ResidentDriver } from './driver.ts'
import { otherDigits, owedFen, type Step, settlingMs, shown } from './steps.ts'
import type { FamilyWorld, ResidentWorld } from './world.ts'

const label = '爸妈家'

/** From a stranger to a paid bill, and what is kept of it. */
export const paymentSteps: readonly Step<ResidentWorld>[] = [
  {
    name: 'a stranger is signed in without a question and sees no home',
    async run(driver) {
      await driver.open('home')
      await driver.waitFor('no-homes')
      await driver.picture('01-no-homes')
    },
  },
  {
    name: 'chooses the text size',
    async run(driver, { textSize }) {
      await driver.tap('text-size')
      await driver.tap(`text-size-${textSize}`)
      await driver.picture('02-text-size')
      await driver.tap('text-size-sheet-close')
      await driver.waitUntilGone('text-size-sheet')
    },
  },
  {
    name: 'an empty form names every fault at its field',
    async run(driver) {
      await driver.tap('bind')
      await driver.tap('bind-now')
      await driver.waitFor('household-no-fault')
      await driver.waitFor('last-four-fault')
      await driver.waitFor('role-fault')
      await driver.waitFor('consent-fault')
      await driver.picture('03-bind-faults')
    },
  },
  {
    name: 'reads the privacy text and comes back to the form',
    async run(driver) {
      await driver.tap('read-privacy')
      await driver.waitFor('screen-privacy')
      await driver.picture('04-privacy')
      await driver.tap('privacy-back')
      await driver.waitFor('screen-bind')
    },
  },
  {
    name: 'a wrong check binds nothing',
    async run(driver, { householdNo, phoneLastFour }) {
      await driver.input('household-no', householdNo)
      await driver.input('last-four', otherDigits(phoneLastFour))
      await driver.input('label', label)
      await driver.tap('role-family')
      await driver.tap('consent')
      await driver.tap('bind-now')
      await driver.waitFor('bind-failure')
      await driver.picture('05-bind-refused')
    },
  },
  {
    name: 'the right check binds the home',
    async run(driver, { householdNo, phoneLastFour }) {
      await driver.input('last-four', phoneLastFour)
      await driver.tap('bind-now')
      await driver.waitFor(`home-${householdNo}`)
      assert.equal(await driver.text(`home-label-${householdNo}`), label)
    },
  },
  {
    name: 'sees how much, why and until when',
    async run(driver, world) {
      const { householdNo } = world
      assert.equal(await driver.text(`owed-${householdNo}`), shown(owedFen(world)))
      assertExplained(await driver.text(`reason-${householdNo}`), world)
      assert.match(await driver.text(`due-${householdNo}`), /\d{4}年\d{1,2}月\d{1,2}日/)
      await driver.picture('06-owed')
    },
  },
  {
    name: 'reads every step of the sum and the price notice',
    async run(driver, world) {
      await driver.tap(`why-${world.householdNo}`)
      assert.equal(await driver.text('why-total'), shown(owedFen(world)))
      assert.equal(await driver.text('item-amount-1'), shown(world.principalFen))
      assertExplained(await driver.text('item-steps-1'), world)
      if (world.lateFeeFen > 0) assert.equal(await driver.text('item-amount-2'), shown(world.lateFeeFen))
      assert.ok((await driver.text('price-notice')).includes(world.priceNotice))
      await driver.picture('07-why')
    },
  },
  {
    name: 'cancels the pay sheet: nothing is paid and the payment can go on',
    async run(driver, world) {
      await driver.tap('why-pay')
      assert.equal(await driver.text('pay-total'), shown(owedFen(world)))
      await driver.picture('08-pay')
      driver.nextPayment('cancel')
      await driver.tap('pay-now')
      await driver.waitFor('result-unfinished')
      await driver.picture('09-unfinished')
    },
  },
  {
    name: 'the first screen offers to go on with the open payment, and a second one is not begun',
    async run(driver, { householdNo }) {
      await driver.tap('to-home')
      await driver.waitFor(`open-order-${householdNo}`)
      await driver.picture('10-open-order')
      await driver.tap(`why-${householdNo}`)
      await driver.tap('why-pay')
      await driver.tap('pay-now')
      await driver.waitFor('order-open')
      await driver.picture('11-order-open')
      await driver.tap('continue-order')
      await driver.waitFor('result-unfinished')
    },
  },
  {
    name: 'pays, and the result comes from our own ledger',
    async run(driver, world) {
      driver.nextPayment('pay')
      await driver.tap('pay-on')
      await driver.waitFor('result-paid', settlingMs)
      assert.equal(await driver.text('result-total'), shown(owedFen(world)))
      await driver.picture('12-paid')
    },
  },
  {
    name: 'the bill of the season is clear, with its lines, steps and the payment',
    async run(driver, world) {
      const { seasonCode } = world
      await driver.tap('to-bills')
      await driver.waitFor(`season-clear-${seasonCode}`)
      assert.equal(await driver.text(`season-paid-${seasonCode}`), shown(owedFen(world)))
      await driver.picture('13-bills')
      await driver.tap(`open-bill-${seasonCode}`)
      await driver.waitFor('bill-clear')
      assert.ok((await driver.text('bill-notice')).includes(world.priceNotice))
      await driver.tap('line-why-1')
      assertExplained(await driver.text('line-steps-1'), world)
      assert.ok((await driver.text('bill-payments')).includes(world.paidBy))
      await driver.picture('14-bill')
    },
  },
  {
    name: 'takes the statement of the season along',
    async run(driver, world) {
      await driver.tap('keep-statement')
      await driver.waitFor('statement-kept')
      const statement = (await driver.keptStatement()).replaceAll(',', '')
      for (const piece of [world.householdNo, formatFen(world.principalFen).replaceAll(',', ''), world.paidBy])
        assert.ok(statement.includes(piece), `${piece} is missing in: ${statement}`)
    },
  },
  {
    name: 'the first screen says that nothing is owed',
    async run(driver, { householdNo }) {
      await driver.open('home')
      await driver.waitFor(`clear-${householdNo}`)
      await driver.picture('15-clear')
    },
  },
  {
    name: 'the payment is in the list of payments',
    async run(driver, world) {
      await driver.tap('tab-me')
      await driver.waitFor(`bound-${world.householdNo}`)
      await driver.picture('16-me')
      await driver.tap('me-payments')
      assert.equal(await driver.text('payment-amount-1'), shown(owedFen(world)))
      await driver.picture('17-payments')
    },
  },
  {
    name: 'keeps the certificate of the payment, with the amount in capitals',
    async run(driver, world) {
      await driver.tap('certificate-1')
      assert.equal(await driver.text('certificate-amount'), shown(owedFen(world)))
      assert.ok((await driver.text('certificate-words')).includes(inChineseCapitals(owedFen(world))))
      assert.ok((await driver.text('certificate-parts')).includes(world.householdNo))
      await driver.picture('18-certificate')
    },
  },
  {
    name: 'takes along what is kept about them',
    async run(driver, { householdNo }) {
      await driver.open('me')
      await driver.tap('me-my-data')
      await driver.tap('keep-my-data')
      await driver.waitFor('my-data-kept')
      await driver.picture('19-my-data')
      const kept = JSON.parse(await driver.keptText()) as MyData
      assert.deepEqual([kept.homes.map((home) => home.householdNo), kept.payments.length], [[householdNo], 1])
    },
  },
  {
    name: 'what cannot be done online yet is said plainly',
    async run(driver) {
      await driver.open('services')
      await driver.waitFor('not-online')
      await driver.waitFor('card-numbers')
      await driver.picture('20-services')
    },
  },
  {
    name: 'unbinds the home after being asked',
    async run(driver, { householdNo }) {
      await driver.open('me')
      await driver.tap(`unbind-${householdNo}`)
      await driver.picture('21-unbind')
      await driver.tap('unbind-confirm-yes')
      await driver.waitUntilGone(`bound-${householdNo}`)
    },
  },
]

/** One walk for all targets. */
export const residentSteps: readonly Step<FamilyWorld>[] = [...paymentSteps, ...accountSteps]

/**
 * Walks the story, or the part that is given. Returns the names of the steps it has done, in order, so that a test can hold two targets against
 * each other. Throws with the name of the step that failed.
 */
export async function residentStory<World>(
  driver: ResidentDriver,
  world: World,
  steps: readonly Step<World>[],
): Promise<readonly string[]> {
  const done: string[] = []
  for (const step of steps) {
    try {
      await step.run(driver, world)
    } catch (error) {
      throw new Error(`step ${done.length + 1} failed: ${step.name}`, { cause: error })
    }
    done.push(step.name)
  }
  return done
}

function assertExplained(text: string, { explainedBy }: ResidentWorld): void {
  for (const piece of explainedBy) assert.ok(text.includes(piece), `${piece} is not explained in: ${text}`)
}
