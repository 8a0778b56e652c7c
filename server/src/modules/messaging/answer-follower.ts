import type { FollowerMessage } from '../../gateways/wechat-official/port.ts'
import { PAGES_KEY, type PageName, pages, pageUrl } from './official-menu.ts'

const WORDS: readonly { readonly page: PageName; readonly said: RegExp }[] = [
  { page: 'calculator', said: /怎么算|计算|试算|单价|价格/ },
  { page: 'bills', said: /账单|明细|发票|收据|记录/ },
  { page: 'home', said: /缴|交|付|欠|多少|热费|取暖费|采暖费/ },
  { page: 'services', said: /报停|停热|停暖|复热|报修|不热|投诉/ },
  { page: 'me', said: /绑定|解绑|我的/ },
]

/**
 * What the public account answers; null where it has nothing to say. It only shows the way: nothing is done in the conversation, and
 * nothing said there is kept.
 */
export function answerFollower({ publicUrl }: { readonly publicUrl: string }) {
  return ({ appId, act }: Pick<FollowerMessage, 'appId' | 'act'>): string | null => {
    const link = (page: PageName) => `<a href="${pageUrl(publicUrl, appId, page)}">${pages[page]}</a>`
    const all = (Object.keys(pages) as PageName[]).map(link).join('\n')
    if (act.kind === 'followed') return `您好，欢迎关注。点下面的字就能办理：\n${all}`
    if (act.kind === 'menu') return act.key === PAGES_KEY ? `请点下面的字办理：\n${all}` : null
    if (act.kind !== 'wrote') return null
    const meant = WORDS.find(({ said }) => said.test(act.text))
    return meant ? `请点这里：${link(meant.page)}` : `这里不能人工回复。请点下面的字办理：\n${all}`
  }
}
