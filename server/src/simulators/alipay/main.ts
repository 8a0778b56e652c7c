import { serveSimulator } from '../wire/serve.ts'
import { readConfig } from './config.ts'
import { createAlipaySimulator } from './simulator.ts'

serveSimulator('Alipay', 'ALIPAY_SIMULATOR_PORT', (configFile) => createAlipaySimulator(readConfig(configFile)))
