import { readFileSync } from 'node:fs'
import { serveSimulator } from '../wire/serve.ts'
import { createOssSimulator, type OssSimulatorConfig } from './simulator.ts'

serveSimulator('OSS', 'OSS_SIMULATOR_PORT', (configFile) =>
  createOssSimulator(JSON.parse(readFileSync(configFile, 'utf8')) as OssSimulatorConfig),
)
