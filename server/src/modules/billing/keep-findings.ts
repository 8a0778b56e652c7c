import type { Fen } from '../../../../shared/money/fen.ts'
import type { Database } from '../../database/database.ts'
import { billingRunLines } from './billing-run.model.ts'
import { finishItems, type ItemOutcome, type Run } from './billing-run.repository.ts'
import {
  type ItemFinding,
  insertRunLines,
  type RunLine,
  type StandingLine,
  seasonBeforeAmounts,
  setFindings,
  type Verdict,
} from './billing-run-finding.repository.ts'
import { compareLines } from './compare-lines.ts'
import type { PricedChunk, PricedItem, RefusedItem } from './price-chunk.ts'

/**
 * What a run that posts nothing writes down of a chunk: a preview every line and the bill of the season before, a comparison what is posted
 * now and whether that is still what the rules say.
 */
export async function keepFindings(database: Database, run: Run, chunk: PricedChunk): Promise<void> {
  const householdIds = [...chunk.priced, ...chunk.refused].map(({ item }) => item.householdId)
  const findings =
    run.mode === 'compare'
      ? differences(chunk)
      : besideSeasonBefore(chunk, await database.read((unit) => seasonBeforeAmounts(unit, run, householdIds)))
  const lines = run.mode === 'compare' ? [] : chunk.priced.map((one) => ({ itemId: one.item.id, lines: linesOf(one) }))
  const count = lines.reduce((sum, one) => sum + one.lines.length, 0)
  await database.write(
    async (unit) => {
      const marked = await finishItems(unit, run, outcomesOf(chunk))
      const own = <Of extends { readonly itemId: number }>(given: readonly Of[]) => given.filter(({ itemId }) => marked.has(itemId))
      await setFindings(unit, own(findings))
      await insertRunLines(
        unit,
        run,
        own(lines).flatMap((one) => one.lines),
      )
    },
    { ids: { [billingRunLines.name]: count } },
  )
}

function outcomesOf({ priced, refused }: PricedChunk): ItemOutcome[] {
  return [
    ...refused.map(({ item, reason }) => ({ itemId: item.id, amountFen: 0, reason })),
    ...priced.map(({ item, price }) => ({ itemId: item.id, amountFen: price.totalFen, reason: null })),
  ]
}

function besideSeasonBefore({ priced, refused }: PricedChunk, before: ReadonlyMap<number, Fen>): ItemFinding[] {
  return [...priced, ...refused].map(({ item, facts }) => ({
    itemId: item.id,
    billedMilliM2: facts === undefined || facts.areas.length === 0 ? null : facts.areas.reduce((sum, area) => sum + area.billedMilliM2, 0),
    comparedFen: before.get(item.householdId) ?? null,
    verdict: null,
  }))
}

/** Line by line, as a correction would: two mistakes that cancel out are found. */
function differences({ priced, refused, standing }: PricedChunk): ItemFinding[] {
  const postedOf = (householdId: number): readonly StandingLine[] => standing.get(householdId) ?? []
  const finding = (itemId: number, posted: readonly StandingLine[] | null, verdict: Verdict | null): ItemFinding => ({
    ...{ itemId, billedMilliM2: null, verdict },
    comparedFen: posted === null ? null : posted.reduce((sum, { amountFen }) => sum + amountFen, 0),
  })
  return [
    ...priced.map(({ item, price }) => {
      if (item.billed === 0) return finding(item.id, null, 'new')
      const posted = postedOf(item.householdId)
      const { reversed, added } = compareLines(posted, price.lines)
      return finding(item.id, posted, [...reversed, ...added].every(({ amountFen }) => amountFen === 0) ? 'same' : 'changed')
    }),
    ...refused.map(({ item, nothingDue }: RefusedItem) => {
      const posted = item.billed === 0 ? null : postedOf(item.householdId)
      return finding(item.id, posted, nothingDue && posted && posted.length > 0 ? 'gone' : null)
    }),
  ]
}

function linesOf({ facts, price }: PricedItem): RunLine[] {
  return price.lines.map(({ feeType, customerClass, priceType, payerKind, amountFen }) => ({
    household_id: facts.householdId,
    fee_type: feeType,
    customer_class: customerClass,
    price_type: priceType,
    payer_kind: payerKind,
    amount_fen: amountFen,
  }))
}
