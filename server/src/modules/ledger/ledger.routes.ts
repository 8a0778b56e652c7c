import Router from '@koa/router'
import { EntryPage, EntryQuery } from '../../../../shared/contracts/ledger.ts'
import type { Database } from '../../database/database.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { permit } from '../../http/permit.ts'
import { query } from '../../http/validation.ts'
import { listJournalEntries } from '../../reports/journal-entries.ts'
import { accountTitle } from './accounts.ts'

/** 凭证: what the ledger has posted. */
export function ledgerRoutes({ database }: { readonly database: Database }): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get(
    '/journal-entries',
    answers('凭证：总账记过的每一笔', EntryPage),
    permit('ledger.entry.view'),
    query(EntryQuery),
    async (ctx) => {
      const { scope } = staffOf(ctx as Context)
      ctx.body = await database.read((unit) => listJournalEntries(unit, scope, ctx.state.query as EntryQuery, accountTitle))
    },
  )
  return router
}
