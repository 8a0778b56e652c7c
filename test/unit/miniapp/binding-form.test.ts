import assert from 'node:assert/strict'
import { failureOfAnswer } from '../../../miniapp/src/api/failure.ts'
import {
  type BindingForm,
  bodyOf,
  emptyForm,
  faultsOf,
  faultsOfRefusal,
  withoutFaultsOf,
} from '../../../miniapp/src/packages/binding/bind/binding-form.ts'
import { BindHousehold } from '../../../shared/contracts/residents.ts'

const filled: BindingForm = { ...emptyForm, householdNo: '80031001', lastFour: '1001', role: 'family', label: ' 爸妈家 ', consent: true }

describe('the form that binds a home', () => {
  it('finds every fault of an empty form at once', () => {
    assert.deepEqual(Object.keys(faultsOf(emptyForm)), ['householdNo', 'lastFour', 'role', 'consent'])
    assert.equal(bodyOf(emptyForm), null)
  })

  it('makes a body the contract accepts, by phone and by name', () => {
    const byName: BindingForm = { ...filled, checkBy: 'name', name: ' 测试庚 ', householdNo: ' ab-1234 ', label: '' }
    for (const form of [filled, byName]) {
      assert.deepEqual(faultsOf(form), {})
      const body = bodyOf(form)
      assert.deepEqual(BindHousehold.parse(body), body, 'already trimmed and in upper case')
    }
  })

  it('makes a body the contract accepts for a place, by phone and by the hidden signs, and none before the place was looked at', () => {
    const place = { community: '青云里', building: '3号楼', entrance: '2单元', room: ' 501 ' }
    const found: BindingForm = { ...filled, by: 'place', householdNo: '', ...place, holder: '测*庚' }
    const bySigns: BindingForm = { ...found, checkBy: 'name', signs: ' 试 ' }
    for (const form of [found, bySigns]) {
      assert.deepEqual(faultsOf(form), {})
      assert.deepEqual(BindHousehold.parse(bodyOf(form)), bodyOf(form))
    }
    assert.deepEqual(Object.keys(faultsOf({ ...bySigns, holder: '' })), ['place'])
    assert.deepEqual(Object.keys(faultsOf({ ...bySigns, signs: ' ' })), ['signs'])
  })

  it('forgets a fault when its field is touched, and no other', () => {
    const faults = { place: '请先选好地址', role: '请选择' }
    assert.deepEqual(withoutFaultsOf(faults, { holder: '测*庚' }), { role: '请选择' })
    assert.deepEqual(withoutFaultsOf(faults, { role: 'family' }), { place: '请先选好地址' })
  })

  it('speaks of a fault in the words of the contract', () => {
    const wrong: BindingForm = { ...filled, householdNo: '8', lastFour: '12' }
    const body = { ...bodyOf(filled), householdNo: '8', check: { kind: 'phone', lastFour: '12' } }
    const said = (BindHousehold.safeParse(body).error?.issues ?? []).map(({ message }) => message)
    assert.deepEqual(Object.values(faultsOf(wrong)), said)
  })

  it('puts the field errors of a refusal at their fields', () => {
    const failure = failureOfAnswer(422, {
      type: 'about:blank',
      title: 'INVALID',
      status: 422,
      code: 'INVALID',
      detail: '绑定信息有误',
      requestId: 'req-1',
      errors: [
        { path: 'companyCode', message: '请选择供热公司' },
        { path: 'check.lastFour', message: '请填写手机号后四位数字' },
        { path: 'elsewhere', message: '不在表单上' },
      ],
    })
    assert.deepEqual(faultsOfRefusal(failure), { companyCode: '请选择供热公司', lastFour: '请填写手机号后四位数字' })
  })
})
