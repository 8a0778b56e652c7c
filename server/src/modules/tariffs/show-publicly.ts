import { laterOf } from '../../../../shared/calendar/local-day.ts'
import type { PublicNoticeFileKey, PublicRuleSet, PublicRuleSetKey, PublicRuleSets } from '../../../../shared/contracts/tariffs/public.ts'
import type { QuoteCase } from '../../../../shared/contracts/tariffs.ts'
import type { HeatedAreaFacts } from '../../../../shared/tariff/facts.ts'
import { versionsOf } from '../../../../shared/tariff/season-parts.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { type FileRecord, type Files, presentFile } from '../files/index.ts'
import { type Company, findCompany } from '../tenancy/index.ts'
import { customersOf } from './asked-facts.ts'
import type { StoredRuleSet, Tariffs } from './index.ts'
import { listPublished, type PublicRow } from './public-rule-sets.repository.ts'

export type PublicDeps = {
  readonly database: Database
  readonly clock: Pick<Clock, 'today'>
  readonly tariffs: Pick<Tariffs, 'ruleSets'>
  readonly files: Pick<Files, 'list' | 'read'>
}

/** A company as the outside sees it; one it cannot see looks like one that is not there. */
type Seen = { readonly company: Company; readonly rows: readonly PublicRow[] }

/** What a company has published, for whoever knows its code: prices and notices, no household and no other company. */
export function listPublicRuleSets({ database, clock, tariffs, files }: PublicDeps) {
  return (companyCode: string): Promise<PublicRuleSets> =>
    database.read(async (unit) => {
      const { company, rows } = await published(unit, companyCode)
      const sets = await tariffs.ruleSets(
        unit,
        rows.map(({ id }) => id),
      )
      const nos = [...new Set([...sets.values()].map(({ notice }) => notice.no))]
      const scans = await files.list(unit, { tenantId: company.id, kind: 'price-notice', nos })
      const inForce = inForceOn(rows, clock.today())
      const present = (row: PublicRow): PublicRuleSet[] => {
        const set = sets.get(row.id)
        const effective = effectiveSets(row, rows, sets)
        const own = scans.filter(({ subjectNo }) => subjectNo === set?.notice.no).map(presentScan)
        return set ? [{ ...presentRuleSet(row, set, effective, inForce.has(row.id)), noticeFiles: own }] : []
      }
      return { company: { code: company.code, name: company.name }, ruleSets: rows.flatMap(present) }
    })
}

/**
 * A published version as a file that `npm run quote` takes: the rules as they are, and 100 m² to try them on. Where it takes effect
 * within the season, the versions before it are in the file too: the season is billed by all of them, each for its days.
 */
export function readPublicRuleSet({ database, tariffs }: PublicDeps) {
  return (key: PublicRuleSetKey): Promise<QuoteCase> =>
    database.read(async (unit) => {
      const { company, rows } = await published(unit, key.company)
      const row = rows.find((one) => isNamed(one, key))
      if (!row) throw noRuleSets()
      const sets = await tariffs.ruleSets(
        unit,
        rows.map(({ id }) => id),
      )
      return fileOf(`${company.name} ${row.seasonCode} 第 ${row.version} 版`, row, effectiveSets(row, rows, sets))
    })
}

/** A scan of the notice of a published version; the files of a draft's notice are not found. Throws RULE_SETS_NOT_FOUND, FILE_UNREADABLE. */
export function readPublicNoticeFile({ database, tariffs, files }: PublicDeps) {
  return async (key: PublicNoticeFileKey): Promise<{ readonly file: FileRecord; readonly bytes: Buffer }> => {
    const file = await database.read(async (unit) => {
      const { company, rows } = await published(unit, key.company)
      const row = rows.find((one) => isNamed(one, key))
      const set = row && (await tariffs.ruleSets(unit, [row.id])).get(row.id)
      const kept = set ? await files.list(unit, { tenantId: company.id, kind: 'price-notice', nos: [set.notice.no] }) : []
      return kept.find(({ fileNo }) => fileNo === key.fileNo)
    })
    if (!file) throw noRuleSets()
    return { file, bytes: await files.read(file) }
  }
}

function isNamed({ orgUnit, seasonCode, version }: PublicRow, key: PublicRuleSetKey): boolean {
  return orgUnit === key.orgUnit && seasonCode === key.season && version === key.version
}

/** Unknown, closed and without a published price: the same answer, so that nobody learns which companies there are. */
async function published(unit: ReadUnit, companyCode: string): Promise<Seen> {
  const company = await findCompany(unit, companyCode)
  const rows = company?.state === 'active' ? await listPublished(unit, company.id) : []
  if (!company || rows.length === 0) throw noRuleSets()
  return { company, rows }
}

function noRuleSets(): DomainError {
  return new DomainError(404, 'RULE_SETS_NOT_FOUND', '没有找到这家公司公布的热价，请核对公司代码')
}

/** Up to this version, those of its unit that price some day of its season, as the engine and the bills see it. */
function effectiveSets(row: PublicRow, rows: readonly PublicRow[], sets: ReadonlyMap<number, StoredRuleSet>): StoredRuleSet[] {
  const upTo = rows.filter((one) => placeOf(one) === placeOf(row) && one.version <= row.version)
  const known = upTo.flatMap(({ id }) => sets.get(id) ?? [])
  const effective = new Set(versionsOf(seasonOf(row), known).map(({ ruleSet }) => ruleSet))
  return known.filter((set) => effective.has(set)).toSorted((one, other) => one.version - other.version)
}

function placeOf({ orgUnit, seasonCode }: PublicRow): string {
  return `${orgUnit}/${seasonCode}`
}

/**
 * Of each unit and season the newest version that takes effect by the end of the season, once one is in force by its first day or by
 * today: that one, with those before it, is what bills rest on. Rows come newest version first.
 */
function inForceOn(rows: readonly PublicRow[], today: string): ReadonlySet<number> {
  const newest = new Map<string, number>()
  for (const row of rows) {
    const begins = rows.some((one) => placeOf(one) === placeOf(row) && one.validFrom <= laterOf(row.startsOn, today))
    if (begins && row.validFrom <= row.endsOn && !newest.has(placeOf(row))) newest.set(placeOf(row), row.id)
  }
  return new Set(newest.values())
}

function presentScan(file: FileRecord): PublicRuleSet['noticeFiles'][number] {
  const { fileNo, name, byteCount, uploadedAt } = presentFile(file)
  return { fileNo, name, byteCount, uploadedAt }
}

function presentRuleSet(
  row: PublicRow,
  set: StoredRuleSet,
  effective: readonly StoredRuleSet[],
  inForce: boolean,
): Omit<PublicRuleSet, 'noticeFiles'> {
  const { orgUnit, orgUnitName, version, validFrom } = row
  const customers = customersOf({ rules: effective.flatMap(({ rules }) => rules) })
  return { season: seasonOf(row), orgUnit, orgUnitName, version, validFrom, inForce, notice: set.notice, customers }
}

function seasonOf({ seasonCode, startsOn, endsOn, days }: PublicRow) {
  return { code: seasonCode, startsOn, endsOn, days }
}

function fileOf(name: string, row: PublicRow, effective: readonly StoredRuleSet[]): QuoteCase {
  const [customer] = customersOf({ rules: effective.flatMap(({ rules }) => rules) })
  const ruleSets = effective.map(({ id: _id, orgUnitId: _unit, ...ruleSet }) => ruleSet)
  const rules = ruleSets.length === 1 ? { ruleSet: ruleSets[0] } : { ruleSets }
  const area: HeatedAreaFacts = {
    areaNo: 1,
    name: '示例',
    grossMilliM2: 100_000,
    insideMilliM2: 100_000,
    usableMilliM2: 100_000,
    billedMilliM2: 100_000,
    heightMm: 2_800,
    customerClass: customer?.customerClass ?? 'residential',
    priceType: customer?.priceType ?? '按面积',
    status: 'heating',
    provenance: '示例',
  }
  return { name, ...rules, facts: { season: seasonOf(row), areas: [area] } } as unknown as QuoteCase
}
