import type { H5Place } from './h5-place.ts'
import type { PayWay, Words } from './port.ts'

/**
 * Which of the offered ways lead anywhere from here. WeChat opens its own sheet and blocks Alipay's page; Alipay's browser pays on its
 * own page; WeChat's page for other browsers needs the WeChat app on the same phone.
 */
export function usableWays(place: H5Place, offered: readonly PayWay[]): readonly PayWay[] {
  return offered.filter((one) => leads[place](one))
}

const leads: Readonly<Record<H5Place, (way: PayWay) => boolean>> = {
  wechat: ({ channel, way }) => channel === 'wechat-pay' && way === 'sheet',
  alipay: ({ channel, way }) => channel === 'alipay' && way === 'page',
  phone: ({ way }) => way === 'page',
  desktop: ({ channel, way }) => channel === 'alipay' && way === 'page',
}

/** The way on when nothing can be paid here. */
export function elsewhere(place: H5Place, offered: readonly PayWay[]): Words {
  if (offered.length === 0) return { title: '还不能在网上缴费', detail: '供热公司还没有开通网上缴费，请到营业厅缴费。' }
  const byWechat = offered.some(({ channel }) => channel === 'wechat-pay')
  if (place === 'desktop') return { title: '请用手机打开', detail: '这家供热公司在电脑上不能付款。请用手机打开本页，或者到营业厅缴费。' }
  if (place === 'phone' && byWechat)
    return { title: '请在微信里打开', detail: '这里用微信支付。请用微信打开供热公司的公众号，从菜单进入后再付款。' }
  return byWechat
    ? { title: '请在微信里打开', detail: '这家供热公司只收微信支付。请用微信打开供热公司的公众号，从菜单进入后再付款。' }
    : { title: '请换个浏览器打开', detail: '这家供热公司只收支付宝，微信里打不开。请点右上角，选择“在浏览器打开”后再付款。' }
}
