import { statements as limits } from './limits.ts'
import type { Request } from './load.ts'
import type { Bench } from './overhead.ts'
import { type Act, countOf } from './record.ts'

export type Counted = { readonly name: keyof typeof limits; readonly count: number; readonly limit: number; readonly act: Act }

/** Exact numbers of statements, each act once warm. `spare` is a home that owes and is in no order. */
export async function countEconomy(
  { acts, recorder, ask, residents, recording }: Bench,
  statementsPerChunk: number,
): Promise<readonly Counted[]> {
  const resident = residents.at(-1)
  const home = resident?.homes.at(-1)
  if (!resident || !home) throw new Error('nobody is left for the economy')
  const counted: Counted[] = []
  const put = (name: Counted['name'], act: Act, count = countOf(act)) => counted.push({ name, count, limit: limits[name], act })
  const count = async (name: Counted['name'], request: Request) => {
    await ask(request)
    put(name, await recorder.act(() => ask(request)))
  }
  await count('household’s quote (staff)', acts.quote(home))
  await count('household’s file (staff)', acts.file(home))
  await count('bills of a household', acts.bills(home))
  await count('resident’s homes', acts.homes(resident))
  await count('list of households, 10 rows', acts.households(1, 10))
  await count('list of households, 100 rows', acts.households(1, 100))
  await count('search for a household', acts.search(home))
  await count('list of payment orders, 10 rows', acts.orders(10))
  await count('list of payment orders, 100 rows', acts.orders(100))

  const { totalFen } = JSON.parse(await ask(acts.quote(home))) as { totalFen: number }
  let orderNo = ''
  const order = await recorder.act(async () => {
    orderNo = JSON.parse(await ask(acts.order(resident, home, totalFen))).orderNo
  })
  put('order, all of it', order)
  const notice = await recorder.act(async () => {
    await ask(acts.notice({ orderNo, totalFen, openid: resident.openid }))
    await recording.system.worker.drain()
  })
  const moves = transactionsOf(notice).filter((act) => act.some((sql) => /^INSERT INTO (gateway_notices|payments)\b/.test(sql)))
  if (moves.length !== 2) throw new Error(`the way to the ledger took ${moves.length} transactions`)
  put('notice to ledger, its two transactions', moves.flat())
  put('notice to ledger, all of it', notice)
  counted.push({ name: 'billing, a chunk of 500', count: statementsPerChunk, limit: limits['billing, a chunk of 500'], act: [] })
  return counted
}

/** What of an act stood between a beginning and an end. */
function transactionsOf(act: Act): Act[] {
  const transactions: string[][] = []
  let open: string[] | null = null
  for (const sql of act) {
    if (sql.startsWith('START TRANSACTION')) open = []
    else if (/^(COMMIT|ROLLBACK)/.test(sql)) {
      if (open) transactions.push(open)
      open = null
    } else open?.push(sql)
  }
  return transactions
}
