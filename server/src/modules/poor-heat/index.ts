import type { HeatRefundQuery } from '../../../../shared/contracts/poor-heat.ts'
import type { JobHandler } from '../../jobs/handler.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Caller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { decideHeatRefund } from './decide-heat-refund.ts'
import { findHeatRefund, type HeatRefundRow, listHeatRefunds } from './heat-refund.repository.ts'
import { findOutage, listOutages, listSubstations, type OutageRow, type SubstationRow } from './outage.repository.ts'
import { decideOutage, outageJob, postOutage } from './post-outage.ts'
import { type PoorHeatDeps, proposeHeatRefund, quoteHeatRefund } from './propose-heat-refund.ts'
import { listOutageRefunds, recordOutage } from './record-outage.ts'

type Paged<Row> = { readonly items: readonly Row[]; readonly total: number; readonly page: number; readonly pageSize: number }
type PageWish = { readonly page: number; readonly pageSize: number }

export type PoorHeat = {
  readonly quoteHeatRefund: ReturnType<typeof quoteHeatRefund>
  readonly proposeHeatRefund: ReturnType<typeof proposeHeatRefund>
  readonly decideHeatRefund: ReturnType<typeof decideHeatRefund>
  listHeatRefunds(query: HeatRefundQuery, caller: Caller): Promise<Paged<HeatRefundRow>>
  readHeatRefund(refundNo: string, caller: Caller): Promise<HeatRefundRow>
  readonly recordOutage: ReturnType<typeof recordOutage>
  readonly decideOutage: ReturnType<typeof decideOutage>
  readonly listOutageRefunds: ReturnType<typeof listOutageRefunds>
  listOutages(wish: PageWish, caller: Caller): Promise<Paged<OutageRow>>
  readOutage(outageNo: string, caller: Caller): Promise<OutageRow>
  listSubstations(caller: Caller): Promise<readonly SubstationRow[]>
  readonly jobs: readonly JobHandler[]
}

export function createPoorHeat(deps: PoorHeatDeps & { readonly queue: JobQueue }): PoorHeat {
  const { database } = deps
  const post = postOutage(deps)
  const found = async <Row>(looking: Promise<Row | null>, what: string): Promise<Row> => {
    const row = await looking
    if (!row) throw notFound(what)
    return row
  }
  return {
    quoteHeatRefund: quoteHeatRefund(deps),
    proposeHeatRefund: proposeHeatRefund(deps),
    decideHeatRefund: decideHeatRefund(deps),
    listHeatRefunds: (query, { scope }) => database.read((unit) => listHeatRefunds(unit, scope, query)),
    readHeatRefund: (refundNo, { scope }) =>
      found(
        database.read((unit) => findHeatRefund(unit, scope, refundNo)),
        '这笔室温退费',
      ),
    recordOutage: recordOutage(deps),
    decideOutage: decideOutage(deps),
    listOutageRefunds: listOutageRefunds(deps),
    listOutages: (wish, { scope }) => database.read((unit) => listOutages(unit, scope, wish)),
    readOutage: (outageNo, { scope }) =>
      found(
        database.read((unit) => findOutage(unit, scope, outageNo)),
        '这次停供',
      ),
    listSubstations: ({ scope }) => database.read((unit) => listSubstations(unit, scope)),
    jobs: [{ kind: outageJob, title: '停供退费入账', handle: (job) => post(job.tenantId, job.payload) }],
  }
}
