import assert from 'node:assert/strict'
import { failureOfAnswer } from '../../../miniapp/src/api/failure.ts'
import { type BindingForm, bodyOf, emptyForm, faultsOf, faultsOfRefusal } from '../../../miniapp/src/packages/binding/bind/binding-form.ts'
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
