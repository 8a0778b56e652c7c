import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import mysql from 'mysql2/promise'
import type { Engine } from '../../server/src/database/connection.ts'

/** The engines a test can run on now: the embedded one always, MariaDB when the runner (or the person) gave one. */
export const engines: readonly Engine[] = process.env.TEST_DATABASE_URL ? ['mysql', 'sqlite'] : ['sqlite']

/** An empty database for one test file. */
export type ScratchDatabase = { readonly url: string; drop(): Promise<void> }

export function scratchDatabase(engine: Engine): Promise<ScratchDatabase> {
  return engine === 'mysql' ? onMariadb() : inFolder()
}

async function onMariadb(): Promise<ScratchDatabase> {
  const given = process.env.TEST_DATABASE_URL
  if (!given) throw new Error('TEST_DATABASE_URL is not set: run the suite through `npm test`, which starts a MariaDB of its own')
  const name = `nuanzhang_${process.pid}_${randomBytes(4).toString('hex')}`
  await say(given, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  const url = new URL(given)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => say(given, `DROP DATABASE ${name}`) }
}

async function say(url: string, sql: string): Promise<void> {
  const connection = await mysql.createConnection(url.replace(/^mariadb:/, 'mysql:'))
  try {
    await connection.query(sql)
  } finally {
    await connection.end()
  }
}

async function inFolder(): Promise<ScratchDatabase> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nuanzhang-'))
  return { url: `sqlite:${path.join(folder, 'test.db')}`, drop: async () => rmSync(folder, { recursive: true, force: true }) }
}
