import type { PayWays, ResidentOrder, ResidentSession, ResidentSignIn } from '../../../shared/contracts/residents.ts'

/** What the server hands to the pay sheets; at most one of them is there, and none when the order cannot be paid now. */
export type PayParams = Pick<ResidentOrder, 'wechatPay' | 'alipay'>

/** By what and how one pays, as the company of a home offers it. */
export type PayWay = PayWays['items'][number]
export interface Words {
  readonly title: string
  readonly detail: string
}

/** What the pay sheet told the phone. It decides which words come first and nothing else: proof of money comes from the server alone. */
export type SheetOutcome = 'finished' | 'cancelled' | 'failed'

/** `leaving`: the page is on its way to a sign-in page of the server and will start anew. */
export type SignInOutcome = 'signed-in' | 'leaving'

export interface Storage {
  read(key: string): string | null
  write(key: string, value: string): void
  remove(key: string): void
}

/** All that differs between the places this app runs in. */
export interface Platform {
  /** Where the API is: '' is the page's own origin. */
  readonly apiBase: string
  readonly storage: Storage
  /** Whether signing out means anything here: in a mini-program the client itself is the account. */
  readonly canSignOut: boolean
  /** True when a request now would carry a sign-in; false spares a request that is bound to be refused. */
  mayBeSignedIn(): boolean
  /** Headers that carry the sign-in. */
  headers(write: boolean): Record<string, string>
  /** Forgets a sign-in that the server refused. */
  forgetSignIn(): void
  /** An answer came: the sign-in works. */
  signInWorked(): void
  /** Signs in without a question. Throws Error with Chinese words when this place has no way to. */
  signIn(exchange: (proof: ResidentSignIn) => Promise<ResidentSession>): Promise<SignInOutcome>
  /** What people call the app around this one, and how one pays in it. */
  readonly wallet: { readonly name: '微信支付' | '支付宝'; readonly app: '微信' | '支付宝' }
  /** Which of the offered ways lead anywhere from here, and what to say when none does. */
  payWays(offered: readonly PayWay[]): Promise<{ readonly usable: readonly PayWay[]; readonly otherwise: Words }>
  /** Opens the pay sheet of this place; `failed` when the order has none for it. */
  pay(params: PayParams): Promise<SheetOutcome>
  /** Goes to the pay platform's own page; it leads back to the result. Only where pages can lead to other sites. */
  leaveFor(url: string): void
  /** Lets the person keep a text: a file where the place knows files, else the clipboard. */
  keepText(fileName: string, text: string): Promise<'saved' | 'copied' | 'failed'>
  /** Lets the person keep a workbook of the server: saved, or opened by the client, which can pass it on. Null where no workbook can be opened. */
  readonly keepWorkbook: ((path: string, fileName: string) => Promise<'saved' | 'opened' | 'failed'>) | null
  /** Prints the screen; null where nothing can be printed. */
  readonly print: (() => void) | null
  /** Leads to the sign-in by a code on one's phone; null where the client itself says who somebody is. */
  readonly signInByPhone: (() => void) | null
}
