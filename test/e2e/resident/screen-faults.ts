import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** By axe's own names, rules that hold whatever their weight; of all others those axe calls serious or critical. */
const axeRules = {
  document: ['html-has-lang', 'document-title', 'meta-viewport'],
  screen: ['color-contrast', 'button-name', 'label', 'aria-valid-attr-value'],
}

/**
 * What is wrong with the looks of the page in front: anything beyond the edges or cut off, text or taps too small for the
 * chosen text size (18 px and 60 px in the large ones), contrast below 4.5 : 1.
 */
export async function faultsOfScreen(page: Page): Promise<readonly string[]> {
  // The test runner's compiler wraps named functions in a call the page does not know.
  await page.evaluate('globalThis.__name = (named) => named')
  const measured = (await page.evaluate(measure)) as string[]
  await page.evaluate(axeSource)
  const judged = (await page.evaluate(judge, axeRules)) as string[]
  return [...measured, ...judged]
}

/** Runs in the page. */
function measure(): string[] {
  const { document, innerWidth, getComputedStyle } = globalThis as unknown as Browsing
  const faults: string[] = []
  const root = Array.from(document.querySelectorAll('.page')).find((page) => page.getBoundingClientRect().width > 0)
  if (!root) return ['no page is in front']
  const large = !root.classList.contains('text-standard')
  const name = (element: Measured) => `${element.tagName.toLowerCase()}#${element.id}.${element.className}`
  for (const element of Array.from(root.querySelectorAll('*'))) {
    const box = element.getBoundingClientRect()
    if (box.width === 0 || box.height === 0) continue
    if (box.right > innerWidth + 1 || box.left < -1) faults.push(`${name(element)} is beyond the edge: ${box.left} to ${box.right}`)
    const style = getComputedStyle(element)
    if (style.overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1) faults.push(`${name(element)} is cut off`)
    const ownText = Array.from(element.childNodes).some((child) => child.nodeType === 3 && (child.textContent ?? '').trim() !== '')
    const least = large ? 18 : 14
    if (ownText && Number.parseFloat(style.fontSize) < least)
      faults.push(`${name(element)} has text of ${style.fontSize}, below ${least}px`)
    if (ownText && Number.parseFloat(style.lineHeight) < Number.parseFloat(style.fontSize) * 1.29)
      faults.push(`${name(element)} has lines too close`)
    // Hints are Chinese: each sign is as wide as it is high.
    const hint = (element.placeholder ?? '').length * Number.parseFloat(style.fontSize)
    if (hint > element.clientWidth - Number.parseFloat(style.paddingLeft) * 2) faults.push(`${name(element)} cuts its hint off`)
    if (['BUTTON', 'INPUT'].includes(element.tagName) && box.height < (large ? 60 : 44))
      faults.push(`${name(element)} is ${box.height}px high`)
  }
  return faults
}

interface Measured {
  readonly tagName: string
  readonly id: string
  readonly className: string
  readonly placeholder?: string
  readonly scrollWidth: number
  readonly clientWidth: number
  readonly classList: { contains(name: string): boolean }
  readonly childNodes: ArrayLike<{ readonly nodeType: number; readonly textContent: string | null }>
  getBoundingClientRect(): { readonly left: number; readonly right: number; readonly width: number; readonly height: number }
  querySelectorAll(selector: string): ArrayLike<Measured>
}
interface Browsing {
  readonly innerWidth: number
  readonly document: { querySelectorAll(selector: string): ArrayLike<Measured> }
  getComputedStyle(element: Measured): {
    readonly overflowX: string
    readonly paddingLeft: string
    readonly fontSize: string
    readonly lineHeight: string
  }
}

/** Runs in the page. */
async function judge(rules: { readonly document: string[]; readonly screen: string[] }): Promise<string[]> {
  const { axe, document } = globalThis as unknown as Browsing & {
    axe: {
      run(
        root: object,
        options: object,
      ): Promise<{ violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[] }>
    }
  }
  // Tab pages lie in the document behind the one in front.
  const inFront = Array.from(document.querySelectorAll('.page')).find((page) => page.getBoundingClientRect().width > 0)
  const all = [
    await axe.run(document, { runOnly: { type: 'rule', values: rules.document } }),
    await axe.run(inFront ?? document, { resultTypes: ['violations'] }),
  ]
  return all
    .flatMap(({ violations }) => violations)
    .filter(({ id, impact }) => [...rules.document, ...rules.screen].includes(id) || ['serious', 'critical'].includes(impact))
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary.replace(/\s+/g, ' ')}`))
}
