import { heatRefund, outage } from '../../../../shared/states/heat-refund.ts'
import type { Word } from '../../words/states.ts'

/** How states of refunds ask for attention. */
const tones = {
  proposed: 'attention',
  recorded: 'attention',
  posting: 'busy',
  posted: 'paid',
  refused: 'quiet',
  withdrawn: 'quiet',
  cancelled: 'quiet',
} as const

export function refundStateWord(state: keyof typeof heatRefund.labels): Word {
  return { text: heatRefund.labels[state], tone: tones[state] }
}

export function outageStateWord(state: keyof typeof outage.labels): Word {
  return { text: outage.labels[state], tone: tones[state] }
}

export const refundStateOptions = Object.entries(heatRefund.labels).map(([value, label]) => ({ value, label }))

/** 540 is 09:00. */
export function clockText(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const rest = minute % 60
  return `${two((minute - rest) / 60)}:${two(rest)}`
}

/** 09:00 is 540; null for what is no time of day. */
export function minuteOf(text: string): number | null {
  const parts = /^(\d{1,2})[:：](\d{2})$/.exec(text.trim())
  const [hour, minute] = [Number(parts?.[1]), Number(parts?.[2])]
  return parts && hour < 24 && minute < 60 ? hour * 60 + minute : null
}
