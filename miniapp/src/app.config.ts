export default defineAppConfig({
  // The clients move between pages in their own way; the sliding that H5 would add only keeps people waiting.
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
  pages: ['pages/home/index', 'pages/bills/index', 'pages/services/index', 'pages/me/index'],
  subPackages: [
    { root: 'packages/binding', pages: ['bind/index', 'privacy/index'] },
    { root: 'packages/payment', pages: ['why/index', 'pay/index', 'result/index'] },
    { root: 'packages/calculator', pages: ['quote/index'] },
    { root: 'packages/records', pages: ['bill/index', 'payments/index', 'my-data/index', 'certificate/index'] },
    {
      root: 'packages/account',
      // Only in a browser does somebody sign in by hand.
      pages: ['phone/index', 'privacy-and-account/index', ...(process.env.TARO_ENV === 'h5' ? ['sign-in/index'] : [])],
    },
  ],
  tabBar: {
    custom: true,
    color: '#6b5f55',
    selectedColor: '#1d4f73',
    backgroundColor: '#ffffff',
    list: [
      { pagePath: 'pages/home/index', text: '首页' },
      { pagePath: 'pages/bills/index', text: '账单' },
      { pagePath: 'pages/services/index', text: '办事' },
      { pagePath: 'pages/me/index', text: '我的' },
    ],
  },
  window: {
    navigationBarTitleText: '暖账',
    navigationBarBackgroundColor: '#faf6f0',
    navigationBarTextStyle: 'black',
    backgroundColor: '#faf6f0',
  },
})
