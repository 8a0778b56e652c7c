import type { RuleSetFile, RuleSetRow, TriedRuleSet } from '../../../../shared/contracts/tariffs.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import { feeNameIn, withFeeNames } from '../../../../shared/tariff/fee-names.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { presentFile } from '../files/index.ts'
import type { ReadFile } from './read-rule-set.ts'
import type { RuleSetRecord } from './rule-set-file.repository.ts'
import type { Tried } from './try-rule-set.ts'

const iso = (at: number) => new Date(at).toISOString()
const isoOrNull = (at: number | null) => (at === null ? null : iso(at))

export function presentRuleSetRow(record: RuleSetRecord): RuleSetRow {
  const { orgUnit, orgUnitName, seasonCode, version, state, validFrom, ruleCount, authorName, submitterName, publisherName } = record
  return {
    orgUnit,
    orgUnitName,
    seasonCode,
    version,
    state,
    frozenAt: isoOrNull(record.frozenAt),
    validFrom,
    notice: { no: record.noticeNo, title: record.noticeTitle, issuedOn: record.noticeIssuedOn },
    ruleCount,
    authorName,
    createdAt: iso(record.createdAt),
    submitterName,
    submittedAt: isoOrNull(record.submittedAt),
    publisherName,
    publishedAt: isoOrNull(record.publishedAt),
  }
}

export function presentRuleSetFile({ record, ruleSet, judgement, acts, may, ownWork, noticeFiles }: ReadFile): RuleSetFile {
  const { startsOn, endsOn, days, revision } = record
  return {
    ...presentRuleSetRow(record),
    revision,
    season: { startsOn, endsOn, days },
    content: contentOf(ruleSet),
    faults: [...judgement.faults, ...judgement.unserved],
    questions: [...judgement.questions],
    may: [...may],
    ownWork,
    noticeFiles: { ...noticeFiles, items: noticeFiles.items.map(presentFile) },
    acts: acts.map(({ act, toState, at, actor, note, confirmed }) => ({
      act,
      toState,
      at: iso(at),
      actor: actor.name,
      note,
      confirmed: [...confirmed],
    })),
  }
}

function contentOf({ validFrom, notice, rounding, rules, obligatoryFeeTypes }: RuleSet): RuleSetFile['content'] {
  return {
    validFrom,
    notice: { ...notice },
    rounding: { ...rounding },
    rules: rules.map(({ kind, customerClass, priceType, feeType, rounding, params }) => ({
      kind,
      customerClass,
      priceType,
      feeType,
      ...(rounding ? { rounding: { ...rounding } } : {}),
      params: params as Record<string, unknown>,
    })),
    ...(obligatoryFeeTypes ? { obligatoryFeeTypes: [...obligatoryFeeTypes] } : {}),
  }
}

export function presentTried({ faults, questions, facts, price, refusals, today, feeNames }: Tried): TriedRuleSet {
  const nameOf = (areaNo: number | null) => facts?.areas.find((area) => area.areaNo === areaNo)?.name ?? null
  const bill =
    price || refusals.length > 0
      ? {
          totalFen: price?.totalFen ?? 0,
          lines: (price?.lines ?? []).map(({ feeType, areaNo, payer, amountFen, steps }) => ({
            feeType,
            title: feeNameIn(feeNames, feeType),
            areaNo,
            areaName: nameOf(areaNo),
            payer: payer ?? null,
            amountFen,
            steps: renderSteps(withFeeNames(steps, feeNames)),
          })),
          refusals: [...refusals],
        }
      : null
  return { faults: [...faults], questions: [...questions], bill, today }
}
