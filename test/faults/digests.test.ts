import assert from 'node:assert/strict'
import { createLedger, ledgerJobs } from '../../server/src/modules/ledger/index.ts'
import { gatewayNotices } from '../../server/src/modules/payments/gateway.model.ts'
import { neverCrash } from '../../server/src/platform/crash-points.ts'
import { createLogger } from '../../server/src/platform/logger.ts'
import { createMetrics } from '../../server/src/platform/metrics.ts'
import { verify } from '../../server/src/reports/verify/index.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'

for (const engine of engines) {
  describe(`the daily digest on ${engine}`, function () {
    this.timeout(30_000)
    let base: TestDatabase
    beforeEach(async () => {
      base = await testDatabase({ engine })
    })
    afterEach(async () => {
      assert.deepEqual((await verify(base.database)).findings, [])
      await base.close()
    })

    /** A notice was stored at this moment. */
    async function noticeAt(time: string): Promise<void> {
      base.clock.set(Date.parse(time))
      await base.database.write((unit) =>
        unit.insert(gatewayNotices, [
          {
            id: unit.newId(gatewayNotices),
            channel: 'wechat-pay',
            mch_id: '1900000001',
            notice_id: time,
            proof: '{}',
            received_at: base.clock.now(),
          },
        ]),
      )
    }
    /** The job comes round at this moment; answers the days that have a digest by then. */
    async function digestsAt(time: string): Promise<string[]> {
      const { database, clock } = base
      clock.set(Date.parse(time))
      const ledger = createLedger({ database, clock, crashAt: neverCrash })
      const jobs = ledgerJobs({ database, clock, logger: createLogger('silent'), metrics: createMetrics(), ledger })
      await jobs.find(({ kind }) => kind === 'ledger.digest')?.handle(undefined as never)
      const rows = await rowsOf<{ day: string }>(database, 'SELECT digest_on AS day FROM ledger_seals ORDER BY chain_no')
      return rows.map(({ day }) => day)
    }

    it('seals a day once, however often it comes round', async () => {
      await noticeAt('2026-11-22T12:00:00+08:00')
      assert.deepEqual(await digestsAt('2026-11-22T23:59:59+08:00'), [])
      assert.deepEqual(await digestsAt('2026-11-23T02:00:00+08:00'), ['2026-11-22'])
      assert.deepEqual(await digestsAt('2026-11-23T03:00:00+08:00'), ['2026-11-22'])
    })

    it('waits an hour after midnight for what began before it and is committed after it', async () => {
      await noticeAt('2026-11-22T12:00:00+08:00')
      assert.deepEqual(await digestsAt('2026-11-23T00:00:01+08:00'), [])
      await noticeAt('2026-11-22T23:59:59.999+08:00')
      assert.deepEqual(await digestsAt('2026-11-23T01:00:01+08:00'), ['2026-11-22'])
    })

    it('catches up the days it missed, and leaves out the empty ones', async () => {
      for (const day of ['20', '22', '25']) await noticeAt(`2026-11-${day}T12:00:00+08:00`)
      assert.deepEqual(await digestsAt('2026-11-26T08:00:00+08:00'), ['2026-11-20', '2026-11-22', '2026-11-25'])
    })
  })
}
