import { type Api, answering, createMiniHost, type MiniHost, networkOver } from '../../support/mini-host/index.ts'
import { type PayAtWechat, type PayerAct, type PayParams, type ResidentDriver, until } from './driver.ts'
import { textOfWorkbook } from './workbook-text.ts'

export interface WeappDriverOptions {
  /** Folder of the compiled package, miniapp/dist/weapp. */
  readonly dist: string
  /** Where the https requests of the app are led to. */
  readonly serverUrl: string
  readonly appId: string
  /** A fresh code of wx.login for the person who holds the phone. */
  loginCode(): Promise<string>
  readonly payAtWechat: PayAtWechat
  /** The way to the server; a straight one when not given. */
  readonly network?: Api
  /** What the phone keeps between starts of the app. */
  readonly store?: Map<string, unknown>
}

/** The compiled WeChat package in the mini-host; requests and payment are real, only the client around it is ours. */
export async function createWeappDriver(options: WeappDriverOptions): Promise<ResidentDriver> {
  const payer: { next: PayerAct } = { next: 'cancel' }
  const clipboard = { text: '' }
  const opened = { bytes: Buffer.alloc(0) }
  const host = createMiniHost({
    dist: options.dist,
    platform: 'weapp',
    ...(options.store ? { store: options.store } : {}),
    api: {
      ...(options.network ?? networkOver(options.serverUrl)),
      getAccountInfoSync: () => ({ miniProgram: { appId: options.appId, envVersion: 'release', version: '1.0.0' } }),
      login: answering(async () => ({ code: await options.loginCode(), errMsg: 'login:ok' })),
      // The client keeps the file, and opens what it has kept.
      downloadFile: answering(async (given) => {
        const { url, header } = given as unknown as { url: string; header: Record<string, string> }
        const answer = await fetch(url.replace(/^https:\/\/[^/]+/, options.serverUrl), { headers: header })
        opened.bytes = Buffer.from(await answer.arrayBuffer())
        return { statusCode: answer.status, tempFilePath: 'wxfile://tmp/statement', errMsg: 'downloadFile:ok' }
      }),
      openDocument: answering(async ({ filePath, fileType }) => {
        if (filePath !== 'wxfile://tmp/statement' || fileType !== 'xlsx') throw { errMsg: 'openDocument:fail filetype not supported' }
        return { errMsg: 'openDocument:ok' }
      }),
      setClipboardData: answering(async ({ data }) => {
        clipboard.text = String(data)
      }),
      requestPayment: answering(async (params) => {
        const { timeStamp, nonceStr, package: prepay, signType, paySign } = params as object as PayParams
        // The client knows its own app id; it is part of what was signed.
        const answer = await options.payAtWechat(
          { appId: options.appId, timeStamp, nonceStr, package: prepay, signType, paySign },
          payer.next,
        )
        if (answer.errMsg !== 'requestPayment:ok') throw answer
        return answer
      }),
    },
  })
  await host.launch()
  return { ...driverOf(host, payer, clipboard), keptStatement: () => textOfWorkbook(opened.bytes) }
}

/** Hands and eyes on a mini-program in the host, whichever client is around it. */
export function driverOf(host: MiniHost, payer: { next: PayerAct }, clipboard: { readonly text: string }): ResidentDriver {
  const missing = (id: string) => () => `#${id} is not on ${host.page.route}:\n${host.outline()}\n${host.errors.join('\n')}`
  const appear = (id: string, patienceMs?: number) => until(() => host.find(id), missing(id), patienceMs)
  const ready = (id: string) => until(() => (host.find(id)?.attributes.disabled === false || isPlain(host, id) ? true : null), missing(id))
  return {
    open: (screen) => host.relaunch(screen === 'calculator' ? '/packages/calculator/quote/index' : `/pages/${screen}/index`),
    async tap(id) {
      await ready(id)
      host.tap(id)
      await afterAct()
    },
    async input(id, value) {
      await appear(id)
      host.input(id, value)
      await afterAct()
    },
    async text(id) {
      await appear(id)
      return host.text(id) ?? ''
    },
    async waitFor(id, patienceMs) {
      await appear(id, patienceMs)
    },
    async waitUntilGone(id) {
      await until(
        () => (host.find(id) === null ? true : null),
        () => `#${id} is still on ${host.page.route}`,
      )
    },
    nextPayment(act) {
      payer.next = act
    },
    keptText: async () => clipboard.text,
    keptStatement: async () => clipboard.text,
    async picture() {},
    async close() {
      if (host.errors.length > 0) throw new Error(`the mini-program complained:\n${host.errors.join('\n')}`)
    },
  }
}

/** A person is never quicker than the next picture of the screen. */
const afterAct = () => new Promise((resolve) => setTimeout(resolve, 30))

/** Nodes without a `disabled` of their own can always be tapped. */
function isPlain(host: MiniHost, id: string): boolean {
  const node = host.find(id)
  return node !== null && node.attributes.disabled === undefined
}
