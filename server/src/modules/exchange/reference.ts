import { customerClassName, knownCustomerClasses, type Named } from '../../../../shared/format/names.ts'
import { heatFeeType, type Rule } from '../../../../shared/tariff/rule-set.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import type { Clock } from '../../platform/clock.ts'
import { notFound } from '../../platform/domain-error.ts'
import type { Tariffs } from '../tariffs/index.ts'
import { findUnitByCode, findUnits, subtreeOf } from '../tenancy/index.ts'
import type { HeightRule } from './billed-area.ts'
import { wholeOfDecimal } from './decimal.ts'
import type { SheetReference } from './read-households.ts'
import { communitiesOf, namesInUse, seasonsOfUnits, type UnitSeason } from './reference.repository.ts'

export type Wanted = {
  readonly orgUnit: string
  readonly seasonCode: string
  readonly newCommunities?: 'refuse' | 'create' | undefined
  readonly heightOver?: string | undefined
  readonly heightPer?: string | undefined
}
export type ReferenceDeps = { readonly database: Database; readonly clock: Clock; readonly tariffs: Tariffs }
export type ReadReference = ReturnType<typeof readReference>

/** What every company may name before it has homes and prices. */
const USUAL_PRICE_TYPE = '按面积'

/** What a workbook for this unit and season is held against. Throws NOT_FOUND, INVALID when the season is not there. */
export function readReference({ database, clock, tariffs }: ReferenceDeps) {
  return (scope: Scope, wanted: Wanted): Promise<{ readonly reference: SheetReference; readonly orgUnitId: number }> =>
    database.read(async (unit) => {
      const { tenantId } = scope
      const heightRule = heightRuleOf(wanted)
      const place = await findUnitByCode(unit, scope, wanted.orgUnit)
      if (!place) throw notFound('该组织')
      const unitIds = await subtreeOf(unit, tenantId, place.id)
      const units = (await findUnits(unit, tenantId, unitIds))
        .filter(({ closedAt }) => closedAt === null)
        .toSorted((one, other) => (one.code < other.code ? -1 : 1))
      const seasons = nearest(await seasonsOfUnits(unit, tenantId, unitIds))
      const without = units.find(({ id }) => !seasons.some(({ unitId, code }) => unitId === id && code === wanted.seasonCode))
      if (without)
        throw invalid('导入范围有误', [{ path: 'seasonCode', message: `${without.name}没有 ${wanted.seasonCode} 采暖季，请先建立采暖季` }])
      const { customerClasses, priceTypes } = await namesInUse(unit, tenantId)
      const communities = await communitiesOf(unit, tenantId, unitIds)
      const current = seasons.filter(({ code }) => code === wanted.seasonCode)
      const reference: SheetReference = {
        seasonCode: wanted.seasonCode,
        units: units.map(({ id, code, name }) => ({ id, code, name })),
        communities: communities.map(({ unitId, name }) => `${unitId}:${name}`),
        newCommunities: wanted.newCommunities === 'create',
        customerClasses: namedClasses(customerClasses),
        priceTypes: [...new Set([USUAL_PRICE_TYPE, ...priceTypes])],
        heightRule,
        surcharges: await surchargesOf(unit, { tenantId, seasons: current }),
        runningSeasons: [
          ...new Set(seasons.filter(({ state, endsOn }) => state !== 'closed' && endsOn >= clock.today()).map(({ code }) => code)),
        ],
      }
      return { reference, orgUnitId: place.id }
    })

  /** The heat rules of the season's price that multiply by the storey height, by unit. */
  async function surchargesOf(
    unit: ReadUnit,
    { tenantId, seasons }: { readonly tenantId: number; readonly seasons: readonly UnitSeason[] },
  ) {
    const of: Record<number, readonly Rule[]> = {}
    for (const { unitId, id: seasonId, startsOn, endsOn } of seasons) {
      const asked = { tenantId, seasonId, orgUnitIds: [unitId], startsOn, endsOn, on: clock.today(), publishedBy: clock.now() }
      const found = await tariffs.findSeasonVersions(unit, asked)
      const sets = await tariffs.ruleSets(unit, found.get(unitId) ?? [])
      of[unitId] = [...sets.values()].flatMap(({ rules }) => rules.filter(multipliesByStorey))
    }
    return of
  }
}

function multipliesByStorey({ kind, feeType, params }: Rule): boolean {
  return feeType === heatFeeType && kind.startsWith('height-') && 'height' in params && params.height === 'storey'
}

/** Of each unit and code the season of the nearest unit above it. */
export function nearest(seasons: readonly UnitSeason[]): readonly UnitSeason[] {
  const found = new Map<string, UnitSeason>()
  for (const season of seasons) {
    const key = `${season.unitId}:${season.code}`
    const known = found.get(key)
    if (!known || season.depth < known.depth) found.set(key, season)
  }
  return [...found.values()]
}

/** The usual classes first, then the company's own. */
function namedClasses(inUse: readonly string[]): readonly Named[] {
  const own = inUse.filter((code) => !knownCustomerClasses.some((known) => known.code === code))
  return [...knownCustomerClasses, ...own.map((code) => ({ code, name: customerClassName(code) }))]
}

/** Both or neither. */
function heightRuleOf({ heightOver, heightPer }: Wanted): HeightRule | null {
  if (heightOver === undefined && heightPer === undefined) return null
  const overMm = wholeOfDecimal(heightOver ?? '', 3)
  const perMm = wholeOfDecimal(heightPer ?? '', 3)
  const wrong = overMm === null || perMm === null || overMm < 1_000 || perMm < 1_000 || overMm < perMm
  if (wrong)
    throw invalid('导入范围有误', [
      { path: 'heightOver', message: '超高系数规则的起计层高和标准层高都要填写，至少 1 米，起计层高不低于标准层高' },
    ])
  return { overMm, perMm }
}
