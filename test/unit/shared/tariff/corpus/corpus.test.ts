import assert from 'node:assert/strict'
import { ruleKinds } from '../../../../../shared/tariff/kinds/registry.ts'
import { digestOf, hashToday, readCorpus } from './corpus.ts'

/** What the file was when it was last grown: those lines must still be there, unchanged. Add the milestone that the growing script says; remove none. */
const milestones = [
  { lines: 1226, cases: 1150, digest: 'dd1ffeef8b0bf5f43487e2ae7750f8fa84e3fa060dec8a10807acaa0ab5390a4' },
  { lines: 2674, cases: 2487, digest: '29bf5445a80cacd4493e7a42b96273dc031e716e8cdfeb8da41a8f84beaacf0c' },
  { lines: 3142, cases: 2919, digest: 'ca5fc7757f0c9f6f2af34b1b3a78bd1378fbdaf411391f8c25d704dc1a7ad5e5' },
]

describe('the corpus of priced homes', () => {
  const corpus = readCorpus()

  it('has only grown', () => {
    for (const { lines, digest } of milestones) {
      assert.equal(digestOf(corpus.lines.slice(0, lines)), digest, 'a line of the corpus has been changed or removed')
    }
    assert.equal(corpus.lines.length, milestones.at(-1)?.lines, 'lines were added without a milestone')
    assert.equal(corpus.cases.length, milestones.at(-1)?.cases)
    assert.ok(corpus.cases.length >= 1000)
  })

  it('has every kind of rule in it', () => {
    const priced = new Set<string>(
      corpus.cases
        .flatMap((one) => ('sets' in one ? one.sets : []))
        .flatMap((index) => corpus.ruleSets[index]?.rules ?? [])
        .map(({ kind }) => kind),
    )
    const elsewhere = { 'late-fee@2': 'lateFee', 'discount@1': 'discount', 'poor-heat@1': 'poorHeat', 'outage-refund@1': 'outage' }
    for (const [kind, key] of Object.entries(elsewhere)) if (corpus.cases.some((one) => key in one)) priced.add(kind)
    assert.deepEqual(
      Object.keys(ruleKinds).filter((kind) => !priced.has(kind)),
      [],
    )
  })

  it('still comes to what it always came to', () => {
    const changed = corpus.cases.flatMap((one, index) => (hashToday(corpus, one) === one.hash ? [] : [index]))
    assert.deepEqual(changed, [], 'bills would change: give the changed rule a new kind number instead')
  })
})
