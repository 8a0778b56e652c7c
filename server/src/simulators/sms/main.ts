import { serveSimulator } from '../wire/serve.ts'
import { readConfig } from './config.ts'
import { createSmsSimulator } from './simulator.ts'

serveSimulator('SMS', 'SMS_SIMULATOR_PORT', (configFile) => createSmsSimulator(readConfig(configFile)))
