import type { ChannelApp, ChannelPlatform } from '../tenancy/index.ts'
import { identityFrom } from './open-resident-session.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

/** A platform whose own browser tells us who somebody is, when they go out to its page and come back. */
export type OauthDoor = {
  readonly platform: ChannelPlatform
  /** The name of its tokens: one made for this door opens no other. */
  readonly audience: 'wechat-sign-in' | 'alipay-sign-in'
  readonly callback: string
  /** Where people begin again when something went wrong. */
  readonly entrance: string
  readonly appWords: string
  authorizeUrl(app: ChannelApp, redirectUri: string, state: string): string
  /** Throws SIGN_IN_REFUSED, GATEWAY_UNAVAILABLE. */
  identify(app: ChannelApp, code: string): Promise<ReturnType<typeof identityFrom>>
}
export type OauthDoorName = 'wechat' | 'alipay'

export function oauthDoors({ wechatLogin, alipayLogin }: ResidentsDeps): Readonly<Record<OauthDoorName, OauthDoor>> {
  return {
    wechat: {
      platform: 'wechat-official',
      audience: 'wechat-sign-in',
      callback: '/h5/wechat/callback',
      entrance: '请从公众号菜单重新进入',
      appWords: '这个公众号没有接入本系统',
      authorizeUrl: (app, redirectUri, state) => wechatLogin.authorizeUrl(app, redirectUri, state),
      identify: async (app, code) => identityFrom(await wechatLogin.exchangeOauthCode(app, code), '微信'),
    },
    alipay: {
      platform: 'alipay-web',
      audience: 'alipay-sign-in',
      callback: '/h5/alipay/callback',
      entrance: '请在支付宝里重新打开',
      appWords: '这个支付宝应用没有接入本系统',
      authorizeUrl: ({ appId }, redirectUri, state) => alipayLogin.authorizeUrl(appId, redirectUri, state),
      identify: async ({ appId }, code) => identityFrom(await alipayLogin.exchangeAuthCode(appId, code), '支付宝'),
    },
  }
}
