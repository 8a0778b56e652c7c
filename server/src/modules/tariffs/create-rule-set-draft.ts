import { addDays, earlierOf, type LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { CreateRuleSet, RuleSetKey } from '../../../../shared/contracts/tariffs.ts'
import { ruleSet as machine } from '../../../../shared/states/rule-set.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { moveToSeason, ruleSetTemplates } from '../../../../shared/tariff/templates/index.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { findSeasonFor, findUnitByCode, type SeasonRecord } from '../tenancy/index.ts'
import { type DraftingDeps, recordAct } from './act-on-rule-set.ts'
import { keepNotice } from './keep-notice.ts'
import { findLastSeasonsSet, findRuleSetRecord, nextVersion } from './rule-set-file.repository.ts'
import { appendRuleSet, listRuleSets } from './tariffs.repository.ts'

type Source = { readonly ruleSet: RuleSet; readonly words: string }

/**
 * 新建价目: a draft from a template, a copy or last season's rules, moved to its season. Answers what names it.
 * Throws NOT_FOUND, NO_LAST_SEASON, RULE_SET_INVALID (the notice's number belongs to another notice).
 */
export function createRuleSetDraft(deps: DraftingDeps) {
  const { database, clock } = deps
  return (caller: Caller, { orgUnit, seasonCode, start, notice }: CreateRuleSet): Promise<RuleSetKey> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const place = await findUnitByCode(unit, caller.scope, orgUnit)
      if (!place) throw notFound('该组织')
      const season = await findSeasonFor(unit, tenantId, place.id, seasonCode)
      if (!season) throw notFound('该采暖季')
      const source = await sourceOf(unit, caller, start, { orgUnitId: place.id, season })
      // The season row serialises two people who begin a draft of one unit together.
      await unit.selectForUpdate('SELECT id FROM seasons WHERE id = :id', { id: season.id })
      const version = await nextVersion(unit, place.id, seasonCode)
      const sameSeason = source.ruleSet.seasonCode === seasonCode
      const ruleSet: RuleSet = {
        ...moveToSeason(source.ruleSet, seasonCode),
        version,
        notice,
        validFrom: firstDay(clock.today(), season, start.from === 'copy' && sameSeason),
      }
      const noticeId = await keepNotice(unit, tenantId, { notice, setId: 0 })
      const id = await appendRuleSet(
        unit,
        {
          tenantId,
          orgUnitId: place.id,
          seasonId: season.id,
          noticeId,
          state: machine.initial,
          authorName: caller.actor.name.slice(0, 100),
        },
        ruleSet,
      )
      await recordAct(
        deps,
        unit,
        caller,
        { id, orgUnitId: place.id, orgUnit: place.code, from: null, to: machine.initial },
        { act: 'create', note: source.words, ruleSet },
      )
      return { orgUnit: place.code, seasonCode, version }
    })
  }
}

/** A season's first rules hold from its first day, or from today when bills are made before it; a change within it from tomorrow. */
function firstDay(today: LocalDay, { startsOn, endsOn }: SeasonRecord, changesSeason: boolean): LocalDay {
  return changesSeason && today >= startsOn ? earlierOf(addDays(today, 1), endsOn) : earlierOf(today, startsOn)
}

async function sourceOf(
  unit: ReadUnit,
  caller: Caller,
  start: CreateRuleSet['start'],
  { orgUnitId, season }: { readonly orgUnitId: number; readonly season: SeasonRecord },
): Promise<Source> {
  if (start.from === 'template') {
    const template = ruleSetTemplates.find(({ code }) => code === start.code)
    if (!template) throw notFound('该模板')
    return { ruleSet: template.ruleSet, words: `从模板“${template.name}”新建` }
  }
  const { tenantId } = caller.scope
  const id =
    start.from === 'copy'
      ? ((await findRuleSetRecord(unit, caller.scope, start.of))?.id ?? null)
      : await findLastSeasonsSet(unit, { tenantId, orgUnitId, startsOn: season.startsOn })
  if (id === null && start.from === 'copy') throw notFound('要复制的价目')
  const [ruleSet] = id === null ? [] : await listRuleSets(unit, [id])
  if (!ruleSet) throw new DomainError(409, 'NO_LAST_SEASON', '以前的采暖季没有已发布的价目，请从模板新建')
  return { ruleSet, words: `复制自 ${ruleSet.seasonCode} 采暖季第 ${ruleSet.version} 版` }
}
