import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RawNotice } from '../../server/src/gateways/wechat-pay/port.ts'

export type ReceivedNotice = RawNotice & { readonly remotePort: number }

/** A merchant's notify address: keeps what arrives and answers with the status `answer` says, or with 200 and its text. */
export async function startNoticeListener(
  answer: (notice: ReceivedNotice, count: number) => number | string | Promise<number | string> = () => 204,
) {
  const received: ReceivedNotice[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      const notice = { headers, body: Buffer.concat(chunks), remotePort: request.socket.remotePort ?? 0 }
      received.push(notice)
      const said = await answer(notice, received.length)
      if (typeof said === 'string') response.writeHead(200).end(said)
      else response.writeHead(said).end()
    })
  })
  // a test that fails before it stops its listener must not keep the whole run alive
  server.unref().on('connection', (socket) => socket.unref())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`,
    received,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
