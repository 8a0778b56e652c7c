import assert from 'node:assert/strict'
import { createOf, emptyForm } from '../../../../admin/src/pages/households/create/create-form.ts'
import { editOf } from '../../../../admin/src/pages/households/file/edit-form.ts'
import { actOf } from '../../../../admin/src/pages/households/list/acts.ts'
import { countOf, nothingChosen, selectionOf } from '../../../../admin/src/pages/households/list/chosen.ts'
import { recordForm } from '../../../../admin/src/pages/households/record-fields.tsx'
import { BulkAct } from '../../../../shared/contracts/households/edits.ts'
import { CreateHousehold, EditHousehold } from '../../../../shared/contracts/households/record.ts'
import type { HouseholdFile } from '../../../../shared/contracts/households.ts'
import { HouseholdSelection } from '../../../../shared/contracts/households.ts'

describe('what is ticked in the list', () => {
  it('goes as the filter when everything is meant, and as numbers only for single rows', () => {
    const filter = { community: '青云里' }
    assert.equal(selectionOf(nothingChosen, filter), null)
    assert.deepEqual(selectionOf({ kind: 'all' }, filter), { filter })
    const rows = selectionOf({ kind: 'rows', keys: ['80010001'] }, filter)
    assert.deepEqual(HouseholdSelection.parse(rows), { filter, householdNos: ['80010001'] })
    assert.deepEqual([countOf({ kind: 'all' }, 624), countOf({ kind: 'rows', keys: ['1', '2'] }, 624)], [624, 2])
  })
})

describe('an act on many households', () => {
  const complete = [
    ['tag-add', { tag: ' 普查 ' }, { kind: 'tag-add', tag: '普查' }],
    ['tag-remove', { tag: '普查' }, { kind: 'tag-remove', tag: '普查' }],
    ['black', { toOn: '2027-03-15' }, { kind: 'list-mark', list: 'black', toOn: '2027-03-15' }],
    ['white', {}, { kind: 'list-mark', list: 'white' }],
    ['black-end', {}, { kind: 'list-end', list: 'black' }],
    ['set', { field: 'agencyAllowed', value: 'no' }, { kind: 'set', fields: { agencyAllowed: false } }],
    ['set', { field: 'payingOrg', value: '样例机关' }, { kind: 'set', fields: { payingOrg: '样例机关' } }],
    ['set', { field: 'payingOrg', clear: true }, { kind: 'set', fields: { payingOrg: null } }],
  ] as const
  for (const [kind, filled, act] of complete)
    it(`${kind} ${JSON.stringify(filled)} is what the server takes`, () => {
      assert.deepEqual(actOf(kind, filled), act)
      assert.deepEqual(BulkAct.parse(act), act)
    })

  it('is none while something is missing', () => {
    assert.equal(actOf('tag-add', { tag: ' ' }), null)
    assert.equal(actOf('set', {}), null)
    assert.equal(actOf('set', { field: 'cardHolder' }), null)
    assert.equal(actOf('set', { field: 'substation', value: '' }), null)
  })
})

const file = {
  householdNo: '80010001',
  recordVersion: 3,
  customer: { kind: 'person', name: '测*', phone: '138****0001', otherPhones: null, idNo: null },
  place: { community: '青云里', building: '3号楼', entrance: '2单元', floor: null, room: '501' },
  address: '青云里 3号楼 2单元 501室',
  record: {
    ...{ subType: null, connectionType: '单挂', controlType: null, billingMethod: null, networkState: null, customerNature: null },
    ...{ heatingMode: null, substation: null, payingOrg: '样例机关', contractNo: null, contractSigned: false, cardHolder: true },
    ...{ agencyAllowed: true, connectedSeason: null, connectedOn: null },
  },
} as unknown as HouseholdFile

describe('the form that edits a household', () => {
  const place = { floor: '', room: '501', address: file.address }
  const record = recordForm(file.record)

  it('sends nothing when nothing was touched', () => assert.equal(editOf(file, { place, record, reason: '更正' }), null))

  it('sends what was typed, what was emptied, and an address only when it was written by hand', () => {
    const body = editOf(file, {
      customer: { phone: '13900000001', name: ' ' },
      clear: ['otherPhones'],
      place: { ...place, room: '601' },
      record: { ...record, payingOrg: '', connectionType: '串联', agencyAllowed: 'no' },
      reason: ' 更正 ',
    })
    assert.deepEqual(body, {
      recordVersion: 3,
      reason: '更正',
      customer: { otherPhones: null, phone: '13900000001' },
      place: { room: '601' },
      record: { connectionType: '串联', payingOrg: null, agencyAllowed: false },
    })
    assert.ok(EditHousehold.safeParse(body).success)
  })
})

describe('the form that creates a household', () => {
  const where = { householdNo: ' n-1 ', orgUnitCode: 'EAST-1', community: '青云里', building: '3号楼', entrance: '2单元', room: '501' }
  const area = { name: '住宅', customerClass: 'residential', priceType: '按面积', provenance: '房产证' }

  it('turns what people type into whole numbers: 88.8 ㎡ is 88800, an empty billed area is the gross one', () => {
    const body = createOf({
      ...emptyForm,
      ...where,
      householdNo: 'N-0001',
      customer: { kind: 'person', name: '样例', phone: '' },
      seasonCode: '2026-2027',
      areas: [
        { ...area, gross: '88.8', height: '3.3' },
        { ...area, name: '阁楼', gross: '20', billed: '10.125', inside: '18' },
      ],
    })
    assert.deepEqual(
      body.season?.areas.map(({ grossMilliM2, billedMilliM2, insideMilliM2, heightMm }) => [
        grossMilliM2,
        billedMilliM2,
        insideMilliM2,
        heightMm,
      ]),
      [
        [88_800, 88_800, undefined, 3_300],
        [20_000, 10_125, 18_000, undefined],
      ],
    )
    assert.deepEqual([body.record, 'phone' in body.customer], [{}, false])
    assert.ok(CreateHousehold.safeParse(body).success)
  })

  it('without a season has no areas', () => {
    const body = createOf({ ...emptyForm, ...where, customer: { kind: 'firm', name: '样例' }, areas: [{ ...area, gross: '' }] })
    assert.deepEqual([body.householdNo, body.season], ['n-1', undefined])
  })
})
