import type { JobQueue } from '../../jobs/queue.ts'
import { billHousehold } from './bill-household.ts'
import { changeAreas } from './change-areas.ts'
import { changeHolder, readHolderChange } from './change-holder.ts'
import type { CorrectionDeps } from './correct-season.ts'
import { rebillHousehold } from './rebill-household.ts'
import { startMeterSettlements } from './settle-many-meterings.ts'
import { settleMetering } from './settle-metering.ts'

/** What may be done to one household's bill after it was posted, or before it ever was. */
export type Corrections = {
  readonly changeAreas: ReturnType<typeof changeAreas>
  readonly rebillHousehold: ReturnType<typeof rebillHousehold>
  readonly billHousehold: ReturnType<typeof billHousehold>
  readonly changeHolder: ReturnType<typeof changeHolder>
  readonly settleMetering: ReturnType<typeof settleMetering>
  readonly startMeterSettlements: ReturnType<typeof startMeterSettlements>
  readonly readHolderChange: ReturnType<typeof readHolderChange>
}

export function createCorrections(deps: CorrectionDeps & { readonly queue: JobQueue }): Corrections {
  return {
    changeAreas: changeAreas(deps),
    rebillHousehold: rebillHousehold(deps),
    billHousehold: billHousehold(deps),
    changeHolder: changeHolder(deps),
    settleMetering: settleMetering(deps),
    startMeterSettlements: startMeterSettlements(deps),
    readHolderChange: readHolderChange(deps),
  }
}
