import { page } from '../wire/page.ts'
import { text } from '../wire/replies.ts'
import type { Route } from '../wire/router.ts'

/** In whose browser the H5 pages believe to be; the bridge reads it. Without a choice it is WeChat's. */
const PLACES = [
  ['wechat', '微信里'],
  ['alipay', '支付宝里'],
  ['phone', '手机上的其他浏览器里'],
  ['desktop', '电脑浏览器里'],
] as const

/** One browser plays them all: a person chooses where the resident pages are opened. */
export function browserPageRoutes(): readonly Route[] {
  const buttons = PLACES.map(([place, name]) => `<button type="button" data-place="${place}">在${name}打开居民 H5</button>`)
  return [
    {
      method: 'GET',
      path: '/sim/browser',
      answer: () =>
        page('在哪里打开', `<div class="card"><h1>居民 H5 在哪里打开</h1>${buttons.join('\n')}</div>`, { script: '/sim/browser.js' }),
    },
    { method: 'GET', path: '/sim/browser.js', answer: () => text(200, 'text/javascript', SCRIPT) },
  ]
}

const SCRIPT = `'use strict'
for (const button of document.querySelectorAll('[data-place]')) {
  button.addEventListener('click', () => {
    localStorage.setItem('sim-browser', button.dataset.place)
    window.location.assign('/h5/')
  })
}
`
