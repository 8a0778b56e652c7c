import type { MenuResult, WechatOfficialGateway } from '../../gateways/wechat-official/port.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { buttonsOf, OfficialMenu, pageUrl } from './official-menu.ts'

export type PutMenuDeps = { readonly official: WechatOfficialGateway; readonly publicUrl: string }

/** Puts the menu below the conversation of a public account. Throws MENU_INVALID with all faults of the file at once. */
export function putOfficialMenu({ official, publicUrl }: PutMenuDeps) {
  return async (appId: string, given: unknown): Promise<MenuResult> => {
    const menu = OfficialMenu.safeParse(given)
    if (!menu.success) {
      const errors = menu.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
      throw new DomainError(422, 'MENU_INVALID', `公众号菜单有 ${errors.length} 处错误`, { errors })
    }
    return official.createMenu(
      appId,
      buttonsOf(menu.data, (page) => pageUrl(publicUrl, appId, page)),
    )
  }
}
