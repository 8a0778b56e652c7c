import { setImmediate as breathe } from 'node:timers/promises'
import type { Database } from '../../database/database.ts'
import { type LockedHousehold, lockHouseholds } from '../../database/locks.ts'
import type { NewRow } from '../../database/table.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { jobCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { together } from '../../platform/together.ts'
import type { Audit } from '../audit/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Tariffs } from '../tariffs/index.ts'
import { type Account, type AccountLine, customerOf, discountsOfSeasons, lateFeeOfSeasons, type readAccounts } from './account.ts'
import { bills, lineFacts } from './bill.model.ts'
import { insertFacts } from './bill.repository.ts'
import { finishItems, type ItemOutcome, listStandings, type Run, type Standing } from './billing-run.repository.ts'
import { chargeOf } from './charge-of-line.ts'
import { PostingBatch, type PostingHead } from './posting-batch.ts'
import type { PricedChunk, PricedItem, RefusedItem } from './price-chunk.ts'
import { useBalance } from './use-balance.ts'

export type PostChunkDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly ledger: Ledger
  readonly tariffs: Tariffs
  readonly accounts: ReturnType<typeof readAccounts>
}

/**
 * Posts one chunk in one transaction: locks its households, leaves out what changed since the freeze or has its bill already, writes
 * bills, lines and facts, uses existing balance, one entry per legal entity, and marks the items.
 */
export function postChunk(deps: PostChunkDeps) {
  return (run: Run, chunk: PricedChunk): Promise<void> => {
    const { priced } = chunk
    const count = priced.reduce((sum, { price }) => sum + price.lines.length + 1, 0)
    const ids = {
      bills: priced.length,
      bill_lines: count,
      line_facts: priced.length,
      journal_lines: 2 * count + 50,
      allocations: 2 * count,
    }
    return deps.database.write((unit) => post(deps, unit, run, chunk), { ids })
  }
}

async function post(deps: PostChunkDeps, unit: Unit, run: Run, { priced, refused, storedFacts }: PricedChunk): Promise<void> {
  const { audit, tariffs, clock, accounts } = deps
  const ids = priced.map(({ facts }) => facts.householdId)
  const locked = await lockHouseholds(unit, run.tenantId, ids)
  const standings = ids.length === 0 ? new Map<number, Standing>() : await listStandings(unit, run, ids)
  const { fresh, stale } = apart(priced, standings)
  const before = await accountsWithBalance(accounts, unit, fresh, standings)

  const legalEntityIds = [...new Set(fresh.map(({ legalEntityId }) => legalEntityId))]
  const skipped = [...refused, ...stale]
  const outcomes: ItemOutcome[] = [
    ...skipped.map(({ item, reason }) => ({ itemId: item.id, amountFen: 0, reason })),
    ...fresh.map(({ item, price }) => ({ itemId: item.id, amountFen: price.totalFen, reason: null })),
  ]
  await together(
    ...legalEntityIds.map((legalEntityId) => {
      const own = fresh.filter((one) => one.legalEntityId === legalEntityId)
      return postEntry(deps, unit, { run, own, legalEntityId, locked, before, storedFacts })
    }),
    tariffs.freeze(unit, [...new Set(fresh.flatMap(({ ruleSets }) => ruleSets.map(({ id }) => id))), 0], clock.now()),
    finishItems(unit, run, outcomes),
    audit.record(unit, jobCaller(run.tenantId, `出账 ${run.runNo}`), {
      action: 'billing.run.chunk',
      subjectKind: 'billing-run',
      subjectNo: run.runNo,
      detail: { households: fresh.length, skipped: skipped.length },
    }),
  )
}

type Part = {
  readonly run: Run
  readonly own: readonly PricedItem[]
  readonly legalEntityId: number
  readonly locked: readonly LockedHousehold[]
  readonly before: ReadonlyMap<number, Account>
  readonly storedFacts: ReadonlySet<string>
}

/** The part of a chunk that belongs to one legal entity. */
async function postEntry({ clock, ledger }: PostChunkDeps, unit: Unit, part: Part): Promise<void> {
  const { run, own, legalEntityId, locked, before, storedFacts } = part
  const postedOn = clock.today()
  const entryId = ledger.newEntryId(unit)
  const head = { entryId, tenantId: run.tenantId, legalEntityId, postedOn, valueOn: postedOn }
  const ownIds = new Set(own.map(({ facts }) => facts.householdId))
  const ownAccounts = new Map([...before].filter(([id]) => ownIds.has(id)))
  const ownLocked = locked.filter(({ id }) => ownIds.has(id))
  const newBills = billsOf(unit, run, own, head)
  await together(
    insertFacts(unit, run.tenantId, factsOf(unit, run, own, storedFacts, entryId)),
    unit.insert(bills, newBills),
    charge(new PostingBatch(unit, head, ownLocked, ownAccounts)),
  )

  async function charge(batch: PostingBatch): Promise<void> {
    // Facts and bills leave first.
    await breathe()
    for (const [index, one] of own.entries()) {
      const bill = newBills[index]
      if (!bill) throw new Error(`household ${one.facts.householdNo} has no bill`)
      const lines = chargeLines(batch, run, one, bill)
      const account = ownAccounts.get(one.facts.householdId)
      if (account) await useBalance(unit, batch, withLines(account, one, lines))
    }
    const movements = batch.movements.filter((movement) => movement.amountFen !== 0)
    const entry = { ...head, kind: 'billing-run', sourceNo: `${run.runNo}/${own[0]?.item.id}`, movements }
    await together(batch.flush(), ...(movements.length > 0 ? [ledger.post(unit, entry)] : []))
  }
}

/** The few households that have something to use; of the others a new bill needs to know nothing older. */
async function accountsWithBalance(
  accounts: PostChunkDeps['accounts'],
  unit: Unit,
  fresh: readonly PricedItem[],
  standings: ReadonlyMap<number, Standing>,
): Promise<ReadonlyMap<number, Account>> {
  const some = fresh.flatMap(({ facts: { householdId } }) => ((standings.get(householdId)?.balanceFen ?? 0) > 0 ? householdId : []))
  return some.length === 0 ? new Map() : accounts(unit, some)
}

/** What may be posted, and what has its bill already or was changed since the freeze. */
function apart(
  priced: readonly PricedItem[],
  standings: ReadonlyMap<number, Standing>,
): { readonly fresh: readonly PricedItem[]; readonly stale: readonly RefusedItem[] } {
  const fresh: PricedItem[] = []
  const stale: RefusedItem[] = []
  for (const one of priced) {
    const { item, facts } = one
    const now = standings.get(facts.householdId)
    const changed = [now?.householdSeasonVersion, facts.householdSeasonVersion].some((version) => version !== item.householdSeasonVersion)
    if ((now?.billed ?? 0) > 0) stale.push({ item, reason: '该采暖季已出账' })
    else if (changed) stale.push({ item, reason: '资料在出账过程中有变更，请重新出账' })
    else fresh.push(one)
  }
  return { fresh, stale }
}

/** Facts are stored once per company and hash; most flats of a building share none, but reruns do. */
function factsOf(
  unit: Unit,
  run: Run,
  own: readonly PricedItem[],
  storedFacts: ReadonlySet<string>,
  entryId: number,
): readonly NewRow<typeof lineFacts>[] {
  const texts = new Map(own.map(({ price }) => [price.factsHash, price.factsText]))
  return [...texts]
    .filter(([hash]) => !storedFacts.has(hash))
    .map(([facts_hash, facts]) => ({ id: unit.newId(lineFacts), tenant_id: run.tenantId, facts_hash, facts, entry_id: entryId }))
}

function billsOf(unit: Unit, run: Run, own: readonly PricedItem[], head: PostingHead): readonly NewRow<typeof bills>[] {
  return own.map(({ facts }) => ({
    id: unit.newId(bills),
    tenant_id: run.tenantId,
    bill_no: `${run.seasonCode}-${facts.householdNo}`,
    household_id: facts.householdId,
    season_id: run.seasonId,
    legal_entity_id: head.legalEntityId,
    org_unit_id: facts.orgUnitId,
    customer_id: facts.customerId,
    customer_name: facts.customerName,
    issued_on: head.postedOn,
    entry_id: head.entryId,
  }))
}

function chargeLines(
  batch: PostingBatch,
  run: Run,
  { facts, price }: PricedItem,
  { id: billId, issued_on }: NewRow<typeof bills>,
): AccountLine[] {
  const shared = price.lines.some(({ payerKind }) => payerKind !== 'resident')
  return price.lines.flatMap((line) => {
    const frame = { billId, seasonId: run.seasonId, facts, factsHash: price.factsHash, origin: 'run' }
    const lineId = batch.charge(facts.householdId, chargeOf(frame, line))
    if (line.payerKind !== 'resident') return []
    return {
      lineId,
      seasonCode: run.seasonCode,
      seasonStartsOn: run.startsOn,
      feeType: line.feeType,
      dueOn: line.dueOn,
      openFen: line.amountFen,
      principalTotalFen: line.amountFen,
      lateFee: { postedFen: 0, accruedThrough: null, holds: [] },
      householdId: facts.householdId,
      seasonId: run.seasonId,
      billId,
      issuedOn: issued_on,
      payerKind: line.payerKind,
      legalEntityId: 0,
      orgUnitId: facts.orgUnitId,
      areaNo: line.areaNo,
      customerClass: line.customerClass,
      priceType: line.priceType,
      ruleSetId: line.ruleSetId,
      customer: customerOf(line),
      shared,
    }
  })
}

/** The account as it is after its new lines, for the use of the balance. */
function withLines(account: Account, { ruleSets }: PricedItem, lines: readonly AccountLine[]): Account {
  const sets = new Map(ruleSets.map((set) => [set.id, set]))
  const { lateFeeRules, lateFeeSources } = lateFeeOfSeasons(lines, sets)
  const { discountRules, discountSources } = discountsOfSeasons(lines, sets)
  return {
    ...account,
    lines: [...account.lines, ...lines],
    lateFeeRules: { ...account.lateFeeRules, ...lateFeeRules },
    lateFeeSources: { ...account.lateFeeSources, ...lateFeeSources },
    discountRules: { ...account.discountRules, ...discountRules },
    discountSources: { ...account.discountSources, ...discountSources },
  }
}
