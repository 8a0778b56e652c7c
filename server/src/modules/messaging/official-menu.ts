import { z } from 'zod'
import type { MenuButton, MenuEntry } from '../../gateways/wechat-official/port.ts'

/** The screens of the resident app that can be opened from outside, with what they are called in a reply. */
export const pages = { home: '缴热费', bills: '我的账单', services: '办事', me: '我的房屋', calculator: '热费计算器' } as const
export type PageName = keyof typeof pages

const bytes = (most: number) => (name: string) => Buffer.byteLength(name) <= most
const entry = (most: number, sentence: string) => {
  const name = z.string('缺少名称').trim().min(1, '缺少名称').refine(bytes(most), sentence)
  return z.union(
    [
      z.strictObject({
        name,
        page: z.enum(Object.keys(pages) as [PageName, ...PageName[]], `页面只能是 ${Object.keys(pages).join('、')}`),
      }),
      z.strictObject({ name, ask: z.literal('pages', '只能是 pages') }),
    ],
    '每一项要么打开页面（page），要么由公众号回复（ask: pages）',
  )
}
const Button = z.union(
  [
    entry(16, '一级菜单最多 5 个汉字'),
    z.strictObject({
      name: z.string('缺少名称').trim().min(1, '缺少名称').refine(bytes(16), '一级菜单最多 5 个汉字'),
      entries: z.array(entry(60, '二级菜单最多 20 个汉字')).min(1, '二级菜单至少 1 项').max(5, '二级菜单最多 5 项'),
    }),
  ],
  '菜单项写法不对',
)

/** config/wechat-menu.json: three buttons at most, five entries below each, as WeChat has it. */
export const OfficialMenu = z.array(Button).min(1, '菜单至少 1 项').max(3, '菜单最多 3 项')
export type OfficialMenu = z.infer<typeof OfficialMenu>

/** The key that a click of `ask: pages` comes back with. */
export const PAGES_KEY = 'pages'

/** The address of a screen, opened from the menu of this public account: it signs in through the same account. */
export function pageUrl(publicUrl: string, appId: string, page: PageName): string {
  return `${publicUrl}/h5/${page === 'home' ? '' : page}?app=${encodeURIComponent(appId)}`
}

/** The menu as the gateway takes it. */
export function buttonsOf(menu: OfficialMenu, urlOf: (page: PageName) => string): MenuButton[] {
  const entryOf = (one: { readonly name: string; readonly page?: PageName }): MenuEntry =>
    one.page === undefined ? { name: one.name, type: 'click', key: PAGES_KEY } : { name: one.name, type: 'view', url: urlOf(one.page) }
  return menu.map((button) => ('entries' in button ? { name: button.name, entries: button.entries.map(entryOf) } : entryOf(button)))
}
