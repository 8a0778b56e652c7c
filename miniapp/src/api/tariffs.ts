import type { PublicRuleSet, PublicRuleSets } from '../../../shared/contracts/tariffs/public.ts'
import type { QuoteCase, QuoteResult } from '../../../shared/contracts/tariffs.ts'
import { requestOpenly } from './request.ts'

/** What a company has published. 404 RULE_SETS_NOT_FOUND for a code nobody has. */
export function listPublicRuleSets(companyCode: string): Promise<PublicRuleSets> {
  return requestOpenly<PublicRuleSets>({ method: 'GET', path: `/api/public/rule-sets?company=${encodeURIComponent(companyCode)}` })
}

/** The rules themselves, as the server wants them back. */
export function readRuleSetFile(companyCode: string, { season, orgUnit, version }: PublicRuleSet): Promise<QuoteCase> {
  const names = [companyCode, season.code, orgUnit, String(version)].map(encodeURIComponent)
  return requestOpenly<QuoteCase>({ method: 'GET', path: `/api/public/rule-sets/${names.join('/')}` })
}

export function quotePublicly(given: QuoteCase): Promise<QuoteResult> {
  return requestOpenly<QuoteResult>({ method: 'POST', path: '/api/public/quote', body: given })
}
