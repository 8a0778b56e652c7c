/** Which app the code was issued for. The secret comes from the settings, never from the database. */
export type LoginApp = { readonly appId: string }

export type WechatIdentity = { readonly openid: string; readonly unionid: string | null }

export type LoginResult =
  | { readonly kind: 'identified'; readonly identity: WechatIdentity }
  /** The code is used up, expired or of another app (40029, 40163 …). */
  | { readonly kind: 'refused'; readonly code: number; readonly message: string }
  | { readonly kind: 'unavailable'; readonly reason: string }

/** Sign-in with WeChat: mini-programs by jscode2session, pages in WeChat by OAuth2 snsapi_base. */
export interface WechatLoginGateway {
  exchangeMiniProgramCode(app: LoginApp, code: string): Promise<LoginResult>
  /** Where the browser is sent; `state` comes back and must be checked by the caller. */
  authorizeUrl(app: LoginApp, redirectUri: string, state: string): string
  exchangeOauthCode(app: LoginApp, code: string): Promise<LoginResult>
}
