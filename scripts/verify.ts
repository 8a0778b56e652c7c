import { readSettings } from '../config/settings.ts'
import { adminSocketOf, verifyThroughSocket } from '../server/src/admin-socket.ts'
import { openDatabase } from '../server/src/database/database.ts'
import { type Root, type Verification, verify } from '../server/src/reports/verify/index.ts'

/**
 * npm run verify [-- --root CODE:NUMBER:HASH …]
 * Adds the whole books up again. Exit 0 and the current roots when everything holds; exit 1 with one line per finding.
 */
async function main(): Promise<void> {
  const read = readSettings({ TOKEN_SECRET: 'not needed to read the books, only to sign in', ...process.env })
  if ('faults' in read) {
    for (const fault of read.faults) console.error(`设置有误 ${fault}`)
    process.exit(2)
  }
  const { findings, rows, roots } = await verifyBooks(read.settings.DATABASE_URL, process.argv.flatMap(rootOf))
  console.log(
    Object.entries(rows)
      .map(([table, count]) => `${table} ${count}`)
      .join('，'),
  )
  for (const { legalEntityCode, chainNo, hash } of roots) console.log(`封存链 ${legalEntityCode}:${chainNo}:${hash}`)
  for (const { check, table, row, message } of findings)
    console.error(`${check} ${table}${row === null ? '' : ` 第 ${row} 行`}：${message}`)
  console.log(findings.length === 0 ? '账目核对无误' : `发现 ${findings.length} 处不符`)
  process.exitCode = findings.length === 0 ? 0 : 1
}

/** A living embedded server verifies itself; otherwise we open the database. */
async function verifyBooks(url: string, wanted: readonly Root[]): Promise<Verification> {
  const socket = adminSocketOf(url)
  const answered = socket ? await verifyThroughSocket(socket, wanted) : null
  if (answered) return answered
  const database = openDatabase({ url, poolSize: 1, now: Date.now })
  try {
    return await verify(database, wanted)
  } finally {
    await database.close()
  }
}

function rootOf(argument: string, index: number, all: readonly string[]): Root[] {
  if (all[index - 1] !== '--root') return []
  const [legalEntityCode = '', chainNo = '', hash = ''] = argument.split(':')
  return [{ legalEntityCode, chainNo: Number(chainNo), hash }]
}

await main()
