/** Who works where and as what: what `npm start` prints, and what tests sign in as. */
export type TownWorker = {
  readonly company: 'DEMO' | 'SAMPLE'
  readonly name: string
  readonly displayName: string
  readonly orgUnitCode: string
  readonly roleCode: string
  /** For the list a person chooses from. */
  readonly role: string
}

export const workers: readonly TownWorker[] = [
  {
    company: 'DEMO',
    name: 'root',
    displayName: '示例主管理员',
    orgUnitCode: 'DEMO',
    roleCode: 'main-admin',
    role: '主管理员（组织、员工、角色）',
  },
  { company: 'DEMO', name: 'admin', displayName: '示例管理员', orgUnitCode: 'DEMO', roleCode: 'admin', role: '管理员' },
  { company: 'DEMO', name: 'cashier', displayName: '示例收费员', orgUnitCode: 'EAST-1', roleCode: 'cashier', role: '收费员（东一供热站）' },
  { company: 'DEMO', name: 'accountant', displayName: '示例会计', orgUnitCode: 'DEMO', roleCode: 'accountant', role: '财务' },
  { company: 'DEMO', name: 'director', displayName: '示例总监', orgUnitCode: 'DEMO', roleCode: 'finance-director', role: '财务总监' },
  { company: 'SAMPLE', name: 'admin', displayName: '样本管理员', orgUnitCode: 'SAMPLE', roleCode: 'admin', role: '另一家公司的管理员' },
]

/** A payment of the past: which simulated WeChat user paid for which homes. `person-1` to `person-3` stay strangers. */
export type PastPayment = {
  readonly personId: string
  readonly householdNos: readonly string[]
  readonly role: 'holder' | 'family' | 'payer'
  readonly act: 'pay' | 'give-up'
}

/** Homes of 长乐坊 and 柳荫里 that neither owe old seasons nor have paid in advance, ten at a time: a neighbour pays for them. */
const tens = ['1003', '1004'].flatMap((prefix) => {
  const numbers = Array.from({ length: 80 }, (_, index) => index + 1).filter(
    (number) => number % 5 !== 3 && number % 20 !== 10 && number !== 6,
  )
  return Array.from({ length: 5 }, (_, index) =>
    numbers.slice(index * 10, index * 10 + 10).map((number) => `${prefix}${String(number).padStart(4, '0')}`),
  )
})
const together = (householdNos: readonly string[]) => ({ personId: 'person-6', householdNos, role: 'payer', act: 'pay' }) as const

/** `afterDays` the bills went out. The last one came 17 days late; 10010005, 10010011 and the restaurant never paid. */
export const paidLastSeason: readonly (PastPayment & { readonly afterDays: number })[] = [
  { personId: 'person-4', householdNos: ['10010002'], role: 'holder', afterDays: 3, act: 'pay' },
  { personId: 'person-5', householdNos: ['10010003'], role: 'holder', afterDays: 9, act: 'give-up' },
  { personId: 'person-5', householdNos: ['10010003', '10010004'], role: 'family', afterDays: 12, act: 'pay' },
  { personId: 'person-4', householdNos: ['10010006'], role: 'holder', afterDays: 21, act: 'pay' },
  { personId: 'person-5', householdNos: ['10010007', '10010008'], role: 'family', afterDays: 34, act: 'pay' },
  { personId: 'person-4', householdNos: ['10010009'], role: 'payer', afterDays: 47, act: 'pay' },
  { personId: 'person-6', householdNos: ['10010010'], role: 'holder', afterDays: 66, act: 'pay' },
  { personId: 'person-4', householdNos: ['10010012'], role: 'payer', afterDays: 90, act: 'pay' },
  { personId: 'person-6', householdNos: ['10010013'], role: 'family', afterDays: 104, act: 'pay' },
  { personId: 'person-5', householdNos: ['10010014'], role: 'payer', afterDays: 138, act: 'pay' },
  ...tens.map((nos, index) => ({ ...together(nos), afterDays: 14 + index * 10 })),
]

/** This season so far: `share` of the time since the bills went out. */
export const paidThisSeason: readonly (PastPayment & { readonly share: number })[] = [
  { personId: 'person-4', householdNos: ['10010002'], role: 'holder', share: 0.1, act: 'pay' },
  { personId: 'person-6', householdNos: ['10010010', '10010013'], role: 'holder', share: 0.45, act: 'pay' },
  { personId: 'person-4', householdNos: ['10010006'], role: 'holder', share: 0.8, act: 'pay' },
  ...tens.slice(0, 4).map((nos, index) => ({ ...together(nos), share: 0.2 + index / 5 })),
]
