import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import type { QuoteResult } from '../../../shared/contracts/tariffs.ts'
import { priceSeasonByVersions } from '../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../shared/tariff/explain.ts'
import { anyCase } from '../shared/tariff/random-tariffs.ts'
import { facts, flat, heatRule, ruleSet } from '../shared/tariff/town.ts'

const script = fileURLToPath(new URL('../../../scripts/quote.ts', import.meta.url))

/** Runs the command as a person would, the file on standard input. */
function quote(input: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--import', 'tsx', script, ...(args.length > 0 ? args : ['-'])], {
    input,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  })
}

describe('npm run quote', () => {
  it('works one case out: lines, steps and total', () => {
    const { status, stdout } = quote(JSON.stringify({ name: 'golden', ruleSet: ruleSet(), facts: facts(flat()) }))
    const result = JSON.parse(stdout) as QuoteResult
    // 46.57 × 20.50 = 954.685 → 954.69
    assert.deepEqual([status, result.name, result.total, result.totalFen, result.faults], [0, 'golden', '954.69', 95_469, []])
    assert.equal(result.lines[0]?.steps.at(-1), '46.57 × 20.50 = 954.685，四舍五入到分 = 954.69 元')
  })

  it('works an array out, versions too, and says by its exit code that one was refused', () => {
    const dearer = ruleSet({
      version: 4,
      validFrom: '2019-01-01',
      rules: [{ ...heatRule, params: { priceE4: 220_000, areaBasis: 'billed' } }],
    })
    const cases = [
      { ruleSets: [ruleSet(), dearer], facts: facts(flat()) },
      { ruleSet: ruleSet({ rules: [] }), facts: facts(flat()) },
      { facts: 1 },
    ]
    const { status, stdout } = quote(JSON.stringify(cases))
    const results = JSON.parse(stdout) as QuoteResult[]
    assert.equal(status, 1)
    // 46.57 × 20.50 × 61/151 + 46.57 × 22.00 × 90/151 = 385.67 + 610.65 = 996.32
    assert.deepEqual(
      results.map(({ total, faults }) => [total, [...new Set(faults.map(({ code }) => code))]]),
      [
        ['996.32', []],
        ['0.00', ['NO_RULE']],
        ['0.00', ['WRONG_SHAPE']],
      ],
    )
  })

  it('says what the engine says, for two hundred random tariffs and homes', () => {
    const cases = fc.sample(anyCase, 200).map(({ facts: someFacts, ruleSets }) => ({ ruleSets, facts: someFacts }))
    const results = JSON.parse(quote(JSON.stringify(cases)).stdout) as QuoteResult[]
    assert.deepEqual(
      results.map(({ totalFen, lines }) => [totalFen, lines.map(({ amountFen, steps }) => [amountFen, steps])]),
      cases.map((one) => {
        const { totalFen, lines } = priceSeasonByVersions(one.facts, one.ruleSets)
        return [totalFen, lines.map(({ amountFen, steps }) => [amountFen, renderSteps(steps)])]
      }),
    )
  })

  it('tells what the file looks like, and what is wrong with one that cannot be read', () => {
    const schema = JSON.parse(quote('', '--schema').stdout) as { $schema: string; anyOf: unknown[] }
    assert.match(schema.$schema, /json-schema/)
    assert.equal(schema.anyOf.length, 2)
    const broken = quote('{')
    assert.deepEqual([broken.status, broken.stdout], [2, ''])
    assert.match(broken.stderr, /无法读取 标准输入/)
  })
})
