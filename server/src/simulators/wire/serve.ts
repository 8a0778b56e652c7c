import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ServedSimulator = { readonly server: Server; stop(): void }

/**
 * The process of a simulator: `main.ts <config.json>`, its port from the environment (0 or nothing: any free one). Says
 * `listening <port>` when ready; refuses production; ends with whoever started it.
 */
export function serveSimulator(name: string, portVariable: string, create: (configFile: string) => ServedSimulator): void {
  const path = process.argv[2]
  if (process.env.NODE_ENV === 'production' || path === undefined) {
    refuse(path === undefined ? 'usage: main.ts <config.json>' : `the ${name} simulator does not run with NODE_ENV=production`)
    return
  }
  const { server, stop } = create(path)
  server.on('error', (error) => refuse(error.message))
  server.listen(Number(process.env[portVariable] ?? 0), '127.0.0.1', () => {
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
