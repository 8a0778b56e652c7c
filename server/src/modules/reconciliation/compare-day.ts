import type { DifferenceEvent } from '../../../../shared/states/difference.ts'
import { difference, nextDifferenceState } from '../../../../shared/states/difference.ts'
import { statementStateOf } from '../../../../shared/states/statement.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { BillRow } from '../../gateways/payment/port.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Clock } from '../../platform/clock.ts'
import { findOurTrades, listOurTrades, type OurTrade } from '../../reports/our-trades.ts'
import { countDifferences, type DifferenceRecord, insertDifferences, listOfStatement, moveDifference } from './differences.repository.ts'
import { type FoundDifference, keyOf, matchTrades } from './match-trades.ts'
import { findElsewhere, keepComparison, listBillRows, lockStatement, type StatementRecord } from './statements.repository.ts'

export type CompareDeps = { readonly database: Database; readonly clock: Clock }

const AT_ONCE = 500

/**
 * Compares a day anew and keeps what is new: differences found, those that are gone, those that have become others. What people have said
 * about the rest stays. The same sides leave everything as it is.
 */
export function compareDay({ database, clock }: CompareDeps) {
  return (statementId: number): Promise<void> =>
    database.write(async (unit) => {
      const statement = await lockStatement(unit, statementId)
      const theirs = await listBillRows(unit, statement)
      const ours = await listOurTrades(unit, statement)
      const oursElsewhere = await elsewhereInOurs(unit, statement, theirs, ours)
      const isElsewhere = await elsewhereInTheirs(unit, statement, theirs, ours)
      const found = new Map(matchTrades({ theirs, ours, oursElsewhere, isElsewhere }).map((one) => [one.tradeKey, one]))
      const known = await listOfStatement(unit, statement.id)
      for (const old of known) await look(unit, old, found.get(old.tradeKey))
      const keys = new Set(known.map(({ tradeKey }) => tradeKey))
      const news = [...found.values()].filter(({ tradeKey }) => !keys.has(tradeKey))
      const numbered = news.map((one) => ({ ...one, differenceNo: businessNumber('RD', clock) }))
      await insertDifferences(unit, statement, numbered, clock.now())
      const { all, open } = await countDifferences(unit, statement.id)
      const state = statementStateOf(statement.fileSha256 === null ? 'none' : 'there', { open, all })
      await keepComparison(unit, statement.id, { state, ours, differences: all, open })
    })

  async function look(unit: Unit, old: DifferenceRecord, now: FoundDifference | undefined): Promise<void> {
    const same = now && now.kind === old.kind && now.theirFen === old.theirFen && now.ourFen === old.ourFen
    if (!now) return step(unit, old, 'heal', {})
    if (!same || old.state === 'healed')
      await step(unit, old, 'change', {
        ...{ kind: now.kind, theirFen: now.theirFen, ourFen: now.ourFen },
        ...{ reason: null, explainedById: null, explainedBy: null, confirmedBy: null },
      })
  }

  async function step(unit: Unit, old: DifferenceRecord, act: DifferenceEvent, changes: Partial<DifferenceRecord>): Promise<void> {
    if (difference.transitions[old.state][act] === undefined) return
    await moveDifference(unit, old, { act, to: nextDifferenceState(old.state, act), at: clock.now(), actor: '对账', changes })
  }
}

/** Our trades of other days that stand in this bill. */
async function elsewhereInOurs(
  unit: ReadUnit,
  { merchantId }: StatementRecord,
  theirs: readonly BillRow[],
  ours: readonly OurTrade[],
): Promise<OurTrade[]> {
  const today = new Set(ours.map(keyOf))
  const others = theirs.filter((row) => !today.has(keyOf(row)))
  const found: OurTrade[] = []
  for (let from = 0; from < others.length; from += AT_ONCE)
    found.push(...(await findOurTrades(unit, { merchantId, ...numbersOf(others.slice(from, from + AT_ONCE)) })))
  return found
}

/** Which of our trades stand in their bill of another day. */
async function elsewhereInTheirs(
  unit: ReadUnit,
  { tenantId, merchantId }: StatementRecord,
  theirs: readonly BillRow[],
  ours: readonly OurTrade[],
): Promise<(trade: OurTrade) => boolean> {
  const told = new Set(theirs.map(keyOf))
  const others = ours.filter((trade) => !told.has(keyOf(trade)))
  const payments = new Set<string>()
  const refunds = new Set<string>()
  for (let from = 0; from < others.length; from += AT_ONCE) {
    const found = await findElsewhere(unit, { tenantId, merchantId, ...numbersOf(others.slice(from, from + AT_ONCE)) })
    for (const no of found.payments) payments.add(no)
    for (const no of found.refunds) refunds.add(no)
  }
  return ({ kind, transactionId, refundNo }) => (kind === 'payment' ? payments.has(transactionId) : refunds.has(refundNo ?? ''))
}

function numbersOf(trades: readonly Pick<OurTrade, 'kind' | 'transactionId' | 'refundNo'>[]) {
  return {
    transactionIds: trades.flatMap((trade) => (trade.kind === 'payment' ? [trade.transactionId] : [])),
    refundNos: trades.flatMap((trade) => (trade.kind === 'refund' && trade.refundNo !== null ? [trade.refundNo] : [])),
  }
}
