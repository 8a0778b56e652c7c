import { byDays, forAll, forOthers, forResidents, lateFromSeasonStart, stopShare, template } from './template.ts'

const usual = [stopShare({ num: 30, den: 100 }), byDays, lateFromSeasonStart]

/** Two-part tariffs: area fee before the season, basic charge and heat after it. */
export const meteredTemplates = [
  template('two-part', '两部制，按热量表结算', '先按面积热费预收，季末按基本热费加计量热费结算，无表户按面积热费；不封顶。', [
    {
      ...forResidents,
      kind: 'two-part@1',
      params: {
        areaBasis: 'gross',
        areaPriceE4: 220_000,
        basicPriceE4: 66_000,
        heatPriceE4: 1_570,
        unit: 'kWh',
        missing: 'area-fee',
      },
    },
    { ...forOthers, kind: 'area-price@1', params: { priceE4: 340_000, areaBasis: 'gross' } },
    ...usual,
  ]),
  template(
    'two-part-usable-capped',
    '两部制，按使用面积、吉焦计量并封顶',
    '建筑面积除以 1.333 折成使用面积，计量单位为吉焦，居民结算额不超过面积热费。',
    [
      {
        ...forAll,
        kind: 'two-part@1',
        params: {
          areaBasis: 'gross',
          areaPriceE4: 383_200,
          basicPriceE4: 165_400,
          heatPriceE4: 444_100,
          unit: 'GJ',
          cap: { num: 1, den: 1 },
          missing: 'neighbours',
        },
      },
      { ...forAll, kind: 'area-ratio@1', params: { ratio: { num: 1000, den: 1333 }, name: '使用面积系数' } },
      ...usual,
    ],
  ),
] as const
