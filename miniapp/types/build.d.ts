declare namespace NodeJS {
  interface ProcessEnv {
    /** Folded into the output at build time; never read while the app runs. */
    readonly TARO_ENV: 'weapp' | 'alipay' | 'h5'
    readonly NUANZHANG_API_BASE: string
  }
}

declare module '*.scss'
