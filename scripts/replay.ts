import { readSettings } from '../config/settings.ts'
import { adminSocketOf, replayThroughSocket } from '../server/src/admin-socket.ts'
import { openDatabase } from '../server/src/database/database.ts'
import { type ReplayDifference, type ReplayTotals, type ReplayWish, replaySeason } from '../server/src/reports/replay/index.ts'
import { formatFen } from '../shared/format/amount.ts'

/**
 * npm run replay -- --season 2026-2027 [--company CODE] [--unit CODE]
 * Computes every posted bill of a season again from its stored facts and rules. Exit 0 when all are the same; exit 1 with one line per
 * posted line that differs: household, line, and the first step that is not what it was.
 */
async function main(): Promise<void> {
  const wish = wishOf(process.argv.slice(2))
  if (!wish) {
    console.error('用法：npm run replay -- --season 2026-2027 [--company 公司代码] [--unit 组织代码]')
    process.exit(2)
  }
  const read = readSettings({ TOKEN_SECRET: 'not needed to read the books, only to sign in', ...process.env })
  if ('faults' in read) {
    for (const fault of read.faults) console.error(`设置有误 ${fault}`)
    process.exit(2)
  }
  const { bills, lines, totalFen, differingBills } = await replayBooks(read.settings.DATABASE_URL, wish, printDifference)
  if (bills === 0) {
    console.error(`没有找到 ${wish.seasonCode} 采暖季已出的账单，请核对采暖季、公司和组织代码`)
    process.exit(2)
  }
  console.log(`${wish.seasonCode} 采暖季：重算 ${bills} 份账单，${lines} 条明细，合计 ${formatFen(totalFen)} 元`)
  console.log(differingBills === 0 ? '重算结果与账上完全一致' : `${differingBills} 份账单重算结果与账上不同`)
  process.exitCode = differingBills === 0 ? 0 : 1
}

function printDifference({ companyCode, householdNo, billNo, lineNo, message }: ReplayDifference): void {
  console.error(`${companyCode} 用热户 ${householdNo} 账单 ${billNo}${lineNo === null ? '' : ` 明细 ${lineNo}`}：${message}`)
}

/** A living embedded server replays itself; otherwise we open the database. */
async function replayBooks(url: string, wish: ReplayWish, tell: (difference: ReplayDifference) => void): Promise<ReplayTotals> {
  const socket = adminSocketOf(url)
  const answered = socket ? await replayThroughSocket(socket, wish, tell) : null
  if (answered) return answered
  const database = openDatabase({ url, poolSize: 1, now: Date.now })
  try {
    return await replaySeason(database, wish, tell)
  } finally {
    await database.close()
  }
}

function wishOf(given: readonly string[]): ReplayWish | null {
  const options = new Map<string, string>()
  for (let at = 0; at < given.length; at += 2) options.set(given[at] ?? '', given[at + 1] ?? '')
  const known = [...options.keys()].every((name) => ['--season', '--company', '--unit'].includes(name))
  const seasonCode = options.get('--season')
  if (!seasonCode || !known) return null
  return { seasonCode, companyCode: options.get('--company'), unitCode: options.get('--unit') }
}

await main()
