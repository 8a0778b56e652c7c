/** What a follower did, as WeChat tells the server of a public account (公众号). */
export type FollowerAct =
  | { readonly kind: 'followed' }
  | { readonly kind: 'left' }
  /** A menu entry that asks the server; entries that lead to a page open it themselves. */
  | { readonly kind: 'menu'; readonly key: string }
  | { readonly kind: 'wrote'; readonly text: string }
  | { readonly kind: 'other'; readonly what: string }

export type FollowerMessage = { readonly appId: string; readonly openid: string; readonly sentAt: number; readonly act: FollowerAct }

export type CallbackQuery = Readonly<Record<string, string | undefined>>

export type ReceivedCall =
  | {
      readonly kind: 'message'
      readonly message: FollowerMessage
      reply(text: string | null): { readonly type: string; readonly body: string }
    }
  /** Not from WeChat, not for this account, or too old. The reason is for our log, never for the caller. */
  | { readonly kind: 'refused'; readonly reason: string }

export type MenuEntry =
  | { readonly name: string; readonly type: 'view'; readonly url: string }
  | { readonly name: string; readonly type: 'click'; readonly key: string }
export type MenuButton = MenuEntry | { readonly name: string; readonly entries: readonly MenuEntry[] }

export type MenuResult =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly code: number; readonly message: string }
  | { readonly kind: 'unavailable'; readonly reason: string }

/** Public accounts of WeChat: what followers do, and the menu below the conversation. */
export interface WechatOfficialGateway {
  /** The text WeChat wants back when the address is entered in its settings; null when it is not WeChat that asks. */
  proveAddress(appId: string, query: CallbackQuery, now: number): string | null
  /** Verifies, decrypts and reads one call. `body` is the bytes as they came; `now` in UTC milliseconds. */
  receive(appId: string, query: CallbackQuery, body: Buffer, now: number): ReceivedCall
  createMenu(appId: string, buttons: readonly MenuButton[]): Promise<MenuResult>
}
