import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Download, type Frame, type Page } from 'playwright-core'
import { type PayAtWechat, type PayerAct, type PayParams, patience, type ResidentDriver, until } from './driver.ts'
import { faultsOfScreen } from './screen-faults.ts'
import { textOfWorkbook } from './workbook-text.ts'

/**
 * How money moves: through a bridge of the test's own, or through the page's bridge, as a person in a plain browser does it in the demo:
 * `atCashier` acts in the frame that then opens.
 */
export type H5Payment = { readonly payAtWechat: PayAtWechat } | { atCashier(frame: Frame, act: PayerAct): Promise<void> }

export interface H5DriverOptions {
  readonly serverUrl: string
  readonly payment: H5Payment
  /** The official account whose menu one comes from. */
  readonly appId?: string
  /** Folder for screenshots; none are kept without it. */
  readonly pictures?: string
  /** Passes the sign-in page when the pay platform's simulator shows one that wants a person. */
  signIn?(page: Page): Promise<void>
}

export const browserFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** H5 in Chromium on a narrow phone. */
export async function createH5Driver(options: H5DriverOptions): Promise<ResidentDriver> {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: browserFlags })
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, locale: 'zh-CN', hasTouch: true })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
  page.on('console', (message) => {
    // A refusal by the server is part of the story, and the browser reports each as an error.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text())
  })
  const payer: { next: PayerAct } = { next: 'cancel' }
  const downloads: Download[] = []
  page.on('download', (download) => downloads.push(download))
  const { payment } = options
  if ('payAtWechat' in payment) await supplyBridge(page, payer, payment.payAtWechat)
  else
    page.on('frameattached', (frame) => void payment.atCashier(frame, payer.next).catch((error: Error) => complaints.push(error.message)))
  return driverOf({ browser, page, payer, complaints, downloads }, options)
}

type Phone = {
  readonly browser: Browser
  readonly page: Page
  readonly payer: { next: PayerAct }
  readonly complaints: string[]
  readonly downloads: readonly Download[]
}

function driverOf({ browser, page, payer, complaints, downloads }: Phone, options: H5DriverOptions): ResidentDriver {
  page.setDefaultTimeout(patience.usualMs)
  // Tab pages stay in the document behind the one in front, so the same id may be there unseen.
  const seen = (id: string) => page.locator(`#${id}:visible`)
  return {
    async open(screen) {
      const from = options.appId === undefined ? '' : `?app=${options.appId}`
      await page.goto(`${options.serverUrl}/h5/${screen === 'home' ? '' : screen}${from}`)
      await arrive(page, options)
      await seen(`screen-${screen}`).waitFor()
    },
    tap: (id) => seen(id).click(),
    async input(id, value) {
      await seen(id).fill(value)
      // Typing goes to where the focus is: on a busy machine it may have moved, and a person would see that nothing was typed.
      if ((await seen(id).inputValue()) !== value) await seen(id).fill(value)
    },
    async text(id) {
      return (await seen(id).textContent()) ?? ''
    },
    waitFor: (id, patienceMs) => seen(id).waitFor(patienceMs === undefined ? {} : { timeout: patienceMs }),
    waitUntilGone: (id) => seen(id).waitFor({ state: 'hidden' }),
    nextPayment(act) {
      payer.next = act
    },
    async keptText() {
      const file = await downloads.at(-1)?.path()
      if (!file) throw new Error('nothing was downloaded')
      return readFileSync(file, 'utf8')
    },
    async keptStatement() {
      // The page says that the download has begun; the file comes when the server has made it.
      const download = await until(
        () => downloads.at(-1) ?? null,
        () => 'nothing was downloaded',
      )
      return textOfWorkbook(readFileSync(await download.path()))
    },
    async picture(name) {
      const faults = await faultsOfScreen(page)
      for (const fault of faults) complaints.push(`${name}: ${fault}`)
      if (options.pictures === undefined) return
      mkdirSync(options.pictures, { recursive: true })
      await page.screenshot({ path: join(options.pictures, `${name}.png`) })
    },
    async close() {
      await browser.close()
      if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join('\n')}`)
    },
  }
}

const isOurs = (address: string) => new URL(address).pathname.startsWith('/h5')

/** Waits until a page of the app has its data, passing the sign-in page on the way when there is one. */
async function arrive(page: Page, { signIn }: H5DriverOptions): Promise<void> {
  const end = Date.now() + patience.usualMs
  while (Date.now() < end) {
    if (!isOurs(page.url())) {
      if (signIn === undefined) throw new Error(`the app went to ${page.url()} and nobody signs in there`)
      await signIn(page)
      await page.waitForURL((url) => isOurs(url.href))
      // One question, not two: between two the page may leave for the sign-in.
    } else if ((await page.locator('.page:visible:not(:has(#loading))').count()) > 0) return
    await page.waitForTimeout(patience.everyMs)
  }
  throw new Error(`${page.url()} does not get ready`)
}

/** Cannot be replaced by a bridge the page brings: the test decides what the payer does. */
async function supplyBridge(page: Page, payer: { next: PayerAct }, payAtWechat: PayAtWechat): Promise<void> {
  await page.exposeFunction('testPayer', async (params: PayParams) => {
    const { errMsg } = await payAtWechat(params, payer.next)
    return errMsg.replace('requestPayment:', 'get_brand_wcpay_request:').replace('fail cancel', 'cancel')
  })
  await page.addInitScript(`
    Object.defineProperty(window, 'WeixinJSBridge', {
      set() {},
      get: () => ({
        invoke: (name, params, done) =>
          window.testPayer(params).then((said) => done({ err_msg: said }), () => done({ err_msg: 'get_brand_wcpay_request:fail' })),
      }),
    })`)
}
