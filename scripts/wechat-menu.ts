import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readSettings } from '../config/settings.ts'
import { createWechatOfficialGateway } from '../server/src/gateways/wechat-official/client.ts'
import type { MenuResult } from '../server/src/gateways/wechat-official/port.ts'
import { officialSettingsOf } from '../server/src/ground.ts'
import { putOfficialMenu } from '../server/src/modules/messaging/put-official-menu.ts'
import { DomainError } from '../server/src/platform/domain-error.ts'

/** A menu needs neither sign-ins nor data. */
const NOT_NEEDED = { TOKEN_SECRET: 'not needed to put a menu, only to sign in', DATABASE_URL: 'sqlite:not-needed' }

/**
 * npm run wechat-menu -- <app id | all> [file]
 * Puts the menu (config/wechat-menu.json unless a file is named) below the conversation of a public account. Takes the server's settings.
 * Exit 0 when WeChat has taken it everywhere, 1 with the reason when not, 2 for wrong settings or words.
 */
async function main([wanted, file = path.resolve('config/wechat-menu.json')]: readonly string[]): Promise<number> {
  const read = readSettings({ ...NOT_NEEDED, ...process.env })
  if ('faults' in read) {
    for (const fault of read.faults) console.error(`设置有误 ${fault}`)
    return 2
  }
  const settings = officialSettingsOf(read.settings)
  const known = settings.accounts.map((account) => account.appId)
  const appIds = wanted === 'all' ? known : known.filter((appId) => appId === wanted)
  if (wanted === 'all' && known.length === 0) {
    console.log('WECHAT_APPS_FILE 里没有公众号，不需要菜单')
    return 0
  }
  if (appIds.length === 0) {
    console.error(`请指明公众号：${known.join('、') || 'WECHAT_APPS_FILE 里没有'}，或 all`)
    return 2
  }
  const put = putOfficialMenu({ official: createWechatOfficialGateway({ settings }), publicUrl: read.settings.PUBLIC_URL })
  try {
    const menu: unknown = JSON.parse(readFileSync(file, 'utf8'))
    let refused = 0
    for (const appId of appIds) {
      const result = await put(appId, menu)
      if (result.kind !== 'accepted') refused += 1
      say(appId, result)
    }
    return refused === 0 ? 0 : 1
  } catch (error) {
    if (error instanceof DomainError) for (const { path: at, message } of error.errors ?? []) console.error(`${at || '菜单'}：${message}`)
    else console.error(error instanceof SyntaxError ? `${file} 不是有效的 JSON` : String(error))
    return 2
  }
}

function say(appId: string, result: MenuResult): void {
  if (result.kind === 'accepted') console.log(`${appId} 菜单已更新，关注者稍后就能看到`)
  else if (result.kind === 'refused') console.error(`${appId} 微信没有接受：${result.code} ${result.message}`)
  else console.error(`${appId} 没有得到微信的答复：${result.reason}`)
}

process.exitCode = await main(process.argv.slice(2))
