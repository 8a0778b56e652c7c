import { z } from 'zod'
import { LocalDayField, SeasonCode } from '../fields.ts'
import { FileNo, StoredFile } from '../files.ts'
import { QuoteCase, QuoteResult } from '../tariffs.ts'

/** What anybody may ask without an account: published prices, and what a bill would be by them. */
export const CompanyCode = z
  .string('请填写公司代码')
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z][0-9A-Z_-]{0,31}$/, '公司代码为字母和数字，最多 32 位')

export const PublicRuleSetQuery = z.object({ company: CompanyCode })
export type PublicRuleSetQuery = z.infer<typeof PublicRuleSetQuery>

/** One published version in an address: /api/public/rule-sets/DEMO/2026-2027/DEMO/1 */
export const PublicRuleSetKey = z.object({
  company: CompanyCode,
  season: SeasonCode,
  orgUnit: z.string().min(1).max(32),
  version: z.coerce.number().int().min(1).max(1_000_000),
})
export type PublicRuleSetKey = z.infer<typeof PublicRuleSetKey>

export const PublicNoticeFileKey = PublicRuleSetKey.extend({ fileNo: FileNo })
export type PublicNoticeFileKey = z.infer<typeof PublicNoticeFileKey>

export const CASES_AT_MOST = 20
/** POST /api/public/quote takes what `npm run quote` takes, one case or an array; their shape is judged case by case. */
export const PublicQuote = z
  .unknown()
  .refine((given) => typeof given === 'object' && given !== null, '应为一份试算或一组试算')
  .refine((given) => !Array.isArray(given) || (given.length >= 1 && given.length <= CASES_AT_MOST), `一次试算 1 到 ${CASES_AT_MOST} 份`)

/** What these cases look like; a case that does not is answered with what is wrong with it, beside the others. */
export const PublicQuoteFile = z.union([QuoteCase, z.array(QuoteCase).min(1).max(CASES_AT_MOST)]).meta({ id: 'PublicQuoteFile' })
/** One result, or one for each case. */
export const PublicQuoteAnswer = z.union([QuoteResult, z.array(QuoteResult)]).meta({ id: 'PublicQuoteAnswer' })

/**
 * Something about an area the rules need. `fact` is its name in the facts of a quote. `square-metres` and `metres` are stored in
 * thousandths, `percent` in millionths; `choice` as its value; `yes-no` as a boolean.
 */
export const AskedFact = z
  .object({
    fact: z.string(),
    kind: z.enum(['square-metres', 'metres', 'percent', 'choice', 'yes-no']),
    name: z.string(),
    /** Where a person finds it. */
    hint: z.string(),
    /** Without it nothing can be worked out. */
    needed: z.boolean(),
    options: z.array(z.object({ value: z.string(), name: z.string() })),
  })
  .meta({ id: 'AskedFact' })
export type AskedFact = z.infer<typeof AskedFact>

/** A customer class and price type the rules know, and what they ask of an area. */
export const PublicCustomer = z
  .object({
    customerClass: z.string(),
    className: z.string(),
    priceType: z.string(),
    /** '20.50 元/㎡·采暖季', where it is one price for the area all season. */
    price: z.string().nullable(),
    /** Whether an area may be stopped under these rules. */
    mayStop: z.boolean(),
    asks: z.array(AskedFact),
  })
  .meta({ id: 'PublicCustomer' })
export type PublicCustomer = z.infer<typeof PublicCustomer>

export const PublicRuleSet = z
  .object({
    season: z.object({ code: SeasonCode, startsOn: LocalDayField, endsOn: LocalDayField, days: z.int() }),
    orgUnit: z.string(),
    orgUnitName: z.string(),
    version: z.int(),
    validFrom: LocalDayField,
    /** Bills of this unit and season rest on this version, and on those before it for the days before it takes effect. */
    inForce: z.boolean(),
    notice: z.object({ no: z.string(), title: z.string(), issuedOn: LocalDayField }),
    /** Scans of the notice, oldest first; fetched by their number. */
    noticeFiles: z.array(StoredFile.pick({ fileNo: true, name: true, byteCount: true, uploadedAt: true })),
    customers: z.array(PublicCustomer),
  })
  .meta({ id: 'PublicRuleSet' })
export type PublicRuleSet = z.infer<typeof PublicRuleSet>

/** GET /api/public/rule-sets: newest season first. */
export const PublicRuleSets = z
  .object({ company: z.object({ code: z.string(), name: z.string() }), ruleSets: z.array(PublicRuleSet) })
  .meta({ id: 'PublicRuleSets' })
export type PublicRuleSets = z.infer<typeof PublicRuleSets>
