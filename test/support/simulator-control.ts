import type { CallAnswer, FollowerEvent, Spoil } from '../../server/src/simulators/wechat-official/calling.ts'
import type { StoredButton } from '../../server/src/simulators/wechat-official/menu.ts'
import type { AnswerFault, Operation } from '../../server/src/simulators/wechat-pay/answer-faults.ts'
import type { billFaults } from '../../server/src/simulators/wechat-pay/bill-files.ts'
import type { viewBook, viewRefund, viewTrade } from '../../server/src/simulators/wechat-pay/book-view.ts'
import type { BehaviourName } from '../../server/src/simulators/wechat-pay/magic-amounts.ts'
import type { RefundBehaviourName } from '../../server/src/simulators/wechat-pay/refund-magic.ts'
import type { TamperKind } from '../../server/src/simulators/wechat-pay/tampering.ts'

export type SimulatorBook = ReturnType<typeof viewBook>
export type SimulatedTrade = ReturnType<typeof viewTrade>
export type SimulatedRefund = ReturnType<typeof viewRefund>
export type SimulatedNotice = SimulatorBook['notices'][number]
export type SimulatedAttempt = SimulatedNotice['attempts'][number]
/** Times are ISO 8601 texts. */
export type SimulatorClock = { readonly now: string; readonly frozen: boolean }
export type TradeName = { readonly prepayId: string } | { readonly mchId: string; readonly subMchId?: string; readonly outTradeNo: string }
export type PayResult = { readonly shown: 'ok' | 'failed' | 'times-out'; readonly text: string; readonly trade: SimulatedTrade }
export type Spread = { readonly urls?: readonly string[]; readonly times?: number; readonly sockets?: number }
export type CraftedNotice = { readonly headers: Record<string, string>; readonly body: string }

export type Craft = (TradeName | { readonly mchId: string; readonly subMchId?: string; readonly appId: string }) & {
  /** Laid over the decrypted trade; null removes a field. */
  readonly transaction?: Record<string, unknown>
  /** Laid over the notice around it. */
  readonly envelope?: Record<string, unknown>
  /** The notice tells of a refund nobody made: whole and done, but for the fields given here. */
  readonly refund?: Record<string, unknown>
  readonly noticeId?: string
  readonly timestampOffsetSeconds?: number
  readonly tamper?: TamperKind
  /** Encrypts and signs for this merchant in place of the trade's own. */
  readonly signAsMchId?: string
}

export type SimulatorControl = {
  book(mchId?: string): Promise<SimulatorBook>
  clock(): Promise<SimulatorClock>
  /** Jumps there; notices that fall due are sent now. */
  setClock(at: number | string, options?: { readonly frozen?: boolean }): Promise<SimulatorClock>
  /** Lets the time pass: every retry on the way is sent at its own moment, and answered before this returns. */
  advance(ms: number): Promise<SimulatorClock>
  behave(outTradeNo: string, behaviour: BehaviourName): Promise<void>
  /** As if a person had pressed 支付. `succeededAt` is the platform's success time; `forced` takes money for a closed or expired order, too. */
  pay(
    trade: TradeName,
    how?: { readonly succeededAt?: number | string; readonly forced?: boolean; readonly personId?: string },
  ): Promise<PayResult>
  behaveRefund(outRefundNo: string, behaviour: RefundBehaviourName): Promise<void>
  /** Brings a refund that waits, or one whose card was wrong, to this end; the merchant is told. */
  finishRefund(outRefundNo: string, status: 'SUCCESS' | 'CLOSED' | 'ABNORMAL'): Promise<SimulatedRefund>
  /** Money back on the merchant's own page at the platform. */
  refundByPortal(trade: TradeName, amountFen: number): Promise<SimulatedRefund>
  /** The merchants' accounts hold enough from now on. */
  fillAccounts(): Promise<void>
  /** The next `times` answers of this operation are spoiled. */
  /** In the bill of its day this trade (by transaction id) or refund (by its number) is left out, or has another amount. */
  editBill(of: string, edit: 'hidden' | { readonly amountFen: number }): Promise<void>
  /** The next `times` bills are spoiled. */
  spoilBill(fault: (typeof billFaults)[number], times?: number): Promise<void>
  spoilAnswers(operation: Operation, fault: AnswerFault, times?: number): Promise<void>
  usePlatformKey(mchId: string, keyId: string): Promise<void>
  listCertificates(serials: readonly string[]): Promise<void>
  /** How many requests of each operation have come in. */
  requests(): Promise<Partial<Record<Operation, number>>>
  notices(
    prepayId?: string,
  ): Promise<{ readonly held: boolean; readonly waiting: { noticeId: string; dueAt: string }[]; readonly notices: SimulatedNotice[] }>
  hold(): Promise<void>
  release(): Promise<void>
  /** Sends what is due and returns when every answer is in. */
  settle(): Promise<void>
  resend(noticeId: string, spread?: Spread): Promise<readonly SimulatedAttempt[]>
  /** The notice as bytes and headers, for posting by hand. */
  craft(craft: Craft): Promise<CraftedNotice>
  craftAndSend(craft: Craft, spread: Spread): Promise<readonly SimulatedAttempt[]>
  /** A sign-in code as wx.login or the OAuth page would give, with the identity behind it. */
  loginCode(appId: string, personId: string): Promise<{ readonly code: string; readonly openid: string; readonly unionid: string }>
  persons(): Promise<readonly { id: string; name: string; unionid: string; openids: Record<string, string> }[]>
  /** Enters the address of a public account's server, as its owner does on the platform's page. */
  officialServer(appId: string, url: string): Promise<{ readonly proven: boolean }>
  /** A follower does something; answers what the server said. */
  followerDoes(appId: string, personId: string, event: FollowerEvent, spoil?: NonNullable<Spoil>): Promise<CallAnswer>
  officialMenus(): Promise<Readonly<Record<string, readonly StoredButton[]>>>
  /** What the WeChat client does on wx.requestPayment: verifies paySign, then pays or cancels. */
  requestPayment(
    params: unknown,
    act?: 'pay' | 'cancel',
  ): Promise<{ readonly errMsg: string; readonly shown: string; readonly transactionId?: string | null }>
}

/** Calls the control endpoints of a simulator at `url`; throws with the simulator's own sentence when it refuses. */
export function createSimulatorControl(url: string): SimulatorControl {
  const ask = async <T>(path: string, body?: unknown, refusals: readonly number[] = []): Promise<T> => {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(url + path, body === undefined ? {} : post)
    if (!response.ok && !refusals.includes(response.status)) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  const pay = (path: string) => `/sim/wechat-pay/control/${path}`
  return {
    book: (mchId) => ask(`/sim/wechat-pay/book${mchId === undefined ? '' : `?mchId=${mchId}`}`),
    clock: () => ask(pay('clock')),
    setClock: (at, { frozen = false } = {}) => ask(pay('clock'), { at, frozen }),
    advance: (advanceMs) => ask(pay('clock'), { advanceMs }),
    behave: (outTradeNo, behaviour) => ask(pay('behaviour'), { outTradeNo, behaviour }),
    pay: (trade, how = {}) => ask(pay('pay'), { ...trade, ...how }),
    behaveRefund: (outRefundNo, behaviour) => ask(pay('refunds/behaviour'), { outRefundNo, behaviour }),
    finishRefund: (outRefundNo, status) => ask(pay('refunds/finish'), { outRefundNo, status }),
    refundByPortal: (trade, amountFen) => ask(pay('refunds/portal'), { ...trade, amountFen }),
    fillAccounts: () => ask(pay('refunds/fill-accounts'), {}),
    spoilAnswers: (operation, fault, times = 1) => ask(pay('answers'), { operation, fault, times }),
    editBill: (of, edit) => ask(pay('bill-edits'), edit === 'hidden' ? { of, edit } : { of, ...edit }),
    spoilBill: (fault, times = 1) => ask(pay('bill-faults'), { fault, times }),
    usePlatformKey: (mchId, keyId) => ask(pay('platform-key'), { mchId, keyId }),
    listCertificates: (listed) => ask(pay('certificates'), { listed }),
    requests: () => ask(pay('requests')),
    notices: (prepayId) => ask(pay(`notices${prepayId === undefined ? '' : `?prepayId=${prepayId}`}`)),
    hold: () => ask(pay('notices/hold'), {}),
    release: () => ask(pay('notices/release'), {}),
    settle: () => ask(pay('notices/settle'), {}),
    resend: async (noticeId, spread = {}) =>
      (await ask<{ attempts: SimulatedAttempt[] }>(pay(`notices/${noticeId}/resend`), spread)).attempts,
    craft: (craft) => ask(pay('notices/craft'), craft),
    craftAndSend: async (craft, send) => (await ask<{ attempts: SimulatedAttempt[] }>(pay('notices/craft'), { ...craft, send })).attempts,
    loginCode: (appId, personId) => ask('/sim/wechat/control/codes', { appId, personId }),
    persons: async () => (await ask<{ persons: never[] }>('/sim/wechat/control/persons')).persons,
    officialServer: (appId, address) => ask('/sim/wechat/control/official/server', { appId, urls: [address] }),
    followerDoes: (appId, personId, event, spoil) => ask('/sim/wechat/control/official/event', { appId, personId, event, spoil }),
    officialMenus: async () => (await ask<{ menus: Record<string, StoredButton[]> }>('/sim/wechat/control/official/menus')).menus,
    requestPayment: (params, act = 'pay') => ask('/sim/wechat-pay/request-payment', { params, act }, [400]),
  }
}
