export type WechatLoginSettings = {
  /** https://api.weixin.qq.com, or the simulator. */
  readonly apiBaseUrl: string
  /** https://open.weixin.qq.com; a path on our own public port when the simulator stands in. */
  readonly openBaseUrl: string
  readonly timeoutMs: number
  readonly apps: readonly { readonly appId: string; readonly secret: string }[]
}
