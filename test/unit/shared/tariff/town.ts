import type { HeatedAreaFacts, TariffFacts } from '../../../../shared/tariff/facts.ts'
import type { AreaPriceRule } from '../../../../shared/tariff/kinds/area-price.ts'
import type { LateFeeRule } from '../../../../shared/tariff/kinds/late-fee.ts'
import type { StopBaseFeeRule } from '../../../../shared/tariff/kinds/stop-base-fee.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'

/** The flat of the golden case: 46.57 m² at 20.50 yuan. Every number here is invented or from that example. */
export function flat(change: Partial<HeatedAreaFacts> = {}): HeatedAreaFacts {
  return {
    areaNo: 1,
    name: '住宅',
    grossMilliM2: 50_000,
    insideMilliM2: 41_250,
    usableMilliM2: null,
    billedMilliM2: 46_570,
    heightMm: 2_800,
    customerClass: 'residential',
    priceType: '面积计费',
    status: 'heating',
    provenance: '房产证',
    ...change,
  }
}

export function facts(...areas: HeatedAreaFacts[]): TariffFacts {
  return { season: { code: '2018-2019', startsOn: '2018-11-01', endsOn: '2019-03-31', days: 151 }, areas }
}

export const heatRule: AreaPriceRule = {
  kind: 'area-price@1',
  customerClass: 'residential',
  priceType: '*',
  feeType: 'heat',
  params: { priceE4: 205_000, areaBasis: 'billed' },
}

export const shopRule: AreaPriceRule = {
  kind: 'area-price@1',
  customerClass: 'non-residential',
  priceType: '*',
  feeType: 'heat',
  params: { priceE4: 350_000, areaBasis: 'gross' },
}

export const stopRule: StopBaseFeeRule = {
  kind: 'stop-base-fee@1',
  customerClass: '*',
  priceType: '*',
  feeType: 'stop-base-fee',
  params: { share: { num: 30, den: 100 } },
}

export const lateRule: LateFeeRule = {
  kind: 'late-fee@1',
  customerClass: '*',
  priceType: '*',
  feeType: 'late-fee',
  params: { dailyRatePpm: 1000, dueOn: '2019-02-13', graceDays: 0, base: 'unpaid', cap: { kind: 'principal' } },
}

export function ruleSet(change: Partial<RuleSet> = {}): RuleSet {
  return {
    version: 3,
    seasonCode: '2018-2019',
    validFrom: '2018-11-01',
    notice: { no: '×价〔2018〕12号', title: '关于居民供热价格的通知', issuedOn: '2018-09-30' },
    rounding: { level: 'line', mode: 'half-up', unit: 'fen' },
    rules: [heatRule, shopRule, stopRule, lateRule],
    ...change,
  }
}
