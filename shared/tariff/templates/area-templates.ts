import { byDays, forOthers, forResidents, lateFromSeasonStart, stopShare, template } from './template.ts'

const usual = [stopShare({ num: 30, den: 100 }), byDays, lateFromSeasonStart]

/** Prices per m² and season, by one area or another. */
export const areaTemplates = [
  template('area-gross', '按建筑面积、整季计价', '居民与非居民各一个每平方米采暖季单价，按房产证建筑面积计收；报停收 30% 基础费。', [
    { ...forResidents, kind: 'area-price@1', params: { priceE4: 220_000, areaBasis: 'gross' } },
    { ...forOthers, kind: 'area-price@1', params: { priceE4: 340_000, areaBasis: 'gross' } },
    ...usual,
  ]),
  template('area-inside', '居民按套内面积、非居民按建筑面积', '居民按套内建筑面积计收整季热费，非居民按建筑面积计收。', [
    { ...forResidents, kind: 'area-price@1', params: { priceE4: 267_000, areaBasis: 'inside' } },
    { ...forOthers, kind: 'area-price@1', params: { priceE4: 398_000, areaBasis: 'gross' } },
    ...usual,
  ]),
] as const
