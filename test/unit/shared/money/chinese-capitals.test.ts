import assert from 'node:assert/strict'
import fc from 'fast-check'
import { inChineseCapitals } from '../../../../shared/money/chinese-capitals.ts'

describe('amounts in Chinese capitals', () => {
  const cases: [fen: number, text: string][] = [
    // The examples of 支付结算办法 annex 1, in the spelling it names first.
    [140_950, '壹仟肆佰零玖元伍角'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元零叁角贰分'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    // Worked out by the same rules.
    [0, '零元整'],
    [1, '壹分'],
    [50, '伍角'],
    [53, '伍角叁分'],
    [100, '壹元整'],
    [1000, '壹拾元整'],
    [95_469, '玖佰伍拾肆元陆角玖分'],
    [102_056, '壹仟零贰拾元零伍角陆分'],
    [100_001_000, '壹佰万零壹拾元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_001, '壹亿元零壹分'],
    [1_000_100_000_100, '壹佰亿零壹佰万零壹元整'],
    [123_456_789_012_345, '壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分'],
    [-95_469, '负玖佰伍拾肆元陆角玖分'],
  ]
  for (const [amount, text] of cases) it(`writes ${amount} fen as ${text}`, () => assert.equal(inChineseCapitals(amount), text))

  it('can be read back to the same amount, and never says 零零', () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (amount) => {
        const text = inChineseCapitals(amount)
        assert.doesNotMatch(text, /零零|零元零|零整/)
        assert.equal(readBack(text), BigInt(amount), text)
      }),
      { numRuns: 2000 },
    )
  })
})

/** A reader of its own: digits times their place, 万 and 亿 lift all that stands before them. */
function readBack(text: string): bigint {
  const digit = '零壹贰叁肆伍陆柒捌玖'
  const place: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1000n }
  const [head = '', tail = ''] = text.includes('元') ? text.split('元') : ['', text]
  let [total, section, current] = [0n, 0n, 0n]
  for (const sign of head) {
    if (digit.includes(sign)) current = BigInt(digit.indexOf(sign))
    else if (sign in place) [section, current] = [section + current * (place[sign] ?? 0n), 0n]
    else if (sign === '万') [total, section, current] = [total + (section + current) * 10_000n, 0n, 0n]
    else if (sign === '亿') [total, section, current] = [(total + section + current) * 100_000_000n, 0n, 0n]
  }
  const jiao = /(.)角/.exec(tail)?.[1] ?? '零'
  const restFen = /(.)分/.exec(tail)?.[1] ?? '零'
  return (total + section + current) * 100n + BigInt(digit.indexOf(jiao) * 10 + digit.indexOf(restFen))
}
