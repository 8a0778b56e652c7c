import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  formatArea,
  formatFen,
  formatHeight,
  formatPercent,
  formatPermille,
  formatPrice,
  formatYuan,
  plainYuan,
} from '../../../shared/format/amount.ts'
import { maskAddress, maskHouseholdNo, maskIdNo, maskName, maskPhone, maskPhones } from '../../../shared/format/mask.ts'
import {
  customerClassName,
  feeTypeName,
  knownBuildingTypes,
  knownChannels,
  knownCustomerClasses,
  knownFeeTypes,
  knownRowKinds,
} from '../../../shared/format/names.ts'
import { formatDay, formatInstant, formatMinute } from '../../../shared/format/time.ts'

describe('figures on screens', () => {
  const cases: [shown: string, expected: string][] = [
    [formatFen(102_056), '1,020.56'],
    [formatFen(0), '0.00'],
    [formatFen(5), '0.05'],
    [formatFen(-50), '-0.50'],
    [formatFen(123_456_789_012), '1,234,567,890.12'],
    [formatFen(-99_999), '-999.99'],
    [formatYuan(95_469), '954.69 元'],
    [plainYuan(102_056), '1020.56'],
    [formatArea(46_570), '46.57'],
    [formatArea(150_000), '150.00'],
    [formatArea(46_575), '46.575'],
    [formatPrice(205_000), '20.50'],
    [formatPrice(1_570), '0.157'],
    [formatPrice(205_001), '20.5001'],
    [formatHeight(3_300), '3.30'],
    [formatPercent(300_000), '30%'],
    [formatPercent(25_000), '2.5%'],
    [formatPercent(0), '0%'],
    [formatPermille(1_000), '1‰'],
    [formatPermille(500), '0.5‰'],
  ]
  for (const [shown, expected] of cases) it(`reads ${expected}`, () => assert.equal(shown, expected))

  it('refuse anything but whole numbers', () => {
    for (const wrong of [0.5, Number.NaN, 2 ** 53, '1' as never]) assert.throws(() => formatFen(wrong), RangeError)
  })

  it('read back to the same amount', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (amount) => assert.equal(BigInt(formatFen(amount).replace(/[,.]/g, '')), BigInt(amount))))
    fc.assert(fc.property(fc.maxSafeInteger(), (amount) => assert.equal(plainYuan(amount), formatFen(amount).replaceAll(',', ''))))
  })
})

describe('days and instants on screens', () => {
  it('are those of Shanghai', () => {
    assert.equal(formatDay('2026-11-02'), '2026年11月2日')
    assert.equal(formatInstant(Date.UTC(2026, 10, 22, 16, 0, 5)), '2026-11-23 00:00:05')
    assert.equal(formatInstant(Date.UTC(2026, 10, 22, 15, 59, 59, 999)), '2026-11-22 23:59:59')
    assert.equal(formatMinute(Date.UTC(2026, 10, 22, 8, 7, 59)), '2026-11-22 16:07')
    assert.throws(() => formatDay('2026-02-30'), RangeError)
  })
})

describe('masks', () => {
  const cases: [masked: string, expected: string][] = [
    [maskName('张三'), '张*'],
    [maskName('欧阳小青'), '欧*'],
    [maskName('𠮷田'), '𠮷*'],
    [maskName(''), ''],
    [maskPhone('13800001234'), '138****1234'],
    [maskPhone('138 0000 1234'), '138****1234'],
    [maskPhone('0311-8000123'), '****23'],
    [maskPhone('110'), '****'],
    [maskAddress('青云里 3号楼 2单元 501室'), '青云里 3号楼 2单元 ***室'],
    [maskAddress('青云里3-2-501'), '青云里3-2-***'],
    [maskAddress('青云里1号楼东户'), '青云里***号楼东户'],
    [maskAddress('青云里甲单元东户'), '青云里甲单***'],
    [maskHouseholdNo('80012345'), '80****45'],
    [maskHouseholdNo('12345'), '****'],
    [maskPhones('13800001234、0311-8000123'), '138****1234、****23'],
    [maskIdNo('11010119900101100X'), '1****************X'],
    [maskIdNo('E1234567'), 'E****************7'],
    [maskIdNo('1234567'), '******'],
  ]
  for (const [masked, expected] of cases) it(`show ${expected || 'nothing'}`, () => assert.equal(masked, expected))

  it('tell no length: two people with one surname look alike', () => {
    assert.equal(maskName('张三'), maskName('张三丰'))
    assert.equal(maskAddress('青云里 501室'), maskAddress('青云里 1501室'))
  })
})

describe('names every company starts with', () => {
  it('are Chinese, and a company’s own codes stay as they are', () => {
    assert.equal(feeTypeName('heat'), '热费')
    assert.equal(feeTypeName('toString'), 'toString')
    assert.equal(customerClassName('residential'), '居民')
    assert.equal(customerClassName('宿舍'), '宿舍')
    assert.deepEqual(['connection', 'hot-water', 'steam', 'handling', 'function', 'extra'].map(feeTypeName), [
      '入网费',
      '热水费',
      '蒸汽费',
      '手续费',
      '功能费',
      '附加费用',
    ])
    for (const known of [knownFeeTypes, knownCustomerClasses, knownChannels, knownBuildingTypes, knownRowKinds]) {
      assert.equal(new Set(known.map(({ code }) => code)).size, known.length)
      assert.equal(new Set(known.map(({ name }) => name)).size, known.length)
    }
  })
})
