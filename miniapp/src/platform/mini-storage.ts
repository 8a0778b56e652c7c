import Taro from '@tarojs/taro'
import type { Storage } from './port.ts'

/** Storage of a mini-program client. A full or broken store must not stop a payment: the value is then forgotten with the app. */
export const miniStorage: Storage = {
  read(key) {
    try {
      const value: unknown = Taro.getStorageSync(key)
      return typeof value === 'string' && value !== '' ? value : null
    } catch {
      return null
    }
  },
  write(key, value) {
    try {
      Taro.setStorageSync(key, value)
    } catch {}
  },
  remove(key) {
    try {
      Taro.removeStorageSync(key)
    } catch {}
  },
}
