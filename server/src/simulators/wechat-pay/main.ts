import type { AddressInfo } from 'node:net'
import { readConfig } from './config.ts'
import { createWechatSimulator } from './simulator.ts'

/** `main.ts <config.json>`; port from WECHAT_SIMULATOR_PORT (0 or nothing: any free one). Says `listening <port>` when ready. */
function main(): void {
  const path = process.argv[2]
  if (process.env.NODE_ENV === 'production' || path === undefined) {
    refuse(path === undefined ? 'usage: main.ts <config.json>' : 'the WeChat simulator does not run with NODE_ENV=production')
    return
  }
  const { server, stop } = createWechatSimulator(readConfig(path))
  server.on('error', (error) => refuse(error.message))
  server.listen(Number(process.env.WECHAT_SIMULATOR_PORT ?? 0), '127.0.0.1', () => {
    process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`)
  })

  const end = () => {
    stop()
    server.close(() => process.exit(0))
    server.closeAllConnections()
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  // started by another program with a channel: don't outlive it
  process.on('disconnect', end)
}

function refuse(reason: string): void {
  process.stderr.write(`${reason}\n`)
  process.exitCode = 1
}

main()
