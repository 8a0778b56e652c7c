import type { PayWay, Words } from './port.ts'

/** A mini-program opens the sheet of its own client and nothing else; `fault` says why this client cannot. */
export function sheetOf(channel: PayWay['channel'], fault: () => Words | null) {
  return async (offered: readonly PayWay[]) => {
    const tooOld = fault()
    const usable = tooOld ? [] : offered.filter((one) => one.channel === channel && one.way === 'sheet')
    return { usable, otherwise: tooOld ?? { title: '还不能在这里缴费', detail: '供热公司还没有开通这种支付方式，请到营业厅缴费。' } }
  }
}

export function leavesNothing(): never {
  throw new Error('a mini-program leads to no other site')
}
