import assert from 'node:assert/strict'
import { otherDigits, owedFen, type Step, settlingMs, shown } from './steps.ts'
import type { FamilyWorld } from './world.ts'

/** A phone of one's own, paying for the parents, and the ways out. Begins without a home. */
export const accountSteps: readonly Step<FamilyWorld>[] = [
  {
    name: 'proves a phone: the code comes by message, a wrong one is refused',
    async run(driver, world) {
      await driver.open('me')
      await driver.tap('me-phone')
      await driver.tap('send-proof')
      await driver.waitFor('phone-fault')
      await driver.waitFor('code-fault')
      await driver.input('phone', world.phone)
      await driver.tap('send-code')
      await driver.waitFor('code-sent')
      const code = await world.codeOnPhone()
      await driver.input('code', otherDigits(code))
      await driver.tap('send-proof')
      await driver.waitFor('phone-failure')
      await driver.picture('22-phone-refused')
      await driver.input('code', code)
      await driver.tap('send-proof')
      await driver.waitFor('screen-me')
      await driver.tap('me-phone')
      assert.equal(await driver.text('known-phone'), `现在是 ${world.phone.slice(0, 3)}****${world.phone.slice(-4)}`)
    },
  },
  {
    name: 'finds the parents’ home by its place, adds the hidden sign of the name, and binds it as a payer',
    async run(driver, { parents }) {
      await driver.open('me')
      await driver.tap('bind')
      await driver.tap('by-place')
      await driver.tap('bind-now')
      await driver.waitFor('place-fault')
      await driver.input('community-begins', parents.community.slice(0, 2))
      await driver.tap('community-find')
      await driver.tap('community-1')
      await driver.tap('building-1') // 5号楼 stands before 6号楼
      await driver.tap('entrance-1')
      await driver.input('room', `${parents.room}室`)
      await driver.tap('look-up')
      assert.ok((await driver.text('holder')).includes(`户主 ${parents.holder}`))
      await driver.tap('check-by-name')
      await driver.input('signs', parents.hiddenSign)
      await driver.tap('role-payer')
      await driver.input('label', '老家')
      await driver.tap('consent')
      await driver.picture('23-bind-by-place')
      await driver.tap('bind-now')
      await driver.waitFor(`bound-${parents.byPlace}`)
    },
  },
  {
    name: 'names a home anew',
    async run(driver, { parents: { byPlace } }) {
      await driver.tap(`name-${byPlace}`)
      await driver.input('home-label', '爷爷家')
      await driver.picture('24-name-home')
      await driver.tap('save-name')
      await driver.waitUntilGone('name-home')
      assert.ok((await driver.text(`bound-${byPlace}`)).includes('爷爷家'))
    },
  },
  {
    name: 'as a payer sees the amount and nothing of whose home it is',
    async run(driver, world) {
      const { byPlace, community, holder } = world.parents
      await driver.open('home')
      assert.equal(await driver.text(`owed-${byPlace}`), shown(owedFen(world)))
      const card = await driver.text(`home-${byPlace}`)
      for (const hidden of [community, holder, '46.57', '为什么'])
        assert.ok(!card.includes(hidden), `${hidden} is shown to a payer: ${card}`)
      await driver.picture('25-payer')
      await driver.open('bills')
      await driver.waitFor('no-homes')
    },
  },
  {
    name: 'pays two homes of the parents in one payment',
    async run(driver, world) {
      const { byCard, cardLastFour } = world.parents
      await driver.open('me')
      await driver.tap('bind')
      await driver.input('household-no', byCard)
      await driver.input('last-four', cardLastFour)
      await driver.tap('role-family')
      await driver.tap('consent')
      await driver.tap('bind-now')
      await driver.waitFor(`bound-${byCard}`)
      await driver.open('home')
      assert.equal(await driver.text('together-1'), shown(2 * owedFen(world)))
      await driver.picture('26-together')
      await driver.tap('pay-together-1')
      assert.equal(await driver.text('pay-total'), shown(2 * owedFen(world)))
      driver.nextPayment('pay')
      await driver.tap('pay-now')
      await driver.waitFor('result-paid', settlingMs)
      assert.equal(await driver.text('result-total'), shown(2 * owedFen(world)))
    },
  },
  {
    name: 'the certificate shows what each home got of the one payment',
    async run(driver, world) {
      const { byPlace, byCard } = world.parents
      await driver.open('me')
      await driver.tap('me-payments')
      await driver.tap('certificate-1')
      assert.equal(await driver.text('certificate-amount'), shown(2 * owedFen(world)))
      const parts = await driver.text('certificate-parts')
      for (const piece of [byPlace, byCard, '爷爷家']) assert.ok(parts.includes(piece), `${piece} is missing in: ${parts}`)
    },
  },
  {
    name: 'takes the consent back: no home is left',
    async run(driver, { parents }) {
      await driver.open('me')
      await driver.tap('me-account')
      assert.match(await driver.text('consent-state'), /同意 \d{4}-\d{2}-\d{2} 版/)
      await driver.picture('27-account')
      await driver.tap('withdraw-consent')
      await driver.tap('withdraw-confirm-yes')
      await driver.waitFor('give-consent')
      assert.equal(await driver.text('consent-state'), '还没有同意')
      await driver.open('me')
      await driver.waitUntilGone(`bound-${parents.byCard}`)
      await driver.waitFor('my-homes')
    },
  },
  {
    name: 'leaves for good',
    async run(driver) {
      await driver.tap('me-account')
      await driver.tap('open-delete')
      await driver.input('delete-word', '注销')
      await driver.picture('28-delete')
      await driver.tap('delete-account')
      await driver.waitFor('account-deleted')
    },
  },
]
