import assert from 'node:assert/strict'
import fc from 'fast-check'
import { checkContacts } from '../../../../server/src/modules/exchange/check-contacts.ts'
import type { Contacts } from '../../../../server/src/modules/households/index.ts'
import { maskName, maskPhone, maskPhones } from '../../../../shared/format/mask.ts'

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((one) => one.normalize('NFKC').trim() || '样')
const phone = fc.stringMatching(/^\d{5,15}$/)
const contacts: fc.Arbitrary<Contacts> = fc.record({
  householdId: fc.constant(1),
  householdNo: fc.constant('80010001'),
  customerKind: fc.constantFrom('person', 'firm'),
  // Rooms are kept as they were typed, full-width digits and all.
  room: fc.constantFrom('501', '５０１', 'Ａ座１', '㍿'),
  name: text,
  phone: fc.option(phone),
  otherPhones: fc.option(fc.array(phone, { minLength: 1, maxLength: 5 }).map((phones) => phones.join('、'))),
  fingerprint: fc.constant('A-_4567890123456'),
})
const rowOf = (cells: readonly string[]) => ({ rowNo: 2, cells, householdNo: '80010001', household: null, part: false, faults: [] })

describe('a row of contacts', () => {
  it('that comes back as it went out, whole or masked, changes nothing', () =>
    fc.assert(
      fc.property(contacts, (now) => {
        const { room, name, phone: mobile, otherPhones, fingerprint } = now
        const whole = ['80010001', room, name, mobile ?? '', otherPhones ?? '', fingerprint]
        const shown = now.customerKind === 'firm' ? name : maskName(name)
        const masked = ['80010001', room, shown, mobile ? maskPhone(mobile) : '', otherPhones ? maskPhones(otherPhones) : '', fingerprint]
        for (const cells of [whole, masked]) assert.deepEqual(checkContacts(rowOf(cells), now), { staged: null, faults: [] })
      }),
    ))

  it('changes exactly the field that was edited', () =>
    fc.assert(
      fc.property(contacts, phone, (now, edited) => {
        fc.pre(edited !== now.phone && edited !== (now.phone && maskPhone(now.phone)))
        const { staged, faults } = checkContacts(
          rowOf(['80010001', now.room, now.name, edited, now.otherPhones ?? '', now.fingerprint]),
          now,
        )
        assert.deepEqual([faults, staged?.change], [[], { phone: edited }])
        assert.ok(!JSON.stringify(staged?.shown).includes(edited), 'what is shown of it is masked')
      }),
    ))
})
