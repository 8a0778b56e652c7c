import assert from 'node:assert/strict'
import { changeOf, isFigure, textsOf } from '../../../../admin/src/pages/households/file/corrections/area-form.ts'
import { clockText, minuteOf } from '../../../../admin/src/pages/poor-heat/words.ts'
import type { HeatedArea } from '../../../../shared/contracts/households.ts'

const area: HeatedArea = {
  ...{ areaNo: 2, name: '阁楼', grossMilliM2: 46_570, insideMilliM2: null, usableMilliM2: 40_000, billedMilliM2: 46_570, heightMm: 2_900 },
  ...{ customerClass: 'residential', priceType: 'area', status: 'heating', provenance: '房产证' },
}

describe('the form of an area change', () => {
  it('shows what is recorded, and says nothing while it is untouched', () => {
    assert.deepEqual(textsOf(area), {
      ...{ gross: '46.57', inside: '', usable: '40', billed: '46.57', height: '2.9' },
      ...{ customerClass: 'residential', priceType: 'area', provenance: '房产证', status: 'heating' },
    })
    assert.equal(changeOf(area, textsOf(area)), null)
    assert.equal(changeOf(area, { ...textsOf(area), billed: ' 46.570 ' }), null)
  })

  it('sends what differs and nothing else; an emptied figure is taken away', () => {
    assert.deepEqual(changeOf(area, { ...textsOf(area), billed: '40.005', usable: '', priceType: 'meter' }), {
      areaNo: 2,
      billedMilliM2: 40_005,
      usableMilliM2: null,
      priceType: 'meter',
    })
  })

  it('takes figures above 0 with three decimals, and an empty one where none is needed', () => {
    assert.deepEqual(
      ['88.2', '0', '-1', '1.2345', '', 'abc'].map((text) => isFigure(text, true)),
      [true, false, false, false, false, false],
    )
    assert.equal(isFigure('', false), true)
  })
})

describe('the time of a measurement', () => {
  it('is read as people write it, and shown the same for all', () => {
    assert.deepEqual(
      ['9:30', '09:30', '23：59', '24:00', '9:5', ''].map((text) => minuteOf(text)),
      [570, 570, 1_439, null, null, null],
    )
    assert.equal(clockText(570), '09:30')
  })
})
