export type OfficialAccountSettings = {
  readonly appId: string
  readonly secret: string
  /** Token and key as entered in WeChat's settings of the account; the key (43 characters) only where messages are encrypted. */
  readonly token: string
  readonly encodingAesKey: string | null
}

export type WechatOfficialSettings = {
  /** https://api.weixin.qq.com, or the simulator. */
  readonly apiBaseUrl: string
  readonly timeoutMs: number
  readonly accounts: readonly OfficialAccountSettings[]
}
