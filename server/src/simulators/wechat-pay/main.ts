import { serveSimulator } from '../wire/serve.ts'
import { readConfig } from './config.ts'
import { createWechatSimulator } from './simulator.ts'

serveSimulator('WeChat', 'WECHAT_SIMULATOR_PORT', (configFile) => createWechatSimulator(readConfig(configFile)))
