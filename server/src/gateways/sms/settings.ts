import type { SmsTemplate } from './port.ts'

export type SmsSettings = {
  /** https://dysmsapi.aliyuncs.com, or the simulator. */
  readonly url: string
  readonly timeoutMs: number
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** 短信签名, approved by the provider: the name in 【】 in front of each message. */
  readonly signName: string
  /** The provider's codes of the approved templates. */
  readonly templates: Readonly<Record<SmsTemplate, string>>
}
