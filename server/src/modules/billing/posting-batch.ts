import type { PaidPart } from '../../../../shared/billing/paid-parts.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { type Fen, fen } from '../../../../shared/money/fen.ts'
import type { LockedHousehold } from '../../database/locks.ts'
import type { NewRow } from '../../database/table.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { sha256 } from '../../platform/crypto.ts'
import { together } from '../../platform/together.ts'
import type { Movement, PostingAct } from '../ledger/index.ts'
import type { Account } from './account.ts'
import { allocations } from './allocation.model.ts'
import { balanceMoves, householdBalances } from './balance.model.ts'
import { billLines, lineBalances, lineFacts } from './bill.model.ts'
import type { LiveCharge, PostedLine } from './live-charge.repository.ts'
import { setBalances, setLastSequences, setOpenAmounts } from './posting.repository.ts'
import {
  type AnsweredLine,
  actOf,
  answerActs,
  balanceActs,
  type MoneySource,
  type NewAnswer,
  type NewCharge,
  type PostingHead,
  type ReversalWhy,
} from './posting.ts'

export type { MoneySource, NewAnswer, NewCharge, PostingHead, ReversalWhy } from './posting.ts'

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
  /** Charges whose open amount this act has changed. */
  readonly #touched = new Set<number>()
  readonly #households: readonly LockedHousehold[]
  readonly #accounts: ReadonlyMap<number, Account>

  constructor(unit: Unit, head: PostingHead, households: readonly LockedHousehold[], accounts: ReadonlyMap<number, Account>) {
    this.#unit = unit
    this.#head = head
    this.#accounts = accounts
    this.#households = households
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

  /** Charges of before that are not among the open ones of the accounts: before anything is done to them. */
  meet(charges: readonly LiveCharge[]): void {
    for (const charge of charges) {
      if (this.#open.has(charge.lineId)) continue
      this.#open.set(charge.lineId, { openFen: charge.openFen, row: null })
      this.#subjects.set(charge.lineId, charge)
    }
  }

  /**
   * 优惠、退费抵减: takes a part off a charge line; the line that says so answers it. Answers its id. Throws RangeError when the charge has
   * less open: `answerCharge` first releases what was paid on it.
   */
  answer(householdId: number, charge: AnsweredLine, given: NewAnswer, facts: object): number {
    const { lineType, amountFen, origin, ruleSetId, ruleKind, steps, reason = null, approvalNo = null, postingKey = null } = given
    if (amountFen <= 0) throw new RangeError(`cannot take ${amountFen} off line ${charge.lineId}`)
    this.#changeOpen(charge.lineId, -amountFen)
    const id = this.#unit.newId(billLines)
    this.#lines.push({
      ...this.#lineHead(id, householdId, charge),
      line_type: lineType,
      amount_fen: -amountFen,
      answers_line_id: charge.lineId,
      posting_key: postingKey,
      origin,
      reason,
      approval_no: approvalNo,
      rule_set_id: ruleSetId,
      rule_kind: ruleKind,
      facts_hash: this.#keepFacts({ lineId: id, ...facts }),
      steps,
    })
    this.#move(answerActs[lineType], householdId, amountFen, charge.lineId)
    return id
  }

  /**
   * 冲回: one line that takes back the whole of another, by the same act with its sides exchanged; once, by its posting key. A charge must have
   * nothing left that answers or pays it: `reverseCharge` sees to that. Throws RangeError when its charge would fall below 0.
   */
  reverseLine(line: PostedLine, { origin, reason, approvalNo = null }: ReversalWhy): void {
    const chargeId = line.answersLineId ?? line.lineId
    this.#changeOpen(chargeId, -line.amountFen)
    this.#lines.push({
      ...this.#lineHead(this.#unit.newId(billLines), line.householdId, line),
      heated_area_id: line.heatedAreaId,
      payer_customer_id: line.payerCustomerId,
      line_type: 'reversal',
      amount_fen: -line.amountFen,
      answers_line_id: line.answersLineId,
      reverses_line_id: line.lineId,
      posting_key: `reversal:${line.lineId}`,
      origin,
      reason,
      approval_no: approvalNo,
      steps: '[]',
    })
    const act = actOf(line)
    // The amount of a movement is what its act moves: a discount of −50 moved 50.
    this.#move(act, line.householdId, line.lineType === 'charge' ? -line.amountFen : line.amountFen, chargeId, undefined, line.orgUnitId)
  }

  /**
   * 释放核销: takes money off a line again. It is balance of the payment it came from from now on, at that payment's value day. Throws RangeError
   * for money the line does not hold as far as this act can see; what it holds is told by `listPaidParts`.
   */
  release(householdId: number, lineId: number, { paymentId, valueOn, leftFen }: PaidPart): void {
    if (leftFen <= 0) throw new RangeError(`cannot release ${leftFen} from line ${lineId}`)
    this.#changeOpen(lineId, leftFen)
    const balanceMoveId = this.#addMove(householdId, 'released', leftFen, paymentId, valueOn)
    this.#addAllocation(householdId, lineId, -leftFen, { balanceMoveId })
    this.#move('allocationReleased', householdId, leftFen, lineId)
  }

  /** 核销. Throws RangeError when more would be allocated than is open: a line never falls below 0. */
  allocate(householdId: number, lineId: number, amountFen: Fen, source: MoneySource): void {
    if (amountFen <= 0) throw new RangeError(`cannot allocate ${amountFen} to line ${lineId}`)
    this.#changeOpen(lineId, -amountFen)
    this.#addAllocation(householdId, lineId, amountFen, source)
    const fromPayment = 'paymentId' in source
    this.#move(fromPayment ? 'paymentAllocated' : 'balanceUsed', householdId, amountFen, lineId, fromPayment ? source.channel : undefined)
  }

  /** 转余额: what a payment brought beyond what there was to pay. */
  keepAsBalance(householdId: number, amountFen: Fen, payment: { readonly paymentId: number; readonly channel: string }): void {
    if (amountFen <= 0) throw new RangeError(`cannot keep ${amountFen} as balance`)
    this.#addMove(householdId, 'remainder', amountFen, payment.paymentId)
    this.#move('paymentRemainder', householdId, amountFen, null, payment.channel)
  }

  /** Money of the balance that is of one payment comes or goes by an act of its own; positive comes. Throws RangeError for nothing. */
  moveBalance(householdId: number, kind: keyof typeof balanceActs, amountFen: Fen, of: Pick<PaidPart, 'paymentId' | 'valueOn'>): void {
    if (amountFen === 0) throw new RangeError('a move of the balance moves something')
    this.#addMove(householdId, kind, amountFen, of.paymentId, of.valueOn)
    const { act, sign } = balanceActs[kind]
    this.#move(act, householdId, sign * amountFen, null)
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

  /** The households with the numbers this act has given: what the next batch of the same unit begins with. */
  get households(): readonly LockedHousehold[] {
    return this.#households.map((household) => ({
      ...household,
      lastSequence: this.#sequences.get(household.id) ?? household.lastSequence,
    }))
  }

  openFen(lineId: number): Fen {
    return this.#open.get(lineId)?.openFen ?? 0
  }

  /** Writes everything; the ledger entry follows with `movements`. */
  async flush(): Promise<void> {
    const fresh = [...this.#open.values()].flatMap(({ row, openFen }) => (row ? [{ ...row, open_fen: openFen }] : []))
    const changed = [...this.#open].flatMap(([id, { openFen, row }]) => (!row && this.#touched.has(id) ? [[id, openFen] as const] : []))
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

  #changeOpen(lineId: number, byFen: Fen): void {
    const open = this.#open.get(lineId)
    if (!open || open.openFen + byFen < 0) throw new RangeError(`cannot take ${-byFen} from line ${lineId}, open is ${open?.openFen}`)
    open.openFen = fen(open.openFen + byFen)
    this.#touched.add(lineId)
  }

  /** What every line that belongs to a charge takes over from it. */
  #lineHead(id: number, householdId: number, charge: Omit<AnsweredLine, 'lineId'>) {
    const { entryId, tenantId, legalEntityId, postedOn, valueOn } = this.#head
    return {
      ...{ id, tenant_id: tenantId, household_id: householdId, legal_entity_id: legalEntityId, entry_id: entryId },
      ...{ bill_id: charge.billId, season_id: charge.seasonId, org_unit_id: charge.orgUnitId, payer_kind: charge.payerKind },
      ...{ fee_type: charge.feeType, area_no: charge.areaNo, customer_class: charge.customerClass, price_type: charge.priceType },
      ...{ sequence: this.#nextSequence(householdId), posted_on: postedOn, value_on: valueOn },
    }
  }

  #addAllocation(householdId: number, lineId: number, amountFen: Fen, source: MoneySource): void {
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
  }

  #addMove(householdId: number, kind: string, amountFen: Fen, paymentId: number | null, valueOn = this.#head.valueOn): number {
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
      value_on: valueOn,
    })
    return id
  }

  #move(act: PostingAct, householdId: number, amountFen: Fen, lineId: number | null, channel?: string, orgUnitId?: number): void {
    const subject = lineId === null ? undefined : this.#subjects.get(lineId)
    this.movements.push({
      act,
      amountFen,
      householdId,
      seasonId: subject?.seasonId ?? null,
      feeType: subject?.feeType ?? null,
      payerKind: subject?.payerKind ?? null,
      orgUnitId: orgUnitId ?? this.#orgUnit(householdId),
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
