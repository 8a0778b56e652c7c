import assert from 'node:assert/strict'
import { readValue } from '../../support/mini-host/expression.ts'
import { applyPayload, applySplices } from '../../support/mini-host/page-data.ts'
import { parseTemplate } from '../../support/mini-host/template-parser.ts'

describe('the host of compiled mini-programs', () => {
  it('reads templates with conditions, bindings and self-closed tags', () => {
    const [view] = parseTemplate('<view wx:if="{{a>0}}" bindtap="eh"><input id="x" disabled/>{{i.v}}</view>')
    assert.deepEqual(view, {
      tag: 'view',
      attributes: { 'wx:if': '{{a>0}}', bindtap: 'eh' },
      children: [{ tag: 'input', attributes: { id: 'x', disabled: 'true' }, children: [] }, { text: '{{i.v}}' }],
    })
  })

  it('refuses templates whose tags do not close, as the clients do', () => {
    assert.throws(() => parseTemplate('<view><text></view>'), /closes <text>/)
    assert.throws(() => parseTemplate('<view>'), /not closed/)
  })

  it('takes an unknown name for undefined, and keeps the type of a single expression', () => {
    assert.equal(readValue('{{a.b+1}}', { a: { b: 1 } }), 2)
    assert.equal(readValue('{{missing}}', {}), undefined)
    assert.equal(readValue('n{{missing}}-{{a}}', { a: 1 }), 'n-1')
  })

  it('applies the paths of setData, only what JSON can carry', () => {
    const data: Record<string, unknown> = {}
    applyPayload(data, { 'root.cn.[0].cn.[1].v': 'x', 'root.cn.[0].f': () => 1 })
    assert.equal(JSON.stringify(data), '{"root":{"cn":[{"cn":[null,{"v":"x"}]}]}}')
    applySplices(data, { 'root.cn': [1, 0, { nn: 'view' }] })
    assert.equal(JSON.stringify((data.root as { cn: object[] }).cn[1]), '{"nn":"view"}')
  })
})
