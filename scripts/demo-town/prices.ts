import type { LateFeeCap } from '../../shared/tariff/kinds/late-fee.ts'
import type { PriceNotice, RoundingRule, RuleSet } from '../../shared/tariff/rule-set.ts'
import { METERED } from './meters.ts'
import type { TownSeason } from './seasons.ts'

/** What a company charges; prices in 1/10 000 yuan per m² and season. */
export type PriceList = {
  readonly homeE4: number
  readonly shopE4: number
  /** Shops higher than this pay by their height. */
  readonly highShopsPerMm?: number
  /** Homes with a heat meter: charged by area before the season, by basic charge and kWh after it. */
  readonly metered?: { readonly basicE4: number; readonly kWhE4: number }
  readonly stopShare: { readonly num: number; readonly den: number }
  readonly lateFee: { readonly dailyRatePpm: number; readonly graceDays: number; readonly cap: LateFeeCap }
  readonly rounding: RoundingRule
}
export type CompanyPrices = {
  readonly notice: (season: TownSeason) => PriceNotice
  readonly last: PriceList
  readonly current: PriceList
}

const toTheFen: RoundingRule = { level: 'line', mode: 'half-up', unit: 'fen' }

/** 示例热力: dearer this season; 1 ‰ a day, never more than the principal. */
export const demoPrices: CompanyPrices = {
  notice: ({ noticeOn }) => ({
    no: `示价〔${noticeOn.slice(0, 4)}〕12号`,
    title: '关于城区集中供热价格的通知（示例）',
    issuedOn: noticeOn,
  }),
  last: {
    homeE4: 238_000,
    shopE4: 345_000,
    stopShare: { num: 30, den: 100 },
    lateFee: { dailyRatePpm: 1000, graceDays: 0, cap: { kind: 'principal' } },
    rounding: toTheFen,
  },
  current: {
    homeE4: 245_000,
    shopE4: 356_000,
    stopShare: { num: 30, den: 100 },
    lateFee: { dailyRatePpm: 1000, graceDays: 0, cap: { kind: 'principal' } },
    rounding: toTheFen,
  },
}

/** 城南公司: its own notice; shops over 3 m by height ÷ 3; each line down to the jiao. */
const southList: PriceList = {
  homeE4: 226_000,
  shopE4: 340_000,
  highShopsPerMm: 3_000,
  metered: { basicE4: 67_800, kWhE4: 1_570 },
  stopShare: { num: 30, den: 100 },
  lateFee: { dailyRatePpm: 1000, graceDays: 0, cap: { kind: 'principal' } },
  rounding: { level: 'line', mode: 'truncate', unit: 'jiao' },
}
export const southPrices: CompanyPrices = {
  notice: ({ noticeOn }) => ({
    no: `示南价〔${noticeOn.slice(0, 4)}〕5号`,
    title: '关于城南片区供热价格的通知（示例）',
    issuedOn: noticeOn,
  }),
  last: southList,
  current: southList,
}

const sampleList: PriceList = {
  homeE4: 205_000,
  shopE4: 310_000,
  stopShare: { num: 20, den: 100 },
  lateFee: { dailyRatePpm: 500, graceDays: 10, cap: { kind: 'share', num: 20, den: 100 } },
  rounding: { level: 'line', mode: 'half-up', unit: 'jiao' },
}

/** 样本供热: the same in both seasons, rounded to the jiao; 0.5 ‰ a day after ten days of grace, at most a fifth of the principal. */
export const samplePrices: CompanyPrices = {
  notice: ({ noticeOn }) => ({ no: `样价〔${noticeOn.slice(0, 4)}〕3号`, title: '关于居民供热收费标准的通知（样本）', issuedOn: noticeOn }),
  last: sampleList,
  current: sampleList,
}

/** The first and only version of a season's rules. */
export function ruleSetOf(season: TownSeason, list: PriceList, notice: PriceNotice): RuleSet {
  // Where some are charged by their meter, the price by area is not everybody's.
  const priceType = list.metered ? '按面积' : '*'
  const everybody = { customerClass: '*', priceType: '*' }
  const areaPrice = (customerClass: string, priceE4: number) =>
    ({ kind: 'area-price@1', customerClass, priceType, feeType: 'heat', params: { priceE4, areaBasis: 'billed' } }) as const
  return {
    version: 1,
    seasonCode: season.code,
    validFrom: notice.issuedOn,
    notice,
    rounding: list.rounding,
    rules: [
      areaPrice('residential', list.homeE4),
      areaPrice('non-residential', list.shopE4),
      ...(list.metered ? [twoPart(list.homeE4, list.metered)] : []),
      ...(list.highShopsPerMm ? [highShops(list.highShopsPerMm)] : []),
      { ...everybody, kind: 'stop-base-fee@1', feeType: 'stop-base-fee', params: { share: list.stopShare } },
      { ...everybody, kind: 'late-fee@1', feeType: 'late-fee', params: { ...list.lateFee, dueOn: season.dueOn, base: 'unpaid' } },
    ],
  }
}

function highShops(perMm: number): RuleSet['rules'][number] {
  const params = { height: 'storey', scales: 'price', overMm: perMm, perMm, unrecorded: 'none' } as const
  return { customerClass: 'non-residential', priceType: '*', feeType: 'heat', kind: 'height-ratio@1', params }
}

function twoPart(areaPriceE4: number, { basicE4, kWhE4 }: NonNullable<PriceList['metered']>): RuleSet['rules'][number] {
  const prices = { areaBasis: 'billed', areaPriceE4, basicPriceE4: basicE4, heatPriceE4: kWhE4, unit: 'kWh', missing: 'area-fee' } as const
  return { customerClass: 'residential', priceType: METERED, feeType: 'heat', kind: 'two-part@1', params: prices }
}
