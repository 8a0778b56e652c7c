import assert from 'node:assert/strict'
import fc from 'fast-check'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { priceSeasonByVersions } from '../../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { Step } from '../../../../shared/tariff/step.ts'
import { plainPrice } from './plain-engine.ts'
import { anyCase, anyFacts, anyRuleSet } from './random-tariffs.ts'
import { readAmount } from './reader/read-amount.ts'

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
        if (ruleSets.every(({ rounding, rules }) => rounding.level === 'fee' && rules.every((rule) => !rule.rounding))) {
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
        // The texts cost more than the sums: every fifth case has them read and computed again.
        if (priced % 5 === 0) for (const { steps, amountFen } of result.lines) assertTold(steps, amountFen)
        priced++
      }),
      { numRuns: 10_000 },
    )
    assert.equal(priced, 10_000)
  })
})

function assertTold(steps: readonly Step[], amountFen: number): void {
  assert.doesNotThrow(() => canonicalJson(steps))
  const text = renderSteps(steps)
  for (const sentence of text) assert.match(sentence, /\p{Script=Han}/u)
  assert.equal(readAmount(text), amountFen, text.join('\n'))
}

describe('more area', () => {
  const bounded = ['charge-limit@1', 'banded-price@1', 'payer-share@1', 'payer-share@2']
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

describe('parts add up', () => {
  it('whoever pays, the lines come to what the resident alone would pay', () => {
    fc.assert(
      fc.property(anyCase, ({ facts, ruleSets }) => {
        const withoutPayers = ruleSets.map((set) => ({ ...set, rules: set.rules.filter(({ kind }) => !kind.startsWith('payer-share@')) }))
        assert.equal(priceSeasonByVersions(facts, ruleSets).totalFen, priceSeasonByVersions(facts, withoutPayers).totalFen)
      }),
      { numRuns: 1000 },
    )
  })

  it('an area in two rows costs what it costs in one, where the bill is rounded as a whole', () => {
    // Bands, limits, fixed parts and the public share go by the size of a row.
    const bySize = ['charge-limit@1', 'banded-price@1', 'payer-share@1', 'payer-share@2', 'public-share@1']
    const proportional = anyRuleSet
      .filter(({ rules }) => rules.every(({ kind, rounding }) => !bySize.includes(kind) && !rounding))
      .map((set) => ({ ...set, rounding: { ...set.rounding, level: 'bill' as const } }))
    fc.assert(
      fc.property(proportional, anyFacts(true), fc.integer({ min: 0, max: 100 }), (set, facts, percent) => {
        const [first] = facts.areas
        if (!first) return
        const part = (milliM2: number | null) => ((milliM2 ?? 0) * percent - (((milliM2 ?? 0) * percent) % 100)) / 100
        const { publicShareMilliM2: _, ...whole } = first
        const one = {
          ...whole,
          grossMilliM2: part(first.grossMilliM2),
          insideMilliM2: part(first.insideMilliM2),
          billedMilliM2: part(first.billedMilliM2),
        }
        const other = {
          ...whole,
          areaNo: 2,
          grossMilliM2: first.grossMilliM2 - one.grossMilliM2,
          insideMilliM2: (first.insideMilliM2 ?? 0) - one.insideMilliM2,
          billedMilliM2: first.billedMilliM2 - one.billedMilliM2,
        }
        const [together, apart] = [[whole], [one, other]].map((areas) => priceSeasonByVersions({ ...facts, areas }, [set]))
        assert.deepEqual([together?.faults, apart?.faults], [[], []])
        assert.equal(apart?.totalFen, together?.totalFen)
      }),
      { numRuns: 1000 },
    )
  })
})
