import type { SeasonFile } from '../../../../shared/contracts/tenancy/seasons.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'

/** What tenancy must ask of later rooms about a season; compose hands it in. */
export type SeasonFacts = {
  /** Counted over these units only. */
  numbersOf(unit: ReadUnit, scope: Scope, season: { readonly id: number; readonly orgUnitId: number }): Promise<SeasonFile['numbers']>
  /** What is under way in it, in words: nothing when it may be closed. */
  underWay(unit: ReadUnit, tenantId: number, seasonId: number): Promise<readonly string[]>
}
