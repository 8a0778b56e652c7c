/** What Alipay adds to the address one comes back to. It proves nothing, so nothing here reads it. Source: opendocs.alipay.com/open/203/107090. */
const ALIPAY_SIGNS = new Set(
  'app_id auth_app_id charset method out_trade_no seller_id sign sign_type timestamp total_amount trade_no version'.split(' '),
)

/** Where one is, to be sent through a sign-in: without those signs, because they are long and the server takes short addresses only. */
export function wayBack({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  const own = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !ALIPAY_SIGNS.has(pair.split('=', 1)[0] ?? ''))
  return `${pathname === '/h5' ? '/h5/' : pathname}${own.length === 0 ? '' : `?${own.join('&')}`}`
}
