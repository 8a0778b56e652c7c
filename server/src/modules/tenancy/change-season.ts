import { seasonDays } from '../../../../shared/calendar/season.ts'
import type { CarrySeason, CloseSeason, EditSeason, SeasonName, SeasonParams } from '../../../../shared/contracts/tenancy/seasons.ts'
import { TransitionRefused } from '../../../../shared/states/machine.ts'
import { nextSeasonState, type SeasonEvent, type SeasonState } from '../../../../shared/states/season.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { carryOver, type SeasonDeps } from './plan-season.ts'
import { type HeldSeason, holdSeason, saveSeasonDates, saveSeasonState } from './season.repository.ts'
import { listCarries } from './season-carry.repository.ts'
import type { SeasonFacts } from './season-facts.ts'

type Deps = SeasonDeps & { readonly facts: SeasonFacts }
type Change = (unit: Unit, season: HeldSeason) => Promise<{ readonly action: string; readonly detail: Readonly<Record<string, unknown>> }>

/** One change of a season under its lock, written down. Throws NOT_FOUND for seasons of units that are not the caller's. */
function change({ database, audit }: Deps, caller: Caller, { unitCode, seasonCode }: SeasonParams, work: Change): Promise<SeasonName> {
  const { tenantId } = caller.scope
  return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
    const season = await holdSeason(unit, caller.scope, unitCode, seasonCode)
    if (!season) throw notFound('该采暖季')
    const { action, detail } = await work(unit, season)
    await audit.record(unit, caller, {
      action,
      subjectKind: 'season',
      subjectNo: seasonCode,
      detail: { orgUnit: unitCode, ...detail },
      orgUnitId: season.orgUnitId,
    })
    return { orgUnit: unitCode, code: seasonCode }
  })
}

/**
 * 修改起止日期: only while it is planned and no price for it is published, because prices and late fees are worked out from them. Throws
 * SEASON_NOT_PLANNED, SEASON_HAS_PRICES, SEASON_CHANGED, INVALID.
 */
export function editSeason(deps: Deps) {
  return (caller: Caller, named: SeasonParams, { startsOn, endsOn, days, version }: EditSeason): Promise<SeasonName> =>
    change(deps, caller, named, async (unit, season) => {
      if (season.state !== 'planned') throw new DomainError(409, 'SEASON_NOT_PLANNED', '采暖季已启用，起止日期不能再改')
      if (season.version !== version) throw new DomainError(409, 'SEASON_CHANGED', '该采暖季在您打开之后被人改过，请刷新后再操作')
      if (days > seasonDays(startsOn, endsOn))
        throw invalid('采暖季有误', [{ path: 'days', message: '计费天数不能多于起止日期之间的天数' }])
      const { ruleSetsPublished } = await deps.facts.numbersOf(unit, caller.scope, season)
      if (ruleSetsPublished > 0)
        throw new DomainError(409, 'SEASON_HAS_PRICES', '这个采暖季已有发布的价目，价目按原来的日期核对过，起止日期不能再改')
      await saveSeasonDates(unit, season.id, { startsOn, endsOn, days })
      const before = { startsOn: season.startsOn, endsOn: season.endsOn, days: season.days }
      return { action: 'tenancy.season.edit', detail: { before, after: { startsOn, endsOn, days } } }
    })
}

/** 结转: once more from an earlier season; what is there already stays as it is. Throws SEASON_CLOSED and what `carryOver` throws. */
export function carrySeason(deps: Deps) {
  return (caller: Caller, named: SeasonParams, carry: CarrySeason): Promise<SeasonName> =>
    change(deps, caller, named, async (unit, season) => {
      if (season.state === 'closed') throw new DomainError(409, 'SEASON_CLOSED', '采暖季已结束，不能再结转')
      await carryOver(deps, unit, caller, season, carry)
      return { action: 'tenancy.season.carry', detail: { carry } }
    })
}

/** 启用 and 重新启用: from now on it is billed. Throws SEASON_TRANSITION_REFUSED, CARRY_RUNNING. */
export function openSeason(deps: Deps, event: 'open' | 'reopen') {
  return (caller: Caller, named: SeasonParams): Promise<SeasonName> =>
    change(deps, caller, named, async (unit, season) => {
      const to = stateAfter(season.state, event)
      if ((await listCarries(unit, caller.scope.tenantId, season.id)).some(({ state }) => state !== 'done'))
        throw new DomainError(409, 'CARRY_RUNNING', '结转还没有完成，请等它完成后再启用')
      await saveSeasonState(unit, season.id, to)
      return { action: `tenancy.season.${event}`, detail: { before: { state: season.state }, after: { state: to } } }
    })
}

/**
 * 结束: it is billed no more; what is owed is still paid. Nothing of it may be under way, and whoever closes it has been shown how many households have no
 * bill. Throws SEASON_TRANSITION_REFUSED, SEASON_UNDER_WAY, UNBILLED_CHANGED.
 */
export function closeSeason(deps: Deps) {
  return (caller: Caller, named: SeasonParams, { unbilledHouseholds }: CloseSeason): Promise<SeasonName> =>
    change(deps, caller, named, async (unit, season) => {
      const to = stateAfter(season.state, 'close')
      const underWay = await deps.facts.underWay(unit, caller.scope.tenantId, season.id)
      if (underWay.length > 0) throw new DomainError(409, 'SEASON_UNDER_WAY', `还不能结束：${underWay.join('；')}`)
      const now = (await deps.facts.numbersOf(unit, caller.scope, season)).unbilledHouseholds
      if (now !== unbilledHouseholds)
        throw new DomainError(409, 'UNBILLED_CHANGED', `现有 ${now} 户没有出账，与您看到的 ${unbilledHouseholds} 户不同，请刷新后核对`, {
          facts: { unbilledHouseholds: now },
        })
      await saveSeasonState(unit, season.id, to)
      return {
        action: 'tenancy.season.close',
        detail: { before: { state: season.state }, after: { state: to }, unbilledHouseholds: now },
      }
    })
}

function stateAfter(from: SeasonState, event: SeasonEvent): SeasonState {
  try {
    return nextSeasonState(from, event)
  } catch (error) {
    if (error instanceof TransitionRefused) throw new DomainError(409, error.code, error.message)
    throw error
  }
}
