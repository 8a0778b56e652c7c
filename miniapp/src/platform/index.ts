import { alipay } from './alipay.ts'
import { h5 } from './h5.ts'
import type { Platform } from './port.ts'
import { weapp } from './weapp.ts'

export type { PayParams, PayWay, Platform, SheetOutcome, Words } from './port.ts'

/** TARO_ENV is folded at build time, so each package carries its own adapter only. */
export const platform: Platform = process.env.TARO_ENV === 'weapp' ? weapp : process.env.TARO_ENV === 'alipay' ? alipay : h5
