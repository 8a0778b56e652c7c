import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  addDays,
  compareDays,
  daysBetween,
  earlierOf,
  endOfDay,
  isLocalDay,
  laterOf,
  localDayOf,
  monthOf,
  startOfDay,
} from '../../../../shared/calendar/local-day.ts'
import { seasonDays, seasonNameOf } from '../../../../shared/calendar/season.ts'

describe('local days of Asia/Shanghai', () => {
  it('turn at 16:00 UTC', () => {
    assert.equal(localDayOf(Date.UTC(2026, 10, 22, 15, 59, 59, 999)), '2026-11-22')
    assert.equal(localDayOf(Date.UTC(2026, 10, 22, 16, 0, 0, 0)), '2026-11-23')
    assert.equal(startOfDay('2026-11-23'), Date.UTC(2026, 10, 22, 16))
    assert.equal(endOfDay('2026-11-22'), Date.UTC(2026, 10, 22, 15, 59, 59, 999))
  })

  it('agree with the time zone tables of the platform at every hour of 30 years', () => {
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' })
    const hours = fc.integer({ min: Date.UTC(2000, 0) / 3_600_000, max: Date.UTC(2030, 0) / 3_600_000 })
    fc.assert(
      fc.property(hours, fc.integer({ min: 0, max: 3_599_999 }), (hour, ms) => {
        const at = hour * 3_600_000 + ms
        assert.equal(localDayOf(at), day.format(at))
      }),
      { numRuns: 500 },
    )
  })

  it('count across leap days, months and years', () => {
    assert.equal(addDays('2019-02-13', 69), '2019-04-23') // the golden late fee
    assert.equal(daysBetween('2019-02-13', '2019-04-23'), 69)
    assert.equal(addDays('2024-02-28', 1), '2024-02-29')
    assert.equal(addDays('2025-02-28', 1), '2025-03-01')
    assert.equal(addDays('2026-01-01', -1), '2025-12-31')
    assert.equal(daysBetween('2026-03-15', '2025-11-15'), -120)
    assert.equal(monthOf('2026-11-22'), '2026-11')
  })

  it('know the length of published seasons', () => {
    assert.equal(seasonDays('2018-11-15', '2019-03-15'), 121)
    assert.equal(seasonDays('2023-11-15', '2024-03-15'), 122) // a leap winter
    assert.equal(seasonDays('2018-11-01', '2019-03-31'), 151)
    assert.equal(seasonNameOf('2026-2027'), '2026-2027 采暖季')
  })

  it('are only days that exist', () => {
    for (const text of ['2025-02-29', '2025-13-01', '2025-00-10', '2025-1-1', '2025-01-01T00:00:00Z', '', ' 2025-01-01']) {
      assert.equal(isLocalDay(text), false, text)
      assert.throws(() => startOfDay(text), RangeError)
    }
    assert.equal(isLocalDay('2024-02-29'), true)
    assert.equal(isLocalDay(20240229), false)
    assert.throws(() => addDays('9999-12-31', 1), RangeError)
    assert.throws(() => localDayOf(Number.NaN), RangeError)
  })

  it('go to instants and back', () => {
    const days = fc.integer({ min: -20_000, max: 60_000 }).map((count) => addDays('1991-09-15', Math.abs(count)))
    fc.assert(
      fc.property(days, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
        assert.equal(localDayOf(startOfDay(day)), day)
        assert.equal(localDayOf(endOfDay(day)), day)
        assert.equal(endOfDay(day) + 1, startOfDay(addDays(day, 1)))
        const other = addDays(day, count)
        assert.equal(daysBetween(day, other), count)
        assert.equal(Math.sign(compareDays(day, other)), Math.sign(0 - count))
        assert.deepEqual([laterOf(day, other), earlierOf(day, other)], count > 0 ? [other, day] : [day, other])
        assert.equal(day < other, count > 0)
      }),
    )
  })
})
