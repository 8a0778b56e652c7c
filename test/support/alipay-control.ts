import type { AnswerFault, Operation } from '../../server/src/simulators/alipay/answer-faults.ts'
import type { viewBook, viewTrade } from '../../server/src/simulators/alipay/book-view.ts'
import type { BehaviourName } from '../../server/src/simulators/alipay/magic-amounts.ts'
import type { TamperKind } from '../../server/src/simulators/alipay/tampering.ts'

export type AlipayBook = ReturnType<typeof viewBook>
export type AlipayTrade = ReturnType<typeof viewTrade>
export type AlipayNotice = AlipayBook['notices'][number]
export type AlipayAttempt = AlipayNotice['attempts'][number]
export type AlipayTradeName = { readonly tradeNo: string } | { readonly sellerId: string; readonly outTradeNo: string }
export type AlipaySpread = { readonly urls?: readonly string[]; readonly times?: number; readonly sockets?: number }
export type CraftedForm = { readonly headers: Record<string, string>; readonly body: string }

export type AlipayCraft = (AlipayTradeName | { readonly appId: string }) & {
  /** Laid over the fields; null removes one. */
  readonly fields?: Record<string, string | null>
  readonly noticeId?: string
  readonly refundNo?: string
  readonly charset?: 'utf-8' | 'GBK'
  /** Moves the time of sending. */
  readonly offsetSeconds?: number
  readonly tamper?: TamperKind
  /** Signs with the platform key that another app of ours trusts. */
  readonly signAsAppId?: string
}

export type AlipayControl = {
  book(sellerId?: string): Promise<AlipayBook>
  clock(): Promise<{ readonly now: string; readonly frozen: boolean }>
  setClock(at: number | string, options?: { readonly frozen?: boolean }): Promise<void>
  /** Lets the time pass: every retry on the way is sent at its own moment, and answered before this returns. */
  advance(ms: number): Promise<void>
  behave(outTradeNo: string, behaviour: BehaviourName): Promise<void>
  /** As if a person had paid. `forced` takes money for a closed or expired trade, too. */
  pay(
    trade: AlipayTradeName,
    how?: { readonly succeededAt?: number; readonly forced?: boolean },
  ): Promise<{ readonly shown: string; readonly text: string; readonly trade: AlipayTrade }>
  /** The next `times` answers of this operation are spoiled. */
  spoilAnswers(operation: Operation, fault: AnswerFault, times?: number): Promise<void>
  /** The sellers' accounts hold enough from now on. */
  fillAccounts(): Promise<void>
  /** In the bill of its day this trade (by trade number) or refund (by its number) is left out, or has another amount. */
  editBill(of: string, edit: 'hidden' | { readonly amountFen: number }): Promise<void>
  certificates(): Promise<readonly string[]>
  useCertificate(serial: string): Promise<void>
  requests(): Promise<Partial<Record<Operation, number>>>
  notices(tradeNo?: string): Promise<readonly AlipayNotice[]>
  hold(): Promise<void>
  release(): Promise<void>
  /** Sends what is due and returns when every answer is in. */
  settle(): Promise<void>
  resend(noticeId: string, spread?: AlipaySpread): Promise<readonly AlipayAttempt[]>
  /** The notice as headers and body, for posting by hand. */
  craft(craft: AlipayCraft): Promise<CraftedForm>
  craftAndSend(craft: AlipayCraft, spread: AlipaySpread): Promise<readonly AlipayAttempt[]>
  /** An auth code as my.getAuthCode or the OAuth page would give, with the id behind it. */
  authCode(appId: string, personId: string): Promise<{ readonly code: string; readonly openid: string }>
  persons(): Promise<readonly { id: string; name: string; userId: string; openIds: Record<string, string> }[]>
  /** What the Alipay client does on my.tradePay. */
  tradePay(tradeNO: string, act?: 'pay' | 'cancel'): Promise<{ readonly resultCode: string; readonly memo: string }>
  /** What a browser does with the address of alipay.trade.wap.pay: opens it and presses a button. Answers the result page. */
  payInBrowser(address: string, personId?: string, act?: 'pay' | 'cancel'): Promise<{ readonly status: number; readonly html: string }>
}

/** Calls the control endpoints of a simulator at `url`; throws with the simulator's own sentence when it refuses. */
export function createAlipayControl(url: string): AlipayControl {
  const ask = async <T>(path: string, body?: unknown, refusals: readonly number[] = []): Promise<T> => {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(url + path, body === undefined ? {} : post)
    if (!response.ok && !refusals.includes(response.status)) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  const to = (path: string) => `/sim/alipay/control/${path}`
  const attempts = async (path: string, body: unknown) => (await ask<{ attempts: AlipayAttempt[] }>(to(path), body)).attempts
  return {
    book: (sellerId) => ask(`/sim/alipay/book${sellerId === undefined ? '' : `?sellerId=${sellerId}`}`),
    clock: () => ask(to('clock')),
    setClock: async (at, { frozen = false } = {}) => void (await ask(to('clock'), { at, frozen })),
    advance: async (advanceMs) => void (await ask(to('clock'), { advanceMs })),
    behave: (outTradeNo, behaviour) => ask(to('behaviour'), { outTradeNo, behaviour }),
    pay: (trade, how = {}) => ask(to('pay'), { ...trade, ...how }),
    spoilAnswers: (operation, fault, times = 1) => ask(to('answers'), { operation, fault, times }),
    fillAccounts: async () => void (await ask(to('refunds/fill-accounts'), {})),
    editBill: async (of, edit) => void (await ask(to('bill-edits'), edit === 'hidden' ? { of, edit } : { of, ...edit })),
    certificates: async () => (await ask<{ certificates: string[] }>(to('certificates'))).certificates,
    useCertificate: (serial) => ask(to('certificates'), { serial }),
    requests: () => ask(to('requests')),
    notices: async (tradeNo) =>
      (await ask<{ notices: AlipayNotice[] }>(to(`notices${tradeNo === undefined ? '' : `?tradeNo=${tradeNo}`}`))).notices,
    hold: () => ask(to('notices/hold'), {}),
    release: () => ask(to('notices/release'), {}),
    settle: () => ask(to('notices/settle'), {}),
    resend: (noticeId, spread = {}) => attempts(`notices/${noticeId}/resend`, spread),
    craft: (craft) => ask(to('notices/craft'), craft),
    craftAndSend: (craft, send) => attempts('notices/craft', { ...craft, send }),
    authCode: (appId, personId) => ask(to('codes'), { appId, personId }),
    persons: async () => (await ask<{ persons: never[] }>(to('persons'))).persons,
    tradePay: (tradeNO, act = 'pay') => ask('/sim/alipay/trade-pay', { tradeNO, act }, [400]),
    async payInBrowser(address, personId = 'person-1', act = 'pay') {
      const page = await fetch(address)
      const signed = /name="signed" value="([^"]*)"/.exec(await page.text())?.[1]
      if (signed === undefined) return { status: page.status, html: 'the cashier refused the address' }
      const body = new URLSearchParams({
        signed: signed.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
        person: personId,
        act,
      })
      const answer = await fetch(`${url}/sim/alipay/cashier`, { method: 'POST', body })
      return { status: answer.status, html: await answer.text() }
    },
  }
}
