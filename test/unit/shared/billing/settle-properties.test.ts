import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { LateFeeRules, OpenLine } from '../../../../shared/billing/open-line.ts'
import { quoteHousehold } from '../../../../shared/billing/quote.ts'
import { type Settlement, settleQuote } from '../../../../shared/billing/settle-quote.ts'
import { addDays } from '../../../../shared/calendar/local-day.ts'
import { heat, nextSeasonHeat, permille, post } from './ledger-of-one-home.ts'

const anyDay = fc.nat(500).map((count) => addDays('2019-01-15', count))
const policy = fc.constantFrom('late-fee-first' as const, 'principal-first' as const)
const anyRules: fc.Arbitrary<LateFeeRules> = fc
  .tuple(
    fc.nat(5000),
    fc.constantFrom({ kind: 'none' as const }, { kind: 'principal' as const }, { kind: 'share' as const, num: 1, den: 10 }),
  )
  .map(([dailyRatePpm, cap]) => ({ '2018-2019': { ...permille, dailyRatePpm, cap }, '2019-2020': { ...permille, dailyRatePpm, cap } }))

/** One to three lines over two seasons, some partly paid. */
const freshLines: fc.Arbitrary<OpenLine[]> = fc
  .array(fc.record({ total: fc.integer({ min: 1, max: 300_000 }), paid: fc.nat(300_000), later: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((some) =>
    some.map(({ total, paid, later }, index) => {
      const amounts = { lineId: index + 1, openFen: Math.max(0, total - paid), principalTotalFen: total }
      return later ? nextSeasonHeat(amounts) : heat(amounts)
    }),
  )

/** The same, or the same after somebody paid a part earlier and perhaps left late fee posted and open. */
const anyLines: fc.Arbitrary<OpenLine[]> = fc
  .tuple(freshLines, anyRules, anyDay, fc.nat(300_000), policy)
  .map(([lines, lateFeeRules, asOf, paidFen, order]) => {
    const quoted = quoteHousehold({ asOf, lines, lateFeeRules, balanceFen: 0, policy: order }).items
    return post(lines, settleQuote({ quoted, linesNow: lines, lateFeeRules, paidFen, withinPromise: true, asOf, policy: order }), 50)
  })

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
const spent = ({ allocations, lateFeeLines, remainderFen }: Settlement) =>
  sum([...allocations.map(({ amountFen }) => amountFen), ...lateFeeLines.map(({ allocatedFen }) => allocatedFen), remainderFen])
const openOf = (lines: readonly OpenLine[]) => sum(lines.map(({ openFen }) => openFen))

describe('any quote', () => {
  it('settles to exactly itself when it is paid in time and nothing has changed', () => {
    fc.assert(
      fc.property(anyLines, anyRules, anyDay, policy, (lines, lateFeeRules, asOf, order) => {
        const quote = quoteHousehold({ asOf, lines, lateFeeRules, balanceFen: 0, policy: order })
        const result = settleQuote({
          quoted: quote.items,
          linesNow: lines,
          lateFeeRules,
          paidFen: quote.totalFen,
          withinPromise: true,
          asOf,
          policy: order,
        })
        assert.deepEqual([result.remainderFen, result.anomalies], [0, []])
        assert.deepEqual(
          [...result.allocations.map(({ lineId, amountFen }) => [lineId, amountFen])],
          quote.items.flatMap((item) => (item.kind === 'line' ? [[item.lineId, item.amountFen]] : [])),
        )
        assert.deepEqual(
          result.lateFeeLines.map(({ allocatedFen, ...line }) => line),
          quote.items.flatMap((item) => {
            if (item.kind !== 'late-fee') return []
            const { kind, basis, ...line } = item
            return [line]
          }),
        )
        // Afterwards nothing is owed, on that day.
        const after = post(lines, result, 100)
        assert.equal(quoteHousehold({ asOf, lines: after, lateFeeRules, balanceFen: 0 }).totalFen, 0)
      }),
      { numRuns: 500 },
    )
  })

  it('whatever another payer has done first, in time or not: no fen is lost, no line overpaid, no late fee twice or above its cap', () => {
    const money = fc.nat(1_000_000)
    fc.assert(
      fc.property(
        anyLines,
        anyRules,
        anyDay,
        fc.integer({ min: -3, max: 3 }),
        fc.nat(5),
        money,
        money,
        fc.boolean(),
        policy,
        (lines, lateFeeRules, quotedOn, otherShift, lateBy, otherFen, paidFen, withinPromise, order) => {
          const quote = quoteHousehold({ asOf: quotedOn, lines, lateFeeRules, balanceFen: 0, policy: order })
          const otherOn = addDays(quotedOn, otherShift)
          const others = quoteHousehold({ asOf: otherOn, lines, lateFeeRules, balanceFen: 0 }).items
          const other = settleQuote({
            quoted: others,
            linesNow: lines,
            lateFeeRules,
            paidFen: otherFen,
            withinPromise: true,
            asOf: otherOn,
          })
          const linesNow = post(lines, other, 100)
          const asOf = addDays(quotedOn, lateBy)
          const result = settleQuote({ quoted: quote.items, linesNow, lateFeeRules, paidFen, withinPromise, asOf, policy: order })

          assert.equal(spent(result), paidFen)
          for (const amount of [result.remainderFen, ...result.allocations.map(({ amountFen }) => amountFen)]) assert.ok(amount >= 0)
          const after = post(linesNow, result, 200)
          for (const { openFen } of after) assert.ok(openFen >= 0)
          assert.equal(
            openOf(after),
            openOf(linesNow) + sum(result.lateFeeLines.map(({ amountFen }) => amountFen)) - (paidFen - result.remainderFen),
          )

          const seasons = result.lateFeeLines.map(({ seasonCode }) => seasonCode)
          assert.equal(new Set(seasons).size, seasons.length)
          for (const { seasonCode, amountFen, allocatedFen } of result.lateFeeLines) {
            assert.ok(amountFen > 0 && allocatedFen <= amountFen)
            const promised = quote.items.find((item) => item.kind === 'late-fee' && item.seasonCode === seasonCode)
            if (withinPromise) assert.ok(amountFen <= (promised?.amountFen ?? 0))
            const cap = lateFeeRules[seasonCode]?.cap
            if (!cap || cap.kind === 'none') continue
            const ofSeason = after.filter((line) => line.seasonCode === seasonCode)
            const principal = sum(
              ofSeason.filter(({ feeType }) => feeType !== 'late-fee').map(({ principalTotalFen }) => principalTotalFen),
            )
            assert.ok((ofSeason[0]?.lateFee.postedFen ?? 0) <= (cap.kind === 'share' ? principal / 10 : principal))
          }
          // Money stays over only when everything it was quoted for is paid.
          const meant = new Set(quote.items.flatMap((item) => (item.kind === 'line' ? item.lineId : [])))
          if (result.remainderFen > 0) for (const line of after) if (meant.has(line.lineId)) assert.equal(line.openFen, 0)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
