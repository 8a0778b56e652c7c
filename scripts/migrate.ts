import { readSettings } from '../config/settings.ts'
import { openDatabase } from '../server/src/database/database.ts'
import { migrate } from '../server/src/database/migrate.ts'

/** npm run migrate: brings the schema up to date, one DDL a step; safe to run again after a crash. */
const read = readSettings({ TOKEN_SECRET: 'not needed to migrate, only to sign in', ...process.env })
if ('faults' in read) {
  for (const fault of read.faults) console.error(`设置有误 ${fault}`)
  process.exit(2)
}
const database = openDatabase({ url: read.settings.DATABASE_URL, poolSize: 2, now: Date.now })
console.log(`数据库结构已是最新（执行了 ${await migrate(database)} 步）`)
await database.close()
