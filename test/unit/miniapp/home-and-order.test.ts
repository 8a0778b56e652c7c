import assert from 'node:assert/strict'
import { inReadingOrder } from '../../../miniapp/src/packages/payment/reading-order.ts'
import { payableTogether } from '../../../miniapp/src/pages/home/payable-together.ts'
import { deadline, homeName, minuteOf } from '../../../miniapp/src/screen/words.ts'
import type { QuoteItem } from '../../../shared/contracts/billing.ts'
import type { Home } from '../../../shared/contracts/residents.ts'

const home = (householdNo: string, part: Partial<Home> = {}): Home => ({
  bindingNo: `B${householdNo}`,
  householdNo,
  label: null,
  role: 'holder',
  company: '示例热力有限公司',
  payee: '示例热力有限公司',
  holderName: '测*',
  address: '青云里 ***室',
  seasonCode: '2026-2027',
  principalFen: 100,
  lateFeeFen: 0,
  discountFen: 0,
  owedFen: 100,
  balanceFen: 0,
  dueOn: null,
  overdue: false,
  why: null,
  openOrder: null,
  ...part,
})
const openOrder = (mine: boolean) => ({ orderNo: 'W1', mine, totalFen: 100, expiresAt: '2026-11-22T01:00:00.000Z' })

describe('homes that can go into one payment', () => {
  it('are those that owe, without an own open order, apart for each who collects: another company, another legal entity of the same', () => {
    const homes = [
      home('1'),
      home('2', { owedFen: 0 }),
      home('3', { openOrder: openOrder(true) }),
      home('4', { openOrder: openOrder(false), owedFen: 50 }),
      home('5', { company: '虚构区供热公司', payee: '虚构区供热公司' }),
      home('6', { payee: '示例热力西区有限公司' }),
    ]
    assert.deepEqual(payableTogether(homes), [
      { payee: '示例热力有限公司', householdNos: ['1', '4'], totalFen: 150 },
      { payee: '虚构区供热公司', householdNos: ['5'], totalFen: 100 },
      { payee: '示例热力西区有限公司', householdNos: ['6'], totalFen: 100 },
    ])
  })

  it('are ten at most', () => {
    const [group] = payableTogether(Array.from({ length: 14 }, (_, index) => home(String(index))))
    assert.deepEqual([group?.householdNos.length, group?.totalFen], [10, 1000])
  })
})

describe('what is owed, in the order in which it is read', () => {
  it('goes from old to new, and from the fee to the late fee on it', () => {
    const item = (seasonCode: string, kind: QuoteItem['kind']): QuoteItem => ({
      seasonCode,
      kind,
      feeType: 'heat',
      title: kind,
      amountFen: 1,
      steps: [],
    })
    const given = [item('2026-2027', 'late-fee'), item('2026-2027', 'line'), item('2025-2026', 'late-fee'), item('2025-2026', 'line')]
    assert.deepEqual(
      inReadingOrder(given).map(({ seasonCode, kind }) => `${seasonCode} ${kind}`),
      ['2025-2026 line', '2025-2026 late-fee', '2026-2027 line', '2026-2027 late-fee'],
    )
  })
})

describe('what a home is called', () => {
  it('its own name, else where it is, else its card number', () => {
    const [own, place, bare] = [home('1', { label: '爸妈家' }), home('1'), home('1', { address: null })]
    assert.deepEqual([own, place, bare].map(homeName), ['爸妈家', '青云里 ***室', '卡号 1'])
  })
})

describe('words for days and moments', () => {
  it('says until when, and when that has passed', () => {
    assert.equal(deadline('2026-11-15', false), '请在 2026年11月15日 前缴清')
    assert.equal(deadline('2026-09-14', true), '应在 2026年9月14日 前缴清，已经过期')
    assert.equal(deadline(null, false), '没有规定期限')
  })

  it('shows a moment in Beijing time, whatever the phone is set to', () => {
    assert.equal(minuteOf('2026-11-21T16:00:00.000Z'), '2026-11-22 00:00')
  })
})
