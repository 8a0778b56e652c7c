import type { RuleSetKey } from '../../../../../shared/contracts/tariffs.ts'

/** The set an address names; a version that is no number is one that is not found. */
export function keyOfParams({ orgUnit = '', seasonCode = '', version = '' }: Readonly<Partial<Record<string, string>>>): RuleSetKey {
  return { orgUnit, seasonCode, version: Number(version) || 0 }
}
