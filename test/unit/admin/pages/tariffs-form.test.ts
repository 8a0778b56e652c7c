import assert from 'node:assert/strict'
import fc from 'fast-check'
import { pointed, scaled, textOfField, typingFault, withFieldText } from '../../../../admin/src/pages/tariffs/form/field-text.ts'
import { type Params, valueAt } from '../../../../admin/src/pages/tariffs/form/params-path.ts'
import { countOfRule, placeRemarks, wordsAt } from '../../../../admin/src/pages/tariffs/form/place-remarks.ts'
import { chargingKinds, forWhom, ruleWords } from '../../../../admin/src/pages/tariffs/form/rule-words.ts'
import { groupFields, isVisible, wayOf, withoutHidden } from '../../../../admin/src/pages/tariffs/form/visible-fields.ts'
import { startArea, withFigure } from '../../../../admin/src/pages/tariffs/trial/typed-facts.ts'
import type { RuleSetContent } from '../../../../shared/contracts/tariffs.ts'
import { type FieldForm, formOf, ruleKindForms } from '../../../../shared/tariff/forms/index.ts'
import { ruleKinds } from '../../../../shared/tariff/kinds/registry.ts'

const field = (kind: string, path: string): FieldForm =>
  formOf(kind)?.fields.find((one) => one.path === path) ?? assert.fail(`${kind} has no ${path}`)
const paramsOf = (kind: string) => formOf(kind)?.start as unknown as Params

it('a rounding of its own is offered to the kinds that make an amount, and to no other', () => {
  const charging = Object.entries(ruleKinds).filter(([, { role }]) => role === 'charge' || role === 'household-charge')
  assert.deepEqual([...chargingKinds].sort(), charging.map(([kind]) => kind).sort())
})

describe('figures as a notice writes them', () => {
  it('become whole numbers without a float, and come back as they were', () => {
    assert.equal(scaled('22.5', 4), 225_000)
    assert.equal(scaled('0.157', 4), 1_570)
    assert.equal(scaled('-3', 2), -300)
    for (const text of ['', '22.12345', '1e3', '２２', '22.5.1', '12345678901234567']) assert.equal(scaled(text, 4), null, text)
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 4 }), (whole, decimals) => {
        assert.equal(scaled(pointed(whole, decimals), decimals), whole)
      }),
    )
  })

  it('a percentage, a factor and a fraction keep their meaning', () => {
    const share = field('stop-base-fee@1', 'share')
    assert.equal(textOfField(share, { share: { num: 30, den: 100 } }), '30')
    assert.deepEqual(withFieldText(share, {}, '2.5'), { share: { num: 25, den: 1000 } })
    assert.deepEqual(withFieldText(share, {}, '1/3'), { share: { num: 1, den: 3 } })
    assert.equal(textOfField(share, { share: { num: 1, den: 3 } }), '1/3')
    const otherwise = field('building-coefficient@1', 'otherwise')
    assert.deepEqual(withFieldText(otherwise, {}, '0.86'), { otherwise: { num: 86, den: 100 } })
    assert.deepEqual(withFieldText(otherwise, {}, ''), { otherwise: 'refuse' }, 'an empty box is the special value')
    assert.equal(textOfField(otherwise, { otherwise: 'refuse' }), '')
  })

  it('a share beside another value leaves that value alone', () => {
    const cap = field('late-fee@2', 'cap')
    assert.deepEqual(withFieldText(cap, { cap: { kind: 'share' } }, '50'), { cap: { kind: 'share', num: 50, den: 100 } })
  })

  it('what is no figure is kept as it was typed, and said at the field in the notice’s words', () => {
    const price = field('area-price@1', 'priceE4')
    const typed = withFieldText(price, paramsOf('area-price@1'), '22元')
    assert.equal(textOfField(price, typed), '22元')
    assert.equal(typingFault(price, typed), '请填写数字，最多 4 位小数')
    assert.equal(typingFault(price, withFieldText(price, typed, '')), '请填写单价')
    assert.equal(typingFault(price, withFieldText(price, typed, '22')), null)
    const minute = field('poor-heat@1', 'excludedWindows').columns?.[0] ?? assert.fail()
    assert.deepEqual(withFieldText(minute, {}, '22:30'), { fromMinute: 1350 })
    assert.equal(typingFault(minute, { fromMinute: '25点' }), '请按 时:分 填写，如 22:00')
  })

  for (const { kind, fields, start } of ruleKindForms) {
    it(`every box of ${kind} gives back what it shows`, () => {
      const check = (one: FieldForm, row: Params) => {
        if (one.unit === 'table') {
          for (const inner of (valueAt(row, one.path) as Params[] | undefined) ?? [])
            for (const column of one.columns ?? []) check(column, inner)
          return
        }
        if (['choice', 'choices', 'texts', 'day'].includes(one.unit) || valueAt(row, one.path) === undefined || !isVisible(one, row)) return
        const again = withFieldText(one, row, textOfField(one, row))
        assert.equal(textOfField(one, again), textOfField(one, row), one.label)
        assert.equal(typingFault(one, row), null, one.label)
      }
      for (const one of fields) check(one, start as unknown as Params)
    })
  }
})

describe('which fields a rule shows', () => {
  it('a choice hides fields, and what stood in them goes', () => {
    const { fields = [] } = formOf('late-fee@2') ?? {}
    const shared = { ...paramsOf('late-fee@2'), cap: { kind: 'share', num: 50, den: 100 } }
    assert.deepEqual(withoutHidden(fields, shared), shared)
    assert.deepEqual(withoutHidden(fields, { ...shared, cap: { ...shared.cap, kind: 'principal' } }), {
      ...shared,
      cap: { kind: 'principal' },
    })
  })

  it('in a table row by row', () => {
    const { fields = [] } = formOf('discount@1') ?? {}
    const start = paramsOf('discount@1')
    const [window] = start.windows as Params[]
    const fixed = { ...window, amount: { kind: 'fixed', share: { num: 1, den: 100 }, amountFen: 5000 } }
    const cleared = withoutHidden(fields, { ...start, windows: [window, fixed] })
    assert.deepEqual(cleared.windows, [window, { ...window, amount: { kind: 'fixed', amountFen: 5000 } }])
  })

  it('alternatives stand in one group, with the one that is filled in', () => {
    const { fields = [] } = formOf('charge-limit@1') ?? {}
    const groups = groupFields(fields, { least: { fen: 30_000 } })
    const ways = groups.map((group) => ('alternative' in group ? wayOf(group.alternative, { least: { fen: 30_000 } }) : 'field'))
    assert.deepEqual(ways, ['fixed', null])
  })
})

describe('where a remark is shown', () => {
  const everybody = { customerClass: '*', priceType: '*' }
  const content: RuleSetContent = {
    validFrom: '2026-09-01',
    notice: { no: 'n', title: 't', issuedOn: '2026-08-20' },
    rounding: { level: 'line', mode: 'half-up', unit: 'fen' },
    rules: [
      { ...everybody, kind: 'area-price@1', feeType: 'heat', params: { ...paramsOf('area-price@1') } },
      { ...everybody, kind: 'discount@1', feeType: 'heat', params: { ...paramsOf('discount@1') } },
    ],
  }
  const at = (path: string) => ({ code: 'X', path, message: `about ${path}` })
  const where = (path: string) => [...placeRemarks([at(path)], content).keys()][0]

  it('at its field, its cell, its table, its rule, or the head of the page', () => {
    assert.equal(where('notice.no'), 'notice.no')
    assert.equal(where('rules[0].params.priceE4'), 'rules[0].params.priceE4')
    assert.equal(where('rules[1].params.windows[0].amount.share.num'), 'rules[1].params.windows[0].amount.share')
    assert.equal(where('rules[1].params.windows[0]'), 'rules[1].params.windows')
    assert.equal(where('rules[1].params.nothing'), 'rules[1]')
    assert.equal(where('rules'), 'rules')
    assert.equal(where('somewhere'), '')
  })

  it('a refusal of the contract, which writes paths otherwise, too', () => {
    assert.equal(where('content.rules.1.customerClass'), 'rules[1].customerClass')
    assert.equal(where('content.notice.title'), 'notice.title')
  })

  it('counts the remarks of a rule, and says the same words once', () => {
    const placed = placeRemarks([at('rules[1].params.windows[0].fromOn'), at('rules[1]'), at('rules[1]')], content)
    assert.equal(countOfRule(placed, 1), 3)
    assert.equal(countOfRule(placed, 0), 0)
    assert.equal(wordsAt(placed, 'rules[1]'), 'about rules[1]')
  })
})

describe('a rule in words', () => {
  it('says each parameter with its unit, and for whom', () => {
    const late = {
      kind: 'late-fee@2',
      customerClass: 'residential',
      priceType: 'area',
      feeType: 'late-fee',
      params: { ...paramsOf('late-fee@2') },
    }
    const words = Object.fromEntries(ruleWords(late).flatMap((one) => ('text' in one ? [[one.label, one.text]] : [])))
    assert.deepEqual(words, {
      每日费率: '1 ‰',
      缴费截止日: '2026-11-14',
      宽限天数: '0 天',
      计算基数: '未缴金额',
      上限: '不超过本金',
    })
    assert.equal(forWhom(late), '居民，按面积')
    assert.equal(forWhom({ customerClass: '*', priceType: '*' }), '全部用户')
  })

  it('says bands row by row, open ends in words', () => {
    const bands = { kind: 'banded-price@1', customerClass: '*', priceType: '*', feeType: 'heat', params: { ...paramsOf('banded-price@1') } }
    const table = ruleWords(bands).find((one) => 'rows' in one)
    assert.deepEqual(table && 'rows' in table ? table.rows : [], [
      ['0 ㎡', '90 ㎡', '22.00 元/㎡·采暖季'],
      ['90 ㎡', '不限', '26.00 元/㎡·采暖季'],
    ])
  })

  for (const { kind, start, feeType } of ruleKindForms) {
    it(`has words for every parameter of ${kind}`, () => {
      const rule = { kind, customerClass: '*', priceType: '*', feeType, params: start as unknown as Params }
      const words = ruleWords({ ...rule, params: { ...rule.params } })
      assert.ok(words.length > 0)
      for (const one of words)
        for (const text of 'text' in one ? [one.text] : one.rows.flat()) assert.doesNotMatch(text, /undefined|\[object|NaN/)
    })
  }
})

describe('facts typed in for a trial', () => {
  it('take figures in m² and metres, and leave out what is not known', () => {
    assert.equal(withFigure(startArea, 'grossMilliM2', '88.5')?.grossMilliM2, 88_500)
    assert.equal(withFigure(startArea, 'heightMm', '')?.heightMm, null)
    assert.equal('publicShareMilliM2' in (withFigure({ ...startArea, publicShareMilliM2: 1 }, 'publicShareMilliM2', '') ?? {}), false)
    for (const text of ['', '-1', 'abc']) assert.equal(withFigure(startArea, 'billedMilliM2', text), null, text)
  })
})
