export { type Api, type ApiCall, type ApiOptions, answering } from './client.ts'
export { createMiniHost, type MiniHost, type MiniHostOptions } from './host.ts'
export { networkOver, sendTo } from './network.ts'
