import type { Fen } from '../../../../shared/money/fen.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Ledger, Movement } from '../ledger/index.ts'
import type { Refund } from './refund.repository.ts'
import type { PaidMoney } from './refund-source.repository.ts'
import { appendSuspenseMove } from './suspense.repository.ts'

export type SuspenseDeps = { readonly clock: Clock; readonly ledger: Ledger }

/** Money in suspense on its way back to whoever paid it (`amountFen` above 0), or back in suspense (below 0). Answers the entry. */
export async function moveSuspenseForRefund(
  { clock, ledger }: SuspenseDeps,
  unit: Unit,
  wish: {
    readonly payment: Pick<PaidMoney, 'id' | 'tenantId' | 'legalEntityId'>
    readonly refund: Pick<Refund, 'id' | 'refundNo' | 'reason'>
    readonly amountFen: Fen
    readonly actor: string
  },
): Promise<number> {
  const { payment, refund, amountFen, actor } = wish
  const { tenantId, legalEntityId } = payment
  const today = clock.today()
  const head = { entryId: ledger.newEntryId(unit), tenantId, legalEntityId, postedOn: today, valueOn: today }
  const kind = amountFen > 0 ? 'refund' : 'refund-returned'
  await appendSuspenseMove(unit, {
    ...{ payment, kind, amountFen: -amountFen, refundId: refund.id, actor, reason: refund.reason },
    ...{ entryId: head.entryId, valueOn: today },
  })
  await ledger.post(unit, { ...head, kind, sourceNo: refund.refundNo, movements: [ofNobody('suspenseRefundRequested', amountFen)] })
  return head.entryId
}

/** A movement that is no household's. */
export function ofNobody(act: Movement['act'], amountFen: Fen, channel?: string, orgUnitId: number | null = null): Movement {
  const subject = { householdId: null, seasonId: null, feeType: null, payerKind: null, orgUnitId }
  return { ...subject, act, amountFen, ...(channel ? { channel } : {}) }
}
