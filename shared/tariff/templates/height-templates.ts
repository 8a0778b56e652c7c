import { byDays, forAll, forOthers, forResidents, lateFromSeasonStart, stopShare, template } from './template.ts'

const usual = [stopShare({ num: 30, den: 100 }), byDays, lateFromSeasonStart]
const storey = { height: 'storey', unrecorded: 'refuse' } as const

/** Prices per m² and season with a surcharge on high rooms. */
export const heightTemplates = [
  template('height-ratio', '层高超过 3 米按比例折算', '全部用户按建筑面积计收，层高超过 3 米的按 层高 ÷ 3 折算。', [
    { ...forResidents, kind: 'area-price@1', params: { priceE4: 220_000, areaBasis: 'gross' } },
    { ...forOthers, kind: 'area-price@1', params: { priceE4: 340_000, areaBasis: 'gross' } },
    { ...forAll, kind: 'height-ratio@1', params: { ...storey, scales: 'price', overMm: 3000, perMm: 3000 } },
    ...usual,
  ]),
  template(
    'height-steps',
    '非居民超高按级加收',
    '非居民层高超过 3.20 米的，每超过 0.10 米热价加收 3%，最多加收一倍；超过 6 米的由合同约定。',
    [
      { ...forResidents, kind: 'area-price@1', params: { priceE4: 220_000, areaBasis: 'gross' } },
      { ...forOthers, kind: 'area-price@1', params: { priceE4: 433_000, areaBasis: 'gross' } },
      {
        ...forOthers,
        kind: 'height-steps@1',
        params: {
          ...storey,
          scales: 'price',
          overMm: 3200,
          contractOverMm: 6000,
          stepMm: 100,
          steps: 'started',
          perStep: { num: 3, den: 100 },
          cap: { num: 1, den: 1 },
        },
      },
      ...usual,
    ],
  ),
  template(
    'height-area',
    '超高加大计费面积，坡屋顶按净高折算',
    '净高每超过 3 米 0.20 米，计费面积加大 10%；坡屋顶、阁楼、阳台按类别折算面积。',
    [
      { ...forAll, kind: 'area-price@1', params: { priceE4: 220_000, areaBasis: 'gross' } },
      {
        ...forAll,
        kind: 'height-steps@1',
        params: {
          height: 'clear',
          unrecorded: 'none',
          scales: 'area',
          overMm: 3000,
          stepMm: 200,
          steps: 'started',
          perStep: { num: 10, den: 100 },
        },
      },
      {
        ...forAll,
        kind: 'clear-height@1',
        params: {
          rowKinds: ['sloped-roof'],
          bands: [
            { from: 0, to: 1200, factor: { num: 0, den: 1 } },
            { from: 1200, to: 2100, factor: { num: 1, den: 2 } },
            { from: 2100, to: null, factor: { num: 1, den: 1 } },
          ],
          bound: 'lower',
        },
      },
      {
        ...forAll,
        kind: 'row-factor@1',
        params: {
          by: 'rowKind',
          entries: [
            { value: 'attic', name: '阁楼', factor: { num: 1, den: 2 } },
            { value: 'balcony-open', name: '开放阳台', factor: { num: 0, den: 1 } },
            { value: 'garage', name: '车库', factor: { num: 50, den: 100 } },
          ],
          otherwise: { num: 1, den: 1 },
        },
      },
      ...usual,
    ],
  ),
  template('height-other-price', '高层高部分另定单价', '层高 4 米以下按普通单价，超过 4 米的面积行全部按另一单价。', [
    {
      ...forAll,
      kind: 'banded-price@1',
      params: {
        areaBasis: 'gross',
        by: 'height',
        height: 'storey',
        bands: [
          { from: 0, to: 4000, priceE4: 240_000 },
          { from: 4000, to: null, priceE4: 360_000 },
        ],
        bound: 'upper',
      },
    },
    ...usual,
  ]),
] as const
