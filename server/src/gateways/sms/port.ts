/** One text message by a template the provider has approved; the words themselves stand with the provider. */
export type SmsMessage = {
  /** Mainland mobile number, 11 digits. */
  readonly phone: string
  readonly template: SmsTemplate
  readonly params: Readonly<Record<string, string>>
  /** Ours, to find the message again in the provider's records. */
  readonly outId: string
}

export type SmsTemplate = 'sign-in-code'

export type SmsResult =
  /** The provider has taken it; whether the phone got it only its receipt would tell. */
  | { readonly kind: 'accepted'; readonly providerId: string }
  /** It surely will not be sent: wrong number, limit of the provider, wrong keys. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** No usable answer: it may arrive all the same. */
  | { readonly kind: 'unknown'; readonly reason: string }

export interface SmsGateway {
  send(message: SmsMessage): Promise<SmsResult>
}
