import { randomBytes } from 'node:crypto'
import mysql, { type Connection } from 'mysql2/promise'
import { findMariadb, HOW_TO_GET_MARIADB, startMariadb } from '../../test/support/mariadb.mjs'

/** The two databases of a run: ours, and a copy on which the recorded statements are replayed. */
export type Databases = {
  readonly ours: string
  readonly copy: string
  /** Makes the copy equal to ours again. */
  copyOurs(): Promise<void>
  close(): Promise<void>
}

/** On the server of TEST_DATABASE_URL, else on a private one that is gone afterwards. Throws with one sentence when there is neither. */
export async function openDatabases(): Promise<Databases> {
  const given = process.env.TEST_DATABASE_URL
  const programs = given ? null : findMariadb()
  if (!given && !programs) throw new Error(`the benchmark needs MariaDB. ${HOW_TO_GET_MARIADB}`)
  const own = programs ? await startMariadb(programs) : null
  const server = (given ?? own?.url ?? '').replace(/^mariadb:/, 'mysql:')
  const mark = `nuanzhang_bench_${process.pid}_${randomBytes(3).toString('hex')}`
  const connection = await mysql.createConnection(server)
  const names = { ours: `${mark}_a`, copy: `${mark}_b` }
  for (const name of Object.values(names)) await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  return {
    ours: urlOf(server, names.ours),
    copy: urlOf(server, names.copy),
    copyOurs: () => copyTables(connection, names.ours, names.copy),
    async close() {
      for (const name of Object.values(names)) await connection.query(`DROP DATABASE ${name}`)
      await connection.end()
      await own?.stop()
    },
  }
}

function urlOf(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function copyTables(connection: Connection, from: string, to: string): Promise<void> {
  const [rows] = await connection.query(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = '${from}'`)
  for (const { name } of rows as { name: string }[]) {
    await connection.query(`DROP TABLE IF EXISTS ${to}.${name}`)
    await connection.query(`CREATE TABLE ${to}.${name} LIKE ${from}.${name}`)
    await connection.query(`INSERT INTO ${to}.${name} SELECT * FROM ${from}.${name}`)
  }
  // Both sides read from pages in memory, with statistics of the same freshness.
  for (const { name } of rows as { name: string }[]) await connection.query(`ANALYZE TABLE ${from}.${name}, ${to}.${name}`)
}
