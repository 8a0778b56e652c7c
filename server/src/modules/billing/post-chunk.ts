import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import type { Database } from '../../database/database.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { NewRow } from '../../database/table.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { jobCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Audit } from '../audit/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { lateFeeOf, type Tariffs } from '../tariffs/index.ts'
import { findUnits } from '../tenancy/index.ts'
import { listBalances } from './account.repository.ts'
import type { Account, AccountLine, readAccounts } from './account.ts'
import { bills, lineFacts } from './bill.model.ts'
import { findFactsHashes } from './bill.repository.ts'
import { finishItems, type ItemOutcome, listBilled, listSeasonVersions, type Run } from './billing-run.repository.ts'
import { PostingBatch } from './posting-batch.ts'
import type { PricedItem, RefusedItem } from './run-billing.ts'
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
  return (run: Run, priced: readonly PricedItem[], refused: readonly RefusedItem[]): Promise<void> => {
    const count = priced.reduce((sum, { price }) => sum + price.lines.length + 1, 0)
    const ids = {
      bills: priced.length,
      bill_lines: count,
      line_facts: priced.length,
      journal_lines: 2 * count + 50,
      allocations: 2 * count,
    }
    return deps.database.write((unit) => post(deps, unit, run, priced, refused), { ids })
  }
}

async function post(
  { clock, audit, ledger, tariffs, accounts }: PostChunkDeps,
  unit: Unit,
  run: Run,
  priced: readonly PricedItem[],
  refused: readonly RefusedItem[],
): Promise<void> {
  const ids = priced.map(({ facts }) => facts.householdId)
  const locked = await lockHouseholds(unit, run.tenantId, ids)
  const outcomes: ItemOutcome[] = refused.map(({ item, reason }) => ({ itemId: item.id, amountFen: 0, reason }))
  const fresh = ids.length === 0 ? [] : await stillFresh(unit, run, priced, outcomes)
  const units = await findUnits(unit, run.tenantId, [...new Set(fresh.map(({ facts }) => facts.orgUnitId))])
  const legalEntities = new Map(units.map((one) => [one.id, one.legalEntityId]))
  const before = await accountsWithBalance(
    accounts,
    unit,
    fresh.map(({ facts }) => facts.householdId),
  )
  const postedOn = clock.today()

  for (const legalEntityId of new Set(legalEntities.values())) {
    const own = fresh.filter(({ facts }) => legalEntities.get(facts.orgUnitId) === legalEntityId)
    const entryId = ledger.newEntryId(unit)
    const ownIds = new Set(own.map(({ facts }) => facts.householdId))
    const ownAccounts = new Map([...before].filter(([id]) => ownIds.has(id)))
    const head = { entryId, tenantId: run.tenantId, legalEntityId, postedOn, valueOn: postedOn }
    const batch = new PostingBatch(
      unit,
      head,
      locked.filter(({ id }) => ownIds.has(id)),
      ownAccounts,
    )
    await insertFacts(unit, run, own, entryId)
    const billIds = await insertBills(unit, run, own, { legalEntityId, entryId, issuedOn: postedOn })
    for (const one of own) {
      const lines = chargeLines(batch, run, one, billIds.get(one.facts.householdId) ?? 0)
      const account = ownAccounts.get(one.facts.householdId)
      if (account) await useBalance(unit, batch, withLines(account, one, lines))
      outcomes.push({ itemId: one.item.id, amountFen: one.price.totalFen, reason: null })
    }
    await batch.flush()
    if (batch.movements.some((movement) => movement.amountFen !== 0)) {
      await ledger.post(unit, { ...head, kind: 'billing-run', sourceNo: `${run.runNo}/${own[0]?.item.id}`, movements: batch.movements })
    }
  }
  await tariffs.freeze(unit, [...new Set(fresh.map(({ ruleSet }) => ruleSet.id)), 0], clock.now())
  await finishItems(unit, run, outcomes)
  const detail = { households: fresh.length, skipped: outcomes.length - fresh.length }
  await audit.record(unit, jobCaller(run.tenantId, `出账 ${run.runNo}`), {
    action: 'billing.run.chunk',
    subjectKind: 'billing-run',
    subjectNo: run.runNo,
    detail,
  })
}

/** The few households that have something to use; of the others a new bill needs to know nothing older. */
async function accountsWithBalance(
  accounts: PostChunkDeps['accounts'],
  unit: Unit,
  householdIds: readonly number[],
): Promise<ReadonlyMap<number, Account>> {
  const balances = await listBalances(unit, householdIds)
  const some = [...balances].flatMap(([householdId, balanceFen]) => (balanceFen > 0 ? householdId : []))
  return some.length === 0 ? new Map() : accounts(unit, some)
}

/** What may be posted; the rest gets its reason. */
async function stillFresh(unit: Unit, run: Run, priced: readonly PricedItem[], outcomes: ItemOutcome[]): Promise<PricedItem[]> {
  const ids = priced.map(({ facts }) => facts.householdId)
  const billed = await listBilled(unit, run.seasonId, ids)
  const versions = await listSeasonVersions(unit, run.seasonId, ids)
  return priced.filter(({ item, facts }) => {
    const changed =
      versions.get(facts.householdId) !== item.householdSeasonVersion || facts.householdSeasonVersion !== item.householdSeasonVersion
    const reason = billed.has(facts.householdId) ? '该采暖季已出账' : changed ? '资料在出账过程中有变更，请重新出账' : null
    if (reason) outcomes.push({ itemId: item.id, amountFen: 0, reason })
    return reason === null
  })
}

/** Facts are stored once per company and hash; most flats of a building share none, but reruns do. */
async function insertFacts(unit: Unit, run: Run, own: readonly PricedItem[], entryId: number): Promise<void> {
  const season = { code: run.seasonCode, startsOn: run.startsOn, endsOn: run.endsOn, days: run.days }
  const known = await findFactsHashes(
    unit,
    run.tenantId,
    own.map(({ price }) => price.factsHash),
  )
  const rows = new Map<string, NewRow<typeof lineFacts>>()
  for (const { facts, price } of own) {
    if (known.has(price.factsHash) || rows.has(price.factsHash)) continue
    const text = canonicalJson({ season, areas: facts.areas })
    rows.set(price.factsHash, {
      id: unit.newId(lineFacts),
      tenant_id: run.tenantId,
      facts_hash: price.factsHash,
      facts: text,
      entry_id: entryId,
    })
  }
  await unit.insert(lineFacts, [...rows.values()])
}

async function insertBills(
  unit: Unit,
  run: Run,
  own: readonly PricedItem[],
  head: { readonly legalEntityId: number; readonly entryId: number; readonly issuedOn: LocalDay },
): Promise<Map<number, number>> {
  const rows = own.map(({ facts }) => ({
    id: unit.newId(bills),
    tenant_id: run.tenantId,
    bill_no: `${run.seasonCode}-${facts.householdNo}`,
    household_id: facts.householdId,
    season_id: run.seasonId,
    legal_entity_id: head.legalEntityId,
    org_unit_id: facts.orgUnitId,
    customer_id: facts.customerId,
    customer_name: facts.customerName,
    issued_on: head.issuedOn,
    entry_id: head.entryId,
  }))
  await unit.insert(bills, rows)
  return new Map(rows.map((row) => [row.household_id, row.id]))
}

function chargeLines(batch: PostingBatch, run: Run, { facts, price, ruleSet }: PricedItem, billId: number): AccountLine[] {
  return price.lines.map((line) => {
    const area = facts.areas.find((one) => one.areaNo === line.areaNo)
    const customer = { customerClass: area?.customerClass ?? '*', priceType: area?.priceType ?? '*' }
    const dueOn = lateFeeOf(ruleSet, customer)?.dueOn ?? null
    const lineId = batch.charge(facts.householdId, {
      bill_id: billId,
      season_id: run.seasonId,
      org_unit_id: facts.orgUnitId,
      fee_type: line.feeType,
      heated_area_id: area ? (facts.areaIds[area.areaNo] ?? null) : null,
      area_no: line.areaNo,
      customer_class: area?.customerClass ?? null,
      price_type: area?.priceType ?? null,
      payer_customer_id: facts.customerId,
      amount_fen: line.amountFen,
      posting_key: `${facts.householdNo}:${run.seasonCode}:${line.feeType}:${line.areaNo ?? 0}:${line.purpose}`,
      due_on: dueOn,
      origin: 'run',
      rule_set_id: ruleSet.id,
      rule_kind: line.ruleKind,
      facts_hash: price.factsHash,
      steps: canonicalJson(line.steps),
    })
    return {
      lineId,
      seasonCode: run.seasonCode,
      seasonStartsOn: run.startsOn,
      feeType: line.feeType,
      dueOn,
      openFen: line.amountFen,
      principalTotalFen: line.amountFen,
      lateFee: { postedFen: 0, accruedThrough: null, holds: [] },
      householdId: facts.householdId,
      seasonId: run.seasonId,
      billId,
      payerKind: 'resident',
      legalEntityId: 0,
      orgUnitId: facts.orgUnitId,
      areaNo: line.areaNo,
      ruleSetId: ruleSet.id,
    }
  })
}

/** The account as it is after its new lines, for the use of the balance. */
function withLines(account: Account, { ruleSet, facts }: PricedItem, lines: readonly AccountLine[]): Account {
  const first = facts.areas[0]
  const rule = lateFeeOf(ruleSet, { customerClass: first?.customerClass ?? '*', priceType: first?.priceType ?? '*' })
  return { ...account, lines: [...account.lines, ...lines], lateFeeRules: { ...account.lateFeeRules, [ruleSet.seasonCode]: rule } }
}
