import Taro from '@tarojs/taro'

/** A mini-program has no files a person could find again: what they keep goes through the clipboard. */
export async function copyText(_fileName: string, text: string): Promise<'copied' | 'failed'> {
  try {
    await Taro.setClipboardData({ data: text })
    return 'copied'
  } catch {
    return 'failed'
  }
}
