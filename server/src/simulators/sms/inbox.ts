import type { MovableClock } from '../wire/movable-clock.ts'
import { beijingTime, escapeHtml, page } from '../wire/page.ts'
import { json } from '../wire/replies.ts'
import type { Route } from '../wire/router.ts'
import type { Book, TakenMessage } from './book.ts'

const SHOWN = 100

/** What would be on people's phones: all of them, or one by its number; and the book as JSON. */
export function inboxRoutes(book: Book, clock: MovableClock): readonly Route[] {
  const show: Route['answer'] = ({ query }) => page('短信模拟：收件箱', inbox(book, clock, (query.get('phone') ?? '').trim()))
  return [
    { method: 'GET', path: '/sim/sms/book', answer: () => json({ messages: book.messages() }) },
    { method: 'GET', path: '/sim/sms/', answer: show },
    { method: 'GET', path: '/sim/sms', answer: show },
  ]
}

function inbox(book: Book, clock: MovableClock, phone: string): string {
  const messages = book
    .messages()
    .filter((message) => phone === '' || message.phone === phone)
    .slice(-SHOWN)
    .reverse()
  const heading = phone === '' ? '所有手机的短信' : `${escapeHtml(phone)} 的短信`
  const all = phone === '' ? '' : '<a class="button" href="/sim/sms/">看所有手机</a>'
  return `<div class="card"><h1>${heading}</h1>
<p class="quiet">模拟时钟：${beijingTime(clock.now())}（北京时间）。最新的在前，最多 ${SHOWN} 条。</p>
<form method="get" action="/sim/sms/"><label>手机号 <input name="phone" inputmode="numeric" maxlength="11" value="${escapeHtml(phone)}"></label><button type="submit">只看这个手机</button></form>${all}</div>
${messages.length === 0 ? '<div class="card"><p>还没有短信。</p></div>' : messages.map(card).join('\n')}`
}

function card({ phone, at, signName, words }: TakenMessage): string {
  return `<div class="card"><p class="quiet"><a href="/sim/sms/?phone=${escapeHtml(phone)}">${escapeHtml(phone)}</a> · ${beijingTime(at)}</p><p>【${escapeHtml(signName)}】${escapeHtml(words)}</p></div>`
}
