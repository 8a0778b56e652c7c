import { copyText } from '../../../platform/copy-text.ts'

/** Puts the link into the clipboard. A browser may refuse, and has none at all on a page without https. */
export async function copyLink(link: string): Promise<boolean> {
  if (process.env.TARO_ENV !== 'h5') return (await copyText('', link)) === 'copied'
  try {
    // Taro's own way shows a toast with a font our content security policy refuses.
    await window.navigator.clipboard.writeText(link)
    return true
  } catch {
    return false
  }
}
