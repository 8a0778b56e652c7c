import { addHouseholds, idsForHouseholds } from '../../server/src/modules/households/index.ts'
import { findSeasonFor, findUnitByCode } from '../../server/src/modules/tenancy/index.ts'
import { flat, SEASON, type World } from './world.ts'

/** So many homes of EAST-1 at once, numbered `prefix` + 0000, 0001…: one unit of work instead of one for each. */
export async function addManyHomes({ database, demo }: World, prefix: string, count: number): Promise<void> {
  const { tenantId, operator } = demo
  const place = await database.read(async (unit) => {
    const station = await findUnitByCode(unit, operator.scope, 'EAST-1')
    const season = station && (await findSeasonFor(unit, tenantId, station.id, SEASON))
    if (!station || !season) throw new Error('the world has no EAST-1 with a season')
    return { orgUnitId: station.id, seasonId: season.id }
  })
  const homes = Array.from({ length: count }, (_, index) => ({
    ...place,
    input: flat(`${prefix}${String(index).padStart(4, '0')}`, 'EAST-1', '测试多户'),
  }))
  const by = { tenantId, actorName: '测试', reason: '很多户' }
  await database.write((unit) => addHouseholds(unit, by, homes), { ids: { ...idsForHouseholds(count), heated_areas: count } })
}
