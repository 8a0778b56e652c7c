import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { type Fen, fen } from '../../../../shared/money/fen.ts'
import type { Payer } from '../../../../shared/tariff/facts.ts'
import type { LockedHousehold } from '../../database/locks.ts'
import type { NewRow } from '../../database/table.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { sha256 } from '../../platform/crypto.ts'
import { together } from '../../platform/together.ts'
import type { Movement } from '../ledger/index.ts'
import type { Account, AccountLine } from './account.ts'
import { allocations } from './allocation.model.ts'
import { balanceMoves, householdBalances } from './balance.model.ts'
import { billLines, lineBalances, lineFacts } from './bill.model.ts'
import { setBalances, setLastSequences, setOpenAmounts } from './posting.repository.ts'

/** The act all rows of a batch belong to. */
export type PostingHead = {
  readonly entryId: number
  readonly tenantId: number
  readonly legalEntityId: number
  readonly postedOn: LocalDay
  readonly valueOn: LocalDay
}

export type NewCharge = Omit<
  NewRow<typeof billLines>,
  | 'id'
  | 'tenant_id'
  | 'sequence'
  | 'line_type'
  | 'amount_fen'
  | 'entry_id'
  | 'posted_on'
  | 'value_on'
  | 'household_id'
  | 'legal_entity_id'
  | 'payer_kind'
> & {
  readonly amount_fen: Fen
  /** Who owes it; the resident when absent. */
  readonly payer_kind?: 'resident' | Payer
}

/** `amountFen` above 0; steps canonical. */
export type NewDiscount = { readonly amountFen: Fen; readonly ruleSetId: number; readonly ruleKind: string; readonly steps: string }

/** Where allocated money comes from. */
export type MoneySource = { readonly paymentId: number; readonly channel: string } | { readonly balanceMoveId: number }

/**
 * Collects what one act does to locked households (charges, allocations, balance) and writes it in one statement per table,
 * projections included; `movements` is the same act as the ledger posts it. So sub-ledger and ledger cannot part.
 */
export class PostingBatch {
  readonly movements: Movement[] = []
  readonly #unit: Unit
  readonly #head: PostingHead
  readonly #sequences = new Map<number, number>()
  readonly #orgUnits = new Map<number, number>()
  readonly #lines: NewRow<typeof billLines>[] = []
  readonly #facts: NewRow<typeof lineFacts>[] = []
  readonly #allocations: NewRow<typeof allocations>[] = []
  readonly #moves: NewRow<typeof balanceMoves>[] = []
  readonly #open = new Map<number, { openFen: Fen; readonly row: NewRow<typeof lineBalances> | null }>()
  readonly #subjects = new Map<number, { seasonId: number; feeType: string; payerKind: string }>()
  /** Charges of before that a line of this act takes from. */
  readonly #answered = new Set<number>()
  readonly #accounts: ReadonlyMap<number, Account>

  constructor(unit: Unit, head: PostingHead, households: readonly LockedHousehold[], accounts: ReadonlyMap<number, Account>) {
    this.#unit = unit
    this.#head = head
    this.#accounts = accounts
    for (const household of households) {
      this.#sequences.set(household.id, household.lastSequence)
      this.#orgUnits.set(household.id, household.orgUnitId)
    }
    for (const account of accounts.values()) {
      for (const line of account.lines) {
        this.#open.set(line.lineId, { openFen: line.openFen, row: null })
        this.#subjects.set(line.lineId, line)
      }
    }
  }

  /** 应收入账: a new charge line, wholly open. `facts` are stored with it, as its own. Answers its id. */
  charge(householdId: number, line: NewCharge, facts?: object): number {
    const { entryId, tenantId, legalEntityId, postedOn, valueOn } = this.#head
    const id = this.#unit.newId(billLines)
    const payerKind = line.payer_kind ?? 'resident'
    const factsHash = facts && this.#keepFacts({ lineId: id, ...facts })
    this.#lines.push({
      id,
      tenant_id: tenantId,
      household_id: householdId,
      legal_entity_id: legalEntityId,
      sequence: this.#nextSequence(householdId),
      line_type: 'charge',
      entry_id: entryId,
      posted_on: postedOn,
      value_on: valueOn,
      // After its own cells: an object that grows beyond what was spread into it is ten times slower to make and to read.
      ...line,
      payer_kind: payerKind,
      facts_hash: factsHash ?? line.facts_hash ?? null,
    })
    const row = {
      id,
      tenant_id: tenantId,
      household_id: householdId,
      season_id: line.season_id,
      fee_type: line.fee_type,
      payer_kind: payerKind,
      open_fen: line.amount_fen,
    }
    this.#open.set(id, { openFen: line.amount_fen, row })
    this.#subjects.set(id, { seasonId: line.season_id, feeType: line.fee_type, payerKind })
    this.#move(line.origin === 'opening' ? 'openingArrears' : 'charge', householdId, line.amount_fen, id)
    return id
  }

  /** 优惠: takes a part off a charge line; the line that says so answers it. Throws RangeError when the charge has less open. */
  discount(householdId: number, charge: AccountLine, given: NewDiscount, facts: object): void {
    const { amountFen, ruleSetId, ruleKind, steps } = given
    const open = this.#open.get(charge.lineId)
    if (!open || amountFen <= 0 || amountFen > open.openFen)
      throw new RangeError(`cannot take ${amountFen} off line ${charge.lineId}, open is ${open?.openFen}`)
    open.openFen = fen(open.openFen - amountFen)
    this.#answered.add(charge.lineId)
    const { entryId, tenantId, legalEntityId, postedOn, valueOn } = this.#head
    const id = this.#unit.newId(billLines)
    this.#lines.push({
      ...{ id, tenant_id: tenantId, household_id: householdId, legal_entity_id: legalEntityId, entry_id: entryId },
      ...{ bill_id: charge.billId, season_id: charge.seasonId, org_unit_id: charge.orgUnitId },
      ...{ fee_type: charge.feeType, area_no: charge.areaNo, customer_class: charge.customerClass, price_type: charge.priceType },
      sequence: this.#nextSequence(householdId),
      line_type: 'discount',
      payer_kind: charge.payerKind,
      amount_fen: -amountFen,
      answers_line_id: charge.lineId,
      origin: 'discount',
      rule_set_id: ruleSetId,
      rule_kind: ruleKind,
      facts_hash: this.#keepFacts({ lineId: id, ...facts }),
      steps,
      posted_on: postedOn,
      value_on: valueOn,
    })
    this.#move('discount', householdId, amountFen, charge.lineId)
  }

  /** 核销. Throws RangeError when more would be allocated than is open: a line never falls below 0. */
  allocate(householdId: number, lineId: number, amountFen: Fen, source: MoneySource): void {
    const open = this.#open.get(lineId)
    if (!open || amountFen <= 0 || amountFen > open.openFen)
      throw new RangeError(`cannot allocate ${amountFen} to line ${lineId}, open is ${open?.openFen}`)
    open.openFen = fen(open.openFen - amountFen)
    const fromPayment = 'paymentId' in source
    this.#allocations.push({
      id: this.#unit.newId(allocations),
      tenant_id: this.#head.tenantId,
      household_id: householdId,
      sequence: this.#nextSequence(householdId),
      line_id: lineId,
      payment_id: fromPayment ? source.paymentId : null,
      balance_move_id: fromPayment ? null : source.balanceMoveId,
      amount_fen: amountFen,
      entry_id: this.#head.entryId,
      value_on: this.#head.valueOn,
    })
    this.#move(fromPayment ? 'paymentAllocated' : 'balanceUsed', householdId, amountFen, lineId, fromPayment ? source.channel : undefined)
  }

  /** 转余额: what a payment brought beyond what there was to pay. */
  keepAsBalance(householdId: number, amountFen: Fen, payment: { readonly paymentId: number; readonly channel: string }): void {
    if (amountFen <= 0) throw new RangeError(`cannot keep ${amountFen} as balance`)
    this.#addMove(householdId, 'remainder', amountFen, payment.paymentId)
    this.#move('paymentRemainder', householdId, amountFen, null, payment.channel)
  }

  /** 期初余额: money the household had in the books before ours. */
  openBalance(householdId: number, amountFen: Fen): void {
    if (amountFen <= 0) throw new RangeError(`cannot open a balance of ${amountFen}`)
    this.#addMove(householdId, 'opening', amountFen, null)
    this.#move('openingBalance', householdId, amountFen, null)
  }

  /** 余额抵缴: takes from the balance that came from `paymentId`; answers the move that allocations name as their source. */
  takeFromBalance(householdId: number, amountFen: Fen, paymentId: number | null): number {
    if (amountFen <= 0) throw new RangeError(`cannot take ${amountFen} from the balance`)
    return this.#addMove(householdId, 'used', -amountFen, paymentId)
  }

  openFen(lineId: number): Fen {
    return this.#open.get(lineId)?.openFen ?? 0
  }

  /** Writes everything; the ledger entry follows with `movements`. */
  async flush(): Promise<void> {
    const fresh = [...this.#open.values()].flatMap(({ row, openFen }) => (row ? [{ ...row, open_fen: openFen }] : []))
    const touched = new Set([...this.#allocations.map((row) => row.line_id), ...this.#answered])
    const changed = [...this.#open].flatMap(([id, { openFen, row }]) => (!row && touched.has(id) ? [[id, openFen] as const] : []))
    await together(
      setLastSequences(this.#unit, this.#sequences),
      this.#unit.insert(lineFacts, this.#facts),
      this.#unit.insert(billLines, this.#lines),
      this.#unit.insert(lineBalances, fresh),
      this.#unit.insert(allocations, this.#allocations),
      setOpenAmounts(this.#unit, new Map(changed)),
      this.#unit.insert(balanceMoves, this.#moves),
      this.#writeBalances(),
    )
  }

  async #writeBalances(): Promise<void> {
    const changes = new Map<number, Fen>()
    for (const move of this.#moves) changes.set(move.household_id, (changes.get(move.household_id) ?? 0) + move.amount_fen)
    const known = new Map<number, Fen>()
    const fresh: NewRow<typeof householdBalances>[] = []
    for (const [id, changeFen] of changes) {
      const account = this.#accounts.get(id)
      const balance_fen = (account?.balanceFen ?? 0) + changeFen
      if (balance_fen < 0) throw new RangeError(`the balance of household ${id} would fall below 0`)
      if (account?.hasBalanceRow) known.set(id, balance_fen)
      else fresh.push({ id, tenant_id: this.#head.tenantId, balance_fen })
    }
    await together(this.#unit.insert(householdBalances, fresh), setBalances(this.#unit, known))
  }

  #keepFacts(facts: object): string {
    const text = canonicalJson(facts)
    const facts_hash = sha256(text)
    this.#facts.push({
      id: this.#unit.newId(lineFacts),
      tenant_id: this.#head.tenantId,
      facts_hash,
      facts: text,
      entry_id: this.#head.entryId,
    })
    return facts_hash
  }

  #addMove(householdId: number, kind: string, amountFen: Fen, paymentId: number | null): number {
    const id = this.#unit.newId(balanceMoves)
    this.#moves.push({
      id,
      tenant_id: this.#head.tenantId,
      household_id: householdId,
      legal_entity_id: this.#head.legalEntityId,
      org_unit_id: this.#orgUnit(householdId),
      sequence: this.#nextSequence(householdId),
      payment_id: paymentId,
      move_kind: kind,
      amount_fen: amountFen,
      entry_id: this.#head.entryId,
      value_on: this.#head.valueOn,
    })
    return id
  }

  #move(act: Movement['act'], householdId: number, amountFen: Fen, lineId: number | null, channel?: string): void {
    const subject = lineId === null ? undefined : this.#subjects.get(lineId)
    this.movements.push({
      act,
      amountFen,
      householdId,
      seasonId: subject?.seasonId ?? null,
      feeType: subject?.feeType ?? null,
      payerKind: subject?.payerKind ?? null,
      orgUnitId: this.#orgUnit(householdId),
      ...(channel ? { channel } : {}),
    })
  }

  #nextSequence(householdId: number): number {
    const last = this.#sequences.get(householdId)
    if (last === undefined) throw new Error(`household ${householdId} is not locked by this act`)
    this.#sequences.set(householdId, last + 1)
    return last + 1
  }

  #orgUnit(householdId: number): number {
    return this.#orgUnits.get(householdId) ?? 0
  }
}
