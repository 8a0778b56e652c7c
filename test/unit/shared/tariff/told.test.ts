import assert from 'node:assert/strict'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { priceSeasonByVersions } from '../../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import { ruleKinds } from '../../../../shared/tariff/kinds/registry.ts'
import { mutationsOf } from './mutations.ts'
import { readAmount } from './reader/read-amount.ts'
import type { Showcase } from './showcase.ts'
import { showcases } from './showcases.ts'

type Priced = Pick<Showcase, 'ruleSets' | 'facts'>
/** What a reader is given of each line: its sentences, nothing else. */
const textsOf = ({ facts, ruleSets }: Priced) => priceSeasonByVersions(facts, ruleSets).lines.map(({ steps }) => renderSteps(steps))
const stepsOf = ({ facts, ruleSets }: Priced) => canonicalJson(priceSeasonByVersions(facts, ruleSets).lines.map(({ steps }) => steps))

function assertReadable(priced: Priced): void {
  const { lines } = priceSeasonByVersions(priced.facts, priced.ruleSets)
  for (const { steps, amountFen } of lines) {
    const text = renderSteps(steps)
    assert.equal(readAmount(text), amountFen, text.join('\n'))
  }
}

describe('what is told of every kind of rule', function () {
  // Each case is priced, told and read again for hundreds of neighbours of it.
  this.timeout(60_000)
  for (const showcase of showcases) {
    const { kinds, what, facts, ruleSets, told } = showcase
    it(`${kinds.join(', ')}: ${what}: the text alone comes to the amount, and any change of a fact or rule that counts changes the text`, () => {
      const { faults } = priceSeasonByVersions(facts, ruleSets)
      assert.deepEqual(faults, [])
      const [text, steps] = [canonicalJson(textsOf(showcase)), stepsOf(showcase)]
      const spoken = new Set<string>()
      const changed = [
        ...mutationsOf(facts).map((one) => ({ path: one.path, priced: { ruleSets, facts: one.value } })),
        ...mutationsOf(ruleSets).map((one) => ({ path: `ruleSets.${one.path}`, priced: { facts, ruleSets: one.value } })),
      ]
      assertReadable(showcase)
      for (const { path, priced } of changed) {
        if (priceSeasonByVersions(priced.facts, priced.ruleSets).faults.length > 0) continue
        assertReadable(priced)
        const now = canonicalJson(textsOf(priced))
        if (stepsOf(priced) !== steps) assert.notEqual(now, text, `${path} counts, and the text does not tell it`)
        if (now !== text) spoken.add(path)
      }
      assert.deepEqual(
        told.filter((path) => !spoken.has(path)),
        [],
        'facts that change nothing in the text',
      )
    })
  }

  it('leaves out no kind and no sentence', () => {
    const policies = Object.entries(ruleKinds).filter(([, { role }]) => role === 'policy')
    const elsewhere = policies.map(([kind]) => kind).filter((kind) => !kind.startsWith('stop-'))
    assert.deepEqual(elsewhere.sort(), ['discount@1', 'late-fee@1', 'late-fee@2', 'outage-refund@1', 'poor-heat@1'])
    const shown = new Set<string>(showcases.flatMap(({ kinds }) => kinds))
    assert.deepEqual(
      Object.keys(ruleKinds).filter((kind) => !shown.has(kind) && !elsewhere.includes(kind)),
      [],
    )
    const codes = new Set(
      showcases.flatMap(({ facts, ruleSets }) =>
        priceSeasonByVersions(facts, ruleSets).lines.flatMap(({ steps }) => steps.map(({ code }) => code)),
      ),
    )
    const known = Object.entries(ruleKinds).flatMap(([kind, { texts }]) => (elsewhere.includes(kind) ? [] : Object.keys(texts)))
    assert.deepEqual(
      known.filter((code) => !codes.has(code)),
      [],
      'sentences nobody has read',
    )
  })
})
