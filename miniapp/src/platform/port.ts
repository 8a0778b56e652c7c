import type { CreatePaymentOrder, ResidentOrder, ResidentSession, ResidentSignIn } from '../../../shared/contracts/residents.ts'

/** What the server hands to the pay sheets; at most one of them is there, and none when the order cannot be paid now. */
export type PayParams = Pick<ResidentOrder, 'wechatPay' | 'alipay'>

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
  /** Words for the person when `canPay` says no. */
  readonly cannotPay: { readonly title: string; readonly detail: string }
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
  /** The way to pay here: its code, its name, and what people call the app around it. */
  readonly wallet: {
    readonly channel: CreatePaymentOrder['channel']
    readonly name: '微信支付' | '支付宝'
    readonly app: '微信' | '支付宝'
  }
  canPay(): Promise<boolean>
  /** Opens the pay sheet of this place; `failed` when the order has none for it. */
  pay(params: PayParams): Promise<SheetOutcome>
  /** Lets the person keep a text: a file where the place knows files, else the clipboard. */
  keepText(fileName: string, text: string): Promise<'saved' | 'copied' | 'failed'>
}
