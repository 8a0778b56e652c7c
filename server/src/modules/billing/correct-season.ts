import type { Correction, CorrectionFigures } from '../../../../shared/contracts/billing/corrections.ts'
import { formatFen } from '../../../../shared/format/amount.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { type LockedHousehold, lockHouseholds } from '../../database/locks.ts'
import { rehearse } from '../../database/rehearse.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { findHousehold } from '../households/index.ts'
import { findSeasonFor, type SeasonRecord } from '../tenancy/index.ts'
import type { RebillDeps } from './rebill.ts'
import { lineChanges, readSeasonFigures } from './season-figures.ts'

export type CorrectionDeps = RebillDeps & { readonly database: Database; readonly audit: Audit }

/** What the clerk saw: a correction is posted only if it still comes to the same. Null rehearses it; `unseen` is for jobs. */
export type Seen = { readonly seenOwedFen: number; readonly seenBalanceFen: number } | 'unseen' | null

export type CorrectionSubject = {
  readonly tenantId: number
  /** Under lock. */
  readonly household: LockedHousehold
  readonly season: SeasonRecord
}
export type CorrectionWish = { readonly householdNo: string; readonly seasonCode: string; readonly seen: Seen }

/**
 * The frame of every correction of one household's season: look-ups, lock, the figures before and after, and what the clerk saw. `act` answers whether
 * it posted anything. Rehearsed it is done and undone, so that preview and posting are one function.
 * Throws NOT_FOUND, PREVIEW_CHANGED, and whatever `act` refuses.
 */
export function correctSeason(deps: CorrectionDeps) {
  const { database, clock, accounts } = deps
  const figuresOf = readSeasonFigures(accounts)
  return async (
    caller: Caller,
    { householdNo, seasonCode, seen }: CorrectionWish,
    act: (unit: Unit, subject: CorrectionSubject) => Promise<boolean>,
  ): Promise<Correction> => {
    const { tenantId } = caller.scope
    const { householdId, season } = await database.read(async (unit) => {
      const household = await findHousehold(unit, caller.scope, householdNo)
      if (!household) throw notFound('这个用热户')
      const season = await findSeasonFor(unit, tenantId, household.orgUnitId, seasonCode)
      if (!season) throw notFound('该采暖季')
      return { householdId: household.id, season }
    })
    const work = async (unit: Unit): Promise<Correction> => {
      const [household] = await lockHouseholds(unit, tenantId, [householdId])
      if (!household) throw notFound('这个用热户')
      const wish = { householdId, seasonId: season.id, today: clock.today() }
      const before = await figuresOf(unit, wish)
      const posted = await act(unit, { tenantId, household, season })
      const after = await figuresOf(unit, wish)
      if (seen && seen !== 'unseen') assertAsSeen(after.figures, seen)
      return {
        householdNo,
        seasonCode,
        posted,
        lines: lineChanges(before.live, after.live),
        before: before.figures,
        after: after.figures,
      }
    }
    return seen === null ? rehearse(database, work) : writeOnce(database, { key: caller.key, tenantId }, work)
  }
}

function assertAsSeen({ owedFen, balanceFen }: CorrectionFigures, { seenOwedFen, seenBalanceFen }: Exclude<Seen, string | null>): void {
  if (owedFen === seenOwedFen && balanceFen === seenBalanceFen) return
  const words = `现在变更后应缴 ${formatFen(owedFen)} 元、余额 ${formatFen(balanceFen)} 元`
  throw new DomainError(409, 'PREVIEW_CHANGED', `与您看到的预览不同：${words}，请核对后重新提交`, { facts: { owedFen, balanceFen } })
}
