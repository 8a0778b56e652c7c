import type { LateFeeParams } from '../../../../shared/tariff/kinds/late-fee.ts'
import { selectRule } from '../../../../shared/tariff/select-rules.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Audit } from '../audit/index.ts'
import { publishRuleSet } from './publish-rule-set.ts'
import { findRuleSetIds, freezeRuleSets, listRuleSets, type StoredRuleSet } from './tariffs.repository.ts'

export type { StoredRuleSet } from './tariffs.repository.ts'

export type Tariffs = {
  readonly publishRuleSet: ReturnType<typeof publishRuleSet>
  /** Published sets by id. Sets are immutable once published, so they are kept in memory. */
  ruleSets(unit: ReadUnit, ids: readonly number[]): Promise<ReadonlyMap<number, StoredRuleSet>>
  findRuleSetIds: typeof findRuleSetIds
  freeze(unit: Unit, ids: readonly number[], at: number): Promise<number>
}

export function createTariffs({ audit }: { readonly audit: Audit }): Tariffs {
  const known = new Map<number, StoredRuleSet>()
  return {
    publishRuleSet: publishRuleSet(audit),
    async ruleSets(unit, ids) {
      const missing = [...new Set(ids)].filter((id) => !known.has(id))
      for (const set of await listRuleSets(unit, missing)) known.set(set.id, set)
      return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id) as StoredRuleSet] as const] : [])))
    },
    findRuleSetIds,
    freeze: freezeRuleSets,
  }
}

/** The late-fee rule of a set for a class and price type; null where none is charged. */
export function lateFeeOf(
  ruleSet: StoredRuleSet,
  customer: { readonly customerClass: string; readonly priceType: string },
): LateFeeParams | null {
  const candidates = ruleSet.rules.filter((rule) => rule.kind === 'late-fee@1')
  return selectRule(candidates, customer).rule?.params ?? null
}
