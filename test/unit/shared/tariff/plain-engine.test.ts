import assert from 'node:assert/strict'
import fc from 'fast-check'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { priceSeasonByVersions } from '../../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { Step } from '../../../../shared/tariff/step.ts'
import { plainPrice } from './plain-engine.ts'
import { anyCase, anyFacts, anyRuleSet } from './random-tariffs.ts'

describe('ten thousand random tariffs and homes', () => {
  it('cost the same by a second, deliberately plain engine', function () {
    this.timeout(300_000)
    let priced = 0
    fc.assert(
      fc.property(anyCase, ({ facts, ruleSets }) => {
        const result = priceSeasonByVersions(facts, ruleSets)
        assert.deepEqual(result.faults, [])
        const plain = plainPrice(facts, ruleSets)
        assert.equal(result.totalFen, plain.total)
        if (ruleSets.every(({ rounding }) => rounding.level === 'fee')) {
          for (const [name, amountFen] of Object.entries(plain.parts)) {
            const [fee] = name.split(' ')
            const ofFee = result.lines.filter(({ feeType }) => feeType === fee).reduce((total, line) => total + line.amountFen, 0)
            if (ruleSets.length === 1) assert.equal(ofFee, amountFen, name)
          }
        }
        assert.equal(
          result.lines.reduce((total, { amountFen }) => total + amountFen, 0),
          result.totalFen,
        )
        const names = result.lines.map(({ feeType, areaNo, purpose }) => JSON.stringify([feeType, areaNo, purpose]))
        assert.equal(new Set(names).size, names.length, 'a posting key occurs twice')
        // The texts cost more than the sums: every twentieth case has them read.
        if (priced % 20 === 0) for (const { steps } of result.lines) assertTold(steps)
        priced++
      }),
      { numRuns: 10_000 },
    )
    assert.equal(priced, 10_000)
  })
})

function assertTold(steps: readonly Step[]): void {
  assert.doesNotThrow(() => canonicalJson(steps))
  for (const sentence of renderSteps(steps)) assert.match(sentence, /\p{Script=Han}/u)
}

describe('more area', () => {
  const bounded = ['charge-limit@1', 'banded-price@1', 'payer-share@1']
  const unbounded = anyRuleSet.filter(({ rules }) => rules.every(({ kind }) => !bounded.includes(kind)))

  it('never costs less, whatever the factors, where no rule has bands, caps or fixed parts', () => {
    fc.assert(
      fc.property(unbounded, anyFacts(true), fc.nat(50_000), (set, facts, more) => {
        const [first, ...others] = facts.areas
        if (!first) return
        const { grossMilliM2, insideMilliM2, billedMilliM2, publicShareMilliM2 = 0 } = first
        const larger = {
          ...first,
          grossMilliM2: grossMilliM2 + more,
          insideMilliM2: (insideMilliM2 ?? 0) + more,
          billedMilliM2: billedMilliM2 + more,
          publicShareMilliM2,
        }
        const before = priceSeasonByVersions(facts, [set])
        const after = priceSeasonByVersions({ ...facts, areas: [larger, ...others] }, [set])
        assert.deepEqual([before.faults, after.faults], [[], []])
        assert.ok(after.totalFen >= before.totalFen, `${before.totalFen} ${after.totalFen}`)
      }),
      { numRuns: 500 },
    )
  })
})
