import assert from 'node:assert/strict'
import { calendarOf } from '../../../scripts/demo-town/seasons.ts'
import { localDayOf } from '../../../shared/calendar/local-day.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)

describe('the calendar of the demo town', () => {
  it('changes to the new season at noon of 15 October, when its bills go out', () => {
    assert.equal(calendarOf(at('2026-10-15T11:59:59')).current.code, '2025-2026')
    assert.equal(calendarOf(at('2026-10-15T12:00:00')).current.code, '2026-2027')
    assert.equal(calendarOf(at('2027-01-01T00:00:00')).current.code, '2026-2027')
  })

  it('has this season due in February and last season due a year before', () => {
    const { last, current } = calendarOf(at('2026-11-22T10:00:00'))
    assert.deepEqual([last.dueOn, current.dueOn], ['2026-02-13', '2027-02-13'])
  })

  it('gives whoever looks in summer thirty days more', () => {
    assert.equal(calendarOf(at('2027-07-01T10:00:00')).current.dueOn, '2027-07-31')
  })

  it('never shows a season that is overdue, nor one whose bills are not out, on any day of four years', () => {
    for (let now = at('2026-01-01T09:00:00'); now < at('2030-01-01T00:00:00'); now += 86_400_000) {
      const { last, current } = calendarOf(now)
      const today = localDayOf(now)
      assert.ok(current.dueOn > today, `${today}: due ${current.dueOn}`)
      assert.ok(current.billedAt <= now, `${today}: billed later`)
      assert.ok(last.dueOn < today, `${today}: last season is due ${last.dueOn}`)
      assert.equal(Number(current.code.slice(0, 4)), Number(last.code.slice(5)), today)
    }
  })
})
