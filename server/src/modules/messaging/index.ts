import type { Database } from '../../database/database.ts'
import type { SmsGateway } from '../../gateways/sms/port.ts'
import type { CallbackQuery, WechatOfficialGateway } from '../../gateways/wechat-official/port.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import { answerFollower } from './answer-follower.ts'
import { putOfficialMenu } from './put-official-menu.ts'
import { sendText } from './send-text.ts'

export type { SendText } from './send-text.ts'

export type MessagingDeps = {
  readonly database: Database
  readonly official: WechatOfficialGateway
  /** Null where no text messages are sent. */
  readonly sms: SmsGateway | null
  readonly clock: Clock
  readonly logger: Logger
  readonly publicUrl: string
}

export type Messaging = ReturnType<typeof createMessaging>

/** The public account (公众号): what it answers its followers, and its menu; text messages. */
export function createMessaging(deps: MessagingDeps) {
  const { official, clock, logger, sms } = deps
  const answer = answerFollower(deps)
  return {
    putOfficialMenu: putOfficialMenu(deps),
    sendText: sms ? sendText({ ...deps, sms }) : null,
    /** The echo that WeChat wants when our address is entered there; null for anybody else. */
    proveOfficialAddress: (appId: string, query: CallbackQuery) => official.proveAddress(appId, query, clock.now()),
    /** One call of the platform and what to answer; null for what is not from the platform. */
    receiveOfficialCall(appId: string, query: CallbackQuery, body: Buffer): { readonly type: string; readonly body: string } | null {
      const call = official.receive(appId, query, body, clock.now())
      if (call.kind === 'message') return call.reply(answer(call.message))
      logger.warn({ appId: appId.slice(0, 32), reason: call.reason }, 'a call for a public account was refused')
      return null
    },
  }
}
