import { existsSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { Database } from './database/database.ts'
import { type Root, type Verification, verify } from './reports/verify/index.ts'

/**
 * The embedded database has one process. A command beside a living server asks it through this socket, which only the user who
 * started the server can open.
 */
export function adminSocketOf(databaseUrl: string): string | null {
  return databaseUrl.startsWith('sqlite:') ? `${databaseUrl.slice('sqlite:'.length)}.sock` : null
}

/** Serves `verify` on the socket. Answers how to stop. */
export function serveAdminSocket(socket: string, database: Database): () => void {
  rmSync(socket, { force: true })
  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = []
    asked.on('data', (chunk: Buffer) => chunks.push(chunk))
    asked.on('end', () => {
      verify(database, JSON.parse(Buffer.concat(chunks).toString() || '[]') as Root[]).then(
        (result) => answer.end(JSON.stringify(result)),
        (error: unknown) => answer.writeHead(500).end(String(error)),
      )
    })
  })
  const mask = process.umask(0o177)
  server.listen(socket, () => process.umask(mask))
  server.unref()
  return () => server.close()
}

/** Asks a living embedded server to verify; null when none answers on the socket. */
export function verifyThroughSocket(socket: string, roots: readonly Root[]): Promise<Verification | null> {
  if (!existsSync(socket)) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath: socket, method: 'POST' }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (answer.statusCode === 200) resolve(JSON.parse(text) as Verification)
        else reject(new Error(text))
      })
    })
    // The file outlives a killed server: nobody listens on it then.
    asked.on('error', () => resolve(null))
    asked.end(JSON.stringify(roots))
  })
}
