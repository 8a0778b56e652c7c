import { resolve } from 'node:path'
import { defineConfig } from '@tarojs/cli'

const target = process.env.TARO_ENV
const shared = resolve(__dirname, '../../shared')

/**
 * Lengths are written in px and stay px: 18 px is 18 dp on every target, so that the rules for large text can be measured.
 * The tab bar of the mini-programs is drawn by our own component (it must grow with the text size).
 */
export default defineConfig<'webpack5'>(async () => ({
  projectName: 'nuanzhang-miniapp',
  date: '2026-11-22',
  designWidth: 375,
  deviceRatio: { 375: 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${target}`,
  plugins: [],
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  env: { NUANZHANG_API_BASE: JSON.stringify(apiBase()) },
  copy: { patterns: emptyTabBar(), options: {} },
  mini: {
    postcss: { pxtransform: { enable: false }, cssModules: { enable: false } },
    compile: { include: [shared] },
    optimizeMainPackage: { enable: true },
  },
  h5: {
    publicPath: '/h5/',
    staticDirectory: 'static',
    compile: { include: [shared] },
    router: { mode: 'browser', basename: '/h5', customRoutes: addresses },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: { pxtransform: { enable: false }, autoprefixer: { enable: true } },
    webpackChain(chain) {
      // Size is judged by scripts/budget.mjs, after gzip.
      chain.performance.hints(false)
      // Otherwise each page carries its own copy of what several pages use.
      chain.optimization.splitChunks({ chunks: 'all', minSize: 10_000 })
      // Styles of Taro's own form controls, with an icon font inside that our content security policy refuses. We use none of them.
      chain.resolve.alias.set('@tarojs/components/dist/taro-components/taro-components.css', resolve(__dirname, '../src/styles/none.css'))
    },
  },
}))

/** Short addresses of the H5 pages, below /h5. */
const addresses = {
  '/pages/home/index': '/',
  '/pages/bills/index': '/bills',
  '/pages/services/index': '/services',
  '/pages/me/index': '/me',
  '/packages/binding/bind/index': '/bind',
  '/packages/binding/privacy/index': '/privacy',
  '/packages/payment/why/index': '/why',
  '/packages/payment/pay/index': '/pay',
  '/packages/payment/result/index': '/result',
  '/packages/records/bill/index': '/bill',
  '/packages/calculator/quote/index': '/calculator',
  '/packages/records/payments/index': '/payments',
  '/packages/records/my-data/index': '/my-data',
  '/packages/records/certificate/index': '/certificate',
  '/packages/account/phone/index': '/phone',
  '/packages/account/privacy-and-account/index': '/account',
  '/packages/account/sign-in/index': '/sign-in',
}

/** H5 is served by the server it talks to. A mini-program has no origin of its own and must be told one. */
function apiBase(): string {
  if (target === 'h5') return ''
  const base = process.env.NUANZHANG_API_BASE ?? ''
  if (!/^https:\/\/[^/]+$/.test(base)) {
    throw new Error('NUANZHANG_API_BASE 应为服务器的 https 地址，结尾不带斜杠，例如 https://heat.example.com')
  }
  return base
}

/** The clients want a component behind `tabBar.custom`; ours is drawn inside the pages, so this one is empty. */
function emptyTabBar() {
  if (target === 'weapp') return [{ from: 'src/native/weapp-tab-bar/', to: 'dist/weapp/custom-tab-bar/' }]
  if (target === 'alipay') return [{ from: 'src/native/alipay-tab-bar/', to: 'dist/alipay/customize-tab-bar/' }]
  return []
}
