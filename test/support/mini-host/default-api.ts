import { type Api, type ApiOptions, answering } from './client.ts'

const box = { id: '', dataset: {}, left: 0, right: 100, top: 0, bottom: 40, width: 100, height: 40, scrollLeft: 0, scrollTop: 0 }
const screen = { pixelRatio: 2, windowWidth: 360, windowHeight: 740, screenWidth: 360, screenHeight: 740 }
const base = { SDKVersion: '3.7.0', version: '8.0.5', language: 'zh_CN', platform: 'devtools' }

/** What every client has: facts about the phone, storage, timers. `store` outlives the app, as on a phone. */
export function defaultApi(store: Map<string, unknown>, startPath: string): Api {
  const launch = () => ({ path: startPath, query: {}, scene: 1001 })
  const keyOf = (key: string | { key: string }) => (typeof key === 'object' ? key.key : key)
  const nothing = () => undefined
  return {
    getSystemInfoSync: () => ({ ...base, ...screen, statusBarHeight: 20 }),
    getAppBaseInfo: () => base,
    getWindowInfo: () => screen,
    getDeviceInfo: () => ({ platform: 'devtools', model: 'host' }),
    getLaunchOptionsSync: launch,
    getEnterOptionsSync: launch,
    canIUse: () => true,
    nextTick: (then: () => void) => setTimeout(then, 0),
    // WeChat answers the value itself and '' for none; Alipay takes and answers an object.
    getStorageSync: (key: string | { key: string }) =>
      typeof key === 'object' ? { data: store.get(key.key) ?? null } : (store.get(key) ?? ''),
    setStorageSync: (key: string | { key: string; data: unknown }, value?: unknown) =>
      void store.set(keyOf(key), typeof key === 'object' ? key.data : value),
    removeStorageSync: (key: string | { key: string }) => void store.delete(keyOf(key)),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'wx-host', envVersion: 'develop', version: '' } }),
    createSelectorQuery: selectorQuery,
    onAppShow: nothing,
    onAppHide: nothing,
    onError: nothing,
    onUnhandledRejection: nothing,
    onWindowResize: nothing,
    onNetworkStatusChange: nothing,
    pageScrollTo: answering(async () => ({ errMsg: 'pageScrollTo:ok' })),
    login: answering(async () => refuse('login')),
    requestPayment: answering(async () => refuse('requestPayment')),
  }
}

/** No layout here: every selector answers with a fixed box. */
function selectorQuery() {
  const answers: unknown[] = []
  const tellers: ((answer: unknown) => void)[] = []
  let several = false
  const select = (all: boolean) => () => {
    several = all
    return query
  }
  const add = (tell?: (answer: unknown) => void) => {
    answers.push(several ? [box] : box)
    tellers.push(tell ?? (() => undefined))
    return query
  }
  const query = {
    in: () => query,
    select: select(false),
    selectAll: select(true),
    selectViewport: select(false),
    boundingClientRect: add,
    scrollOffset: add,
    node: add,
    fields: (_fields: unknown, tell?: (answer: unknown) => void) => add(tell),
    exec: (done?: (answers: unknown[]) => void) =>
      setTimeout(() => {
        answers.forEach((answer, index) => void tellers[index]?.(answer))
        done?.(answers)
      }, 0),
  }
  return query
}

function refuse(name: string): never {
  throw { errMsg: `${name}:fail the host was not told how` } satisfies Partial<ApiOptions>
}
