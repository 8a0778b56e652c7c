import type { System } from '../../server/src/compose.ts'
import type { Database } from '../../server/src/database/database.ts'
import { allTables } from '../../server/src/database/table.ts'
import { findSeasonFor, operatorCaller } from '../../server/src/modules/tenancy/index.ts'
import type { Caller } from '../../server/src/platform/caller.ts'
import type { MovableClock } from '../../server/src/platform/clock.ts'
import type { Instant } from '../../shared/calendar/instant.ts'
import { eastOneHomes, eastTwoHomes, sampleHomes, type TownHome } from './homes.ts'
import { fitMeters, readAndSettle } from './meters.ts'
import { moveIn } from './move-in.ts'
import { linked, newcomers } from './newcomers.ts'
import { payInThePast } from './pay-in-the-past.ts'
import { paidLastSeason, paidThisSeason, workers } from './people.ts'
import type { SimulatedPlatform } from './platform.ts'
import { type CompanyPrices, demoPrices, ruleSetOf, samplePrices, southPrices } from './prices.ts'
import { calendarOf, type TownCalendar, type TownSeason } from './seasons.ts'
import { PASSWORD } from './story.ts'
import { markTown } from './town-state.ts'

export type Town = {
  /** Composed on `clock`, and answering the platform's notices. */
  readonly system: System
  readonly clock: MovableClock
  /** Without it nobody has paid yet: money must be in the platform's own book, too. */
  readonly platform: SimulatedPlatform | null
  /** The real time, which goes on while the town is built. */
  readonly now: () => Instant
}
export type Loaded = { readonly households: number; readonly paidOrders: number; readonly calendar: TownCalendar }
type Company = { readonly code: string; readonly tenantId: number; readonly orgUnitId: number; readonly operator: Caller }

const DAY = 86_400_000
const HOUR = 3_600_000

/** Builds the town through the use-cases, from last autumn to now. The database must be migrated and hold no company. */
export async function loadTown(town: Town): Promise<Loaded> {
  const { system, clock, platform } = town
  const begun = town.now()
  const calendar = calendarOf(begun)
  const { last, current } = calendar

  await makeHaste(system.database)
  clock.set(last.billedAt - 10 * DAY)
  await markTown(system, 'begun')
  const { demo, south, sample } = await openCompanies(system, calendar)
  const eastOne = eastOneHomes()
  const movedIn = newcomers()
  const holders = new Map([...eastOne, ...movedIn].map(({ householdNo, customer }) => [householdNo, customer.name]))
  const past = platform && { system, clock, platform, holderOf: (householdNo: string) => holders.get(householdNo) ?? '' }
  await openHouseholds(
    system,
    demo,
    eastOne.filter((home) => home.last),
    last.code,
  )
  await publish(system, demo, last, demoPrices, 'last')
  await publish(system, south, last, southPrices, 'last')
  await moveIn(system, demo.operator, demo.code, movedIn, last.code)
  for (const [householdNo, other, relation] of linked)
    await system.households.linkHouseholds(demo.operator, householdNo, { householdNo: other, relation })
  await bill(town, demo, last)
  await fitMeters({ system, clock, operator: demo.operator }, last)
  if (past)
    for (const payment of inOrder(paidLastSeason, ({ afterDays }) => afterDays))
      await payInThePast(past, payment, hourOf(last, payment.afterDays))
  await readAndSettle({ system, clock, operator: demo.operator }, last)

  clock.set(current.billedAt - 10 * DAY)
  for (const home of [...eastOne.filter((one) => one.last), ...movedIn]) {
    await system.households.openHouseholdSeason(demo.operator, { householdNo: home.householdNo, seasonCode: current.code, ...home.current })
  }
  await openHouseholds(system, demo, [...eastOne.filter((home) => !home.last), ...eastTwoHomes()], current.code)
  await openHouseholds(system, sample, sampleHomes(), current.code)
  await publish(system, demo, current, demoPrices, 'current')
  await publish(system, south, current, southPrices, 'current')
  await publish(system, sample, current, samplePrices, 'current')
  await bill(town, demo, current)
  await bill(town, sample, current)
  const since = begun - current.billedAt
  if (past)
    for (const payment of inOrder(paidThisSeason, ({ share }) => share))
      await payInThePast(past, payment, current.billedAt + Math.trunc(since * payment.share))
  clock.set(town.now())
  await platform?.runFrom(clock.now())
  await system.worker.drain()
  await system.ledger.sealEntries()
  await markTown(system, 'done')
  const paid = [...paidLastSeason, ...paidThisSeason].filter(({ act }) => act === 'pay').length
  const households = eastOne.length + movedIn.length + eastTwoHomes().length + sampleHomes().length
  return { households, paidOrders: platform ? paid : 0, calendar }
}

/** A half-loaded town is noticed and thrown away, so its hundreds of commits need not each wait for the disk and its lock. */
async function makeHaste(database: Database): Promise<void> {
  await database.warmIds(allTables().map((table) => table.name))
  if (database.engine !== 'sqlite') return
  for (const pragma of ['synchronous = OFF', 'locking_mode = EXCLUSIVE']) await database.read((unit) => unit.select(`PRAGMA ${pragma}`))
}

function inOrder<T>(payments: readonly T[], time: (payment: T) => number): T[] {
  return payments.toSorted((a, b) => time(a) - time(b))
}

/** People pay in the evening. */
function hourOf(season: TownSeason, afterDays: number): Instant {
  return season.billedAt + afterDays * DAY + 8 * HOUR
}

async function openCompanies(system: System, calendar: TownCalendar) {
  const { tenancy } = system
  const installation = await tenancy.createPlatform()
  const platform = operatorCaller(installation.tenantId, [installation.orgUnitId])
  await tenancy.registerChannelApp(platform, { platform: 'wechat-mini', appId: 'wx00000000000000f1', name: '暖账平台小程序' })

  const demo = await openCompany(system, platform, calendar, ['DEMO', '示例热力集团', '91000000000000001D'])
  for (const [code, name, kind, parentCode] of [
    ['EAST', '东城分公司', 'branch', 'DEMO'],
    ['EAST-1', '东一供热站', 'station', 'EAST'],
    ['EAST-2', '东二供热站', 'station', 'EAST'],
  ] as const) {
    await tenancy.addOrgUnit(demo.operator, { code, name, kind, parentCode })
  }
  // The south has books of its own: another legal entity of the same group.
  await tenancy.addLegalEntity(demo.operator, { code: 'SOUTH', name: '示例城南热力有限公司', taxNo: '91000000000000003N' })
  const southUnit = { code: 'SOUTH', name: '城南公司', kind: 'subsidiary', parentCode: 'DEMO', legalEntityCode: 'SOUTH' } as const
  const { orgUnitId } = await tenancy.addOrgUnit(demo.operator, southUnit)
  await tenancy.addOrgUnit(demo.operator, { code: 'SOUTH-1', name: '城南供热站', kind: 'station', parentCode: 'SOUTH' })
  const south = { ...demo, code: 'SOUTH', orgUnitId }
  await tenancy.registerChannelApp(demo.operator, { platform: 'wechat-mini', appId: 'wx00000000000000a1', name: '示例热力小程序' })
  await tenancy.registerChannelApp(demo.operator, { platform: 'wechat-official', appId: 'wx00000000000000a2', name: '示例热力公众号' })
  await tenancy.registerChannelApp(demo.operator, { platform: 'alipay-mini', appId: '2021000000000011', name: '示例热力支付宝小程序' })
  await tenancy.registerChannelApp(demo.operator, { platform: 'alipay-web', appId: '2021000000000012', name: '示例热力支付宝网页' })
  const direct = { channel: 'wechat-pay', mode: 'direct' } as const
  await tenancy.registerMerchant(demo.operator, { ...direct, legalEntityCode: 'DEMO', mchId: '1900000001', name: '示例热力有限公司' })
  await tenancy.registerMerchant(demo.operator, { ...direct, legalEntityCode: 'SOUTH', mchId: '1900000003', name: '示例城南热力有限公司' })
  // In the platform's shared app each legal entity of the group is a sub-merchant.
  for (const [legalEntityCode, name, subMchId] of [
    ['DEMO', '示例热力有限公司', '1900000012'],
    ['SOUTH', '示例城南热力有限公司', '1900000013'],
  ] as const) {
    const partner = { channel: 'wechat-pay', mode: 'partner', mchId: '1900000009', subMchId } as const
    await tenancy.registerMerchant(demo.operator, { ...partner, legalEntityCode, name })
  }
  const byAlipay = { channel: 'alipay', mode: 'direct', name: '示例热力有限公司' } as const
  await tenancy.registerMerchant(demo.operator, { ...byAlipay, legalEntityCode: 'DEMO', mchId: '2088000000000011' })

  // 样本供热 has apps and a merchant number of its own, and is a sub-merchant in the platform's app.
  const sample = await openCompany(system, platform, calendar, ['SAMPLE', '样本供热公司', '91000000000000002S'])
  await tenancy.registerChannelApp(sample.operator, { platform: 'wechat-mini', appId: 'wx00000000000000b1', name: '样本供热小程序' })
  await tenancy.registerChannelApp(sample.operator, { platform: 'wechat-official', appId: 'wx00000000000000b2', name: '样本供热公众号' })
  const merchant = { legalEntityCode: 'SAMPLE', channel: 'wechat-pay', name: '样本供热公司' } as const
  await tenancy.registerMerchant(sample.operator, { ...merchant, mode: 'direct', mchId: '1900000002' })
  await tenancy.registerMerchant(sample.operator, { ...merchant, mode: 'partner', mchId: '1900000009', subMchId: '1900000011' })

  for (const company of [demo, sample]) await hire(system, company)
  return { demo, south, sample }
}

async function openCompany(
  { tenancy, staff }: System,
  platform: Caller,
  { last, current }: TownCalendar,
  [code, name, taxNo]: readonly [string, string, string],
): Promise<Company> {
  const { tenantId, orgUnitId } = await tenancy.createCompany(platform, { code, name, legalEntity: { code, name, taxNo } })
  const operator = operatorCaller(tenantId, [orgUnitId])
  for (const { code: season, startsOn, endsOn } of [last, current]) {
    await tenancy.createSeason(operator, { orgUnitCode: code, code: season, startsOn, endsOn })
  }
  await staff.createDefaultRoles(operator)
  return { code, tenantId, orgUnitId, operator }
}

async function hire({ staff }: System, { code, operator }: Company): Promise<void> {
  const own = workers.filter(({ company }) => company === code)
  await Promise.all(
    own.map(({ name, displayName, orgUnitCode, roleCode }) =>
      staff.createStaff(operator, { name, displayName, password: PASSWORD, posts: [{ orgUnitCode, roleCode }] }),
    ),
  )
}

async function openHouseholds(
  { households }: System,
  { operator }: Company,
  homes: readonly TownHome[],
  seasonCode: string,
): Promise<void> {
  for (const { last, current, ...home } of homes) {
    await households.createHousehold(operator, { ...home, season: { seasonCode, ...(last ?? current) } })
  }
}

async function publish(
  system: System,
  company: Company,
  season: TownSeason,
  prices: CompanyPrices,
  list: 'last' | 'current',
): Promise<void> {
  const { tenantId, orgUnitId, operator } = company
  await system.database.write(async (unit) => {
    const found = await findSeasonFor(unit, tenantId, orgUnitId, season.code)
    if (!found) throw new Error(`没有 ${season.code} 采暖季`)
    const ruleSet = ruleSetOf(season, prices[list], prices.notice(season))
    await system.tariffs.publishRuleSet(unit, operator, { orgUnitId, seasonId: found.id, ruleSet })
  })
}

async function bill({ system, clock }: Town, { code, operator }: Company, season: TownSeason): Promise<void> {
  clock.set(season.billedAt)
  await system.billing.startBillingRun(operator, { seasonCode: season.code, orgUnit: code, mode: 'post' })
  await system.worker.drain()
  await system.ledger.sealEntries()
}
