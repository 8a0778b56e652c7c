import Taro from '@tarojs/taro'

/** Brings what has just come up below into sight. Where a client cannot, the person scrolls. */
export function scrollTo(id: string): void {
  if (process.env.TARO_ENV === 'h5') {
    document.getElementById(id)?.scrollIntoView({ block: 'start' })
    return
  }
  try {
    void Taro.pageScrollTo({ selector: `#${id}`, duration: 200 }).catch(() => undefined)
  } catch {
    // An old client without the call.
  }
}
