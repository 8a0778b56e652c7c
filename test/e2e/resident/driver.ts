import type { ResidentOrder } from '../../../shared/contracts/residents.ts'

export type TabScreen = 'home' | 'bills' | 'services' | 'me'
/** Where one may come in from outside: the tabs, and what needs no sign-in. */
export type EntryScreen = TabScreen | 'calculator'
export type PayParams = NonNullable<ResidentOrder['wechatPay']>

/** What the payer does in the pay sheet. */
export type PayerAct = 'pay' | 'cancel'

/**
 * Plays the WeChat client and the pay platform: checks paySign, then takes the money or not. Answers as wx.requestPayment does:
 * requestPayment:ok, requestPayment:fail cancel, or requestPayment:fail with a reason.
 */
export type PayAtWechat = (params: PayParams, act: PayerAct) => Promise<{ readonly errMsg: string }>

/**
 * A resident's hands and eyes on one target. The story knows nothing else, not even which target it is on,
 * so it cannot leave a step out on one of them. Everything waits until it can be done, or fails with what the screen showed.
 */
export interface ResidentDriver {
  /** Opens the app on a screen, as from the menu of the client. */
  open(screen: EntryScreen): Promise<void>
  tap(id: string): Promise<void>
  input(id: string, value: string): Promise<void>
  /** All text of a node, without line breaks. */
  text(id: string): Promise<string>
  waitFor(id: string, patienceMs?: number): Promise<void>
  waitUntilGone(id: string): Promise<void>
  /** What the payer will do when the pay sheet comes up next. */
  nextPayment(act: PayerAct): void
  /** What the person has kept last: the downloaded file's text, or the clipboard's. */
  keptText(): Promise<string>
  /** All text of the statement the person has taken along: of the workbook that was saved or opened, or of the clipboard. */
  keptStatement(): Promise<string>
  /** Keeps what the screen looks like, where a target has looks, and checks them. */
  picture(name: string): Promise<void>
  /** Ends the app. Throws when something went wrong behind the screen on the way. */
  close(): Promise<void>
}

export const patience = { usualMs: 20_000, everyMs: 40 }

/** Asks again until there is an answer that is not null. */
export async function until<Answer>(ask: () => Answer | null, whatFor: () => string, patienceMs = patience.usualMs): Promise<Answer> {
  const end = Date.now() + patienceMs
  for (;;) {
    const answer = ask()
    if (answer !== null) return answer
    if (Date.now() > end) throw new Error(whatFor())
    await new Promise((resolve) => setTimeout(resolve, patience.everyMs))
  }
}
