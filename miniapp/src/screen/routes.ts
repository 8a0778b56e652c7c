import Taro from '@tarojs/taro'

/** Every screen by name; the paths are the same in all packages. */
const paths = {
  home: '/pages/home/index',
  bills: '/pages/bills/index',
  services: '/pages/services/index',
  me: '/pages/me/index',
  bind: '/packages/binding/bind/index',
  privacy: '/packages/binding/privacy/index',
  why: '/packages/payment/why/index',
  pay: '/packages/payment/pay/index',
  result: '/packages/payment/result/index',
  bill: '/packages/records/bill/index',
  payments: '/packages/records/payments/index',
  calculator: '/packages/calculator/quote/index',
  'my-data': '/packages/records/my-data/index',
  certificate: '/packages/records/certificate/index',
  phone: '/packages/account/phone/index',
  account: '/packages/account/privacy-and-account/index',
  'sign-in': '/packages/account/sign-in/index',
} as const

export type TabName = 'home' | 'bills' | 'services' | 'me'
export type ScreenName = Exclude<keyof typeof paths, TabName>
type Params = Readonly<Record<string, string>>

export function showTab(tab: TabName): void {
  void Taro.switchTab({ url: paths[tab] })
}

export function goTo(screen: ScreenName, params: Params = {}): void {
  void Taro.navigateTo({ url: withParams(paths[screen], params) })
}

/** Goes on without a way back: a paid pay page must not come up again. */
export function replaceBy(screen: ScreenName, params: Params = {}): void {
  void Taro.redirectTo({ url: withParams(paths[screen], params) })
}

export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else showTab('home')
}

function withParams(path: string, params: Params): string {
  const query = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return query.length === 0 ? path : `${path}?${query.join('&')}`
}
