import { existsSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request } from 'node:http'
import { createInterface } from 'node:readline'
import type { Database } from './database/database.ts'
import { type ReplayDifference, type ReplayTotals, type ReplayWish, replaySeason } from './reports/replay/index.ts'
import { type Root, type Verification, verify } from './reports/verify/index.ts'

/**
 * The embedded database has one process. A command beside a living server asks it through this socket, which only the user who
 * started the server can open.
 */
export function adminSocketOf(databaseUrl: string): string | null {
  return databaseUrl.startsWith('sqlite:') ? `${databaseUrl.slice('sqlite:'.length)}.sock` : null
}

/** What a command may ask: whole lines of JSON come back as they are found, the last one is the answer. */
type Say = (line: object) => void
const COMMANDS: Readonly<Record<string, (database: Database, wish: unknown, say: Say) => Promise<void>>> = {
  '/verify': async (database, roots, say) => say(await verify(database, roots as Root[])),
  '/replay': async (database, wish, say) => say(await replaySeason(database, wish as ReplayWish, (difference) => say({ difference }))),
}

/** Serves the commands on the socket. Answers how to stop. */
export function serveAdminSocket(socket: string, database: Database): () => void {
  rmSync(socket, { force: true })
  const server = createServer((asked, answer) => {
    const command = COMMANDS[asked.url ?? '']
    if (!command) return void answer.writeHead(404).end('no such command')
    const chunks: Buffer[] = []
    asked.on('data', (chunk: Buffer) => chunks.push(chunk))
    asked.on('end', () => {
      const say: Say = (line) => answer.write(`${JSON.stringify(line)}\n`)
      command(database, JSON.parse(Buffer.concat(chunks).toString() || 'null'), say).then(
        () => answer.end(),
        // Lines may be out already: a broken connection is the one refusal a reader cannot miss.
        (error: unknown) => (answer.headersSent ? answer.destroy(error as Error) : answer.writeHead(500).end(String(error))),
      )
    })
  })
  const mask = process.umask(0o177)
  server.listen(socket, () => process.umask(mask))
  server.unref()
  return () => server.close()
}

/** Asks a living embedded server to verify; null when none answers on the socket. */
export async function verifyThroughSocket(socket: string, roots: readonly Root[]): Promise<Verification | null> {
  return (await ask(socket, '/verify', roots, () => {})) as Verification | null
}

/** Asks a living embedded server to replay; null when none answers on the socket. */
export async function replayThroughSocket(
  socket: string,
  wish: ReplayWish,
  tell: (difference: ReplayDifference) => void,
): Promise<ReplayTotals | null> {
  return (await ask(socket, '/replay', wish, (line) => {
    if ('difference' in line) tell(line.difference as ReplayDifference)
  })) as ReplayTotals | null
}

/** Answers the last line; `hear` hears them all. */
async function ask(socket: string, path: string, wish: unknown, hear: (line: object) => void): Promise<object | null> {
  if (!existsSync(socket)) return null
  const answer = await answerOf(socket, path, wish)
  if (!answer) return null
  const lines = createInterface({ input: answer })
  let last: object | null = null
  let refusal = ''
  for await (const line of lines) {
    if (answer.statusCode !== 200) refusal += line
    else {
      last = JSON.parse(line) as object
      hear(last)
    }
  }
  if (answer.statusCode !== 200 || !answer.complete || !last) throw new Error(refusal || 'the server broke off')
  return last
}

function answerOf(socket: string, path: string, wish: unknown): Promise<IncomingMessage | null> {
  return new Promise((resolve) => {
    const asked = request({ socketPath: socket, path, method: 'POST' }, resolve)
    // The file outlives a killed server: nobody listens on it then.
    asked.on('error', () => resolve(null))
    asked.end(JSON.stringify(wish))
  })
}
