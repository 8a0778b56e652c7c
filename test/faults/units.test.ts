import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../server/src/database/database.ts'
import type { Unit } from '../../server/src/database/unit-of-work.ts'
import { gatewayNotices } from '../../server/src/modules/payments/gateway.model.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { countOf, rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { systemOn } from '../support/world.ts'

let serial = 0
/** Any row will do. */
function addRow(unit: Unit): Promise<unknown> {
  serial += 1
  const id = unit.newId(gatewayNotices)
  return unit.insert(gatewayNotices, [{ id, channel: 'test', mch_id: '1', notice_id: `n${serial}`, proof: '{}', received_at: 1 }])
}

for (const engine of engines) {
  describe(`a unit of work on ${engine}`, function () {
    this.timeout(60_000)
    let base: TestDatabase
    let database: Database
    before(async () => {
      base = await testDatabase({ engine })
      database = base.database
    })
    after(() => base.close())
    const rows = () => countOf(database, 'gateway_notices')

    it('is the only way to a statement', async () => {
      await assert.rejects(async () => database.sequelize.query('SELECT 1'), /不在任何工作单元里/)
      await database.write(async (unit) => {
        await assert.rejects(async () => database.sequelize.query('SELECT 1'), /绕开了已打开的工作单元/)
        await addRow(unit)
      })
    })

    it('cannot be used after its end, neither alone nor inside another', async () => {
      const escaped: Unit[] = []
      await database.write(async (unit) => {
        escaped.push(unit)
      })
      const [old] = escaped as [Unit]
      await assert.rejects(async () => old.select('SELECT 1 AS one'), /不在任何工作单元里/)
      await database.write(async () => {
        await assert.rejects(async () => old.select('SELECT 1 AS one'), /绕开了/)
      })
    })

    it('never holds another', async () => {
      const inner = [() => database.write(async () => {}), () => database.read(async () => {}), () => database.snapshot(async () => {})]
      const outer = [database.write, database.read, database.snapshot] as const
      for (const open of outer) for (const nested of inner) await open(() => assert.rejects(async () => nested(), /已有打开的工作单元/))
    })

    it('is undone as a whole, and what waits for its commit does not happen', async () => {
      const before = await rows()
      const told: string[] = []
      const failing = database.write(async (unit) => {
        await addRow(unit)
        unit.afterCommit(() => told.push('after a rollback'))
        throw new Error('no')
      })
      await assert.rejects(failing, /^Error: no$/)
      assert.deepEqual([await rows(), told], [before, []])
      await database.write(async (unit) => unit.afterCommit(() => told.push('after a commit')))
      assert.deepEqual(told, ['after a commit'])
    })

    it('that runs dry of ids is undone, leases and begins again, however many it needs', async () => {
      const before = await rows()
      let tries = 0
      await database.write(async (unit) => {
        tries += 1
        await addRow(unit)
        for (let taken = 0; taken < 3_500; taken += 1) unit.newId(gatewayNotices)
      })
      assert.ok(tries > 1, `${tries} tries`)
      assert.equal(await rows(), before + 1)
    })

    it('never gets an id another process has', async () => {
      const other = engine === 'mysql' ? base.reopen() : database
      const ids: number[] = []
      const take = (from: Database) =>
        from.write(async (unit) => {
          const own = Array.from({ length: 700 }, () => unit.newId(gatewayNotices))
          unit.afterCommit(() => ids.push(...own))
        })
      await Promise.all([1, 2, 3, 4].flatMap(() => [take(database), take(other)]))
      assert.equal(ids.length, 8 * 700)
      assert.equal(new Set(ids).size, ids.length)
    })

    it('sees one moment as a snapshot, and cannot write in it', async () => {
      const other = engine === 'mysql' ? base.reopen() : database
      const before = await rows()
      const count = (unit: { select<Row extends object>(sql: string): Promise<Row[]> }) =>
        unit.select<{ total: number }>('SELECT COUNT(*) AS total FROM gateway_notices').then(([row]) => row?.total)
      let writing = Promise.resolve()
      await database.snapshot(async (unit) => {
        assert.equal(await count(unit), before)
        // On the embedded database the writer waits at the gate, on MariaDB it commits beside us.
        writing = outside(() => other.write(async (inner) => void (await addRow(inner))))
        if (engine === 'mysql') await writing
        assert.equal(await count(unit), before)
        if (engine === 'mysql') await assert.rejects(addRow({ ...unit, newId: () => 1 } as unknown as Unit))
      })
      await writing
      assert.equal(await rows(), before + 1)
      await database.assertSettings()
    })

    it('never waits for a gateway', async () => {
      const system = systemOn(base)
      const door = { channel: 'wechat-pay', calledFor: { mchId: '1900000001', subMchId: null } } as const
      const call = () => system.payments.receiveNotice(door, { headers: {}, body: Buffer.from('') })
      assert.deepEqual(await call(), { kind: 'refused', reason: 'unknown-key' })
      await assert.rejects(database.write(call), /readNotice 不能在工作单元里调用/)
    })

    it('is tried three times when it loses a lock, then the error is the caller’s', async () => {
      for (const [failures, expected] of [
        [2, 'done'],
        [9, 'ER_LOCK_DEADLOCK'],
      ] as const) {
        let tries = 0
        const working = database.write(async () => {
          tries += 1
          if (tries <= failures) throw Object.assign(new Error('lost'), { original: { code: 'ER_LOCK_DEADLOCK' } })
          return 'done'
        })
        const result = await working.catch((error: { original: { code: string } }) => error.original.code)
        assert.deepEqual([result, tries], [expected, 3])
      }
    })

    if (engine === 'mysql') {
      it('that dead-locks with another is tried again: both end well', async () => {
        await database.write(async (unit) => {
          await addRow(unit)
          await addRow(unit)
        })
        const ids = (await rowsOf<{ id: number }>(database, 'SELECT id FROM gateway_notices ORDER BY id LIMIT 2')).map(({ id }) => id)
        let met = 0
        let tries = 0
        const bothInOrder = (from: Database, order: readonly number[]) =>
          from.write(async (unit) => {
            tries += 1
            for (const id of order) {
              await unit.selectForUpdate('SELECT id FROM gateway_notices WHERE id = :id', { id })
              met += 1
              for (let wait = 0; met < 2 && wait < 100; wait += 1) await sleep(10)
            }
            return 'done'
          })
        const results = await Promise.all([bothInOrder(database, ids), bothInOrder(base.reopen(), [...ids].reverse())])
        assert.deepEqual(results, ['done', 'done'])
        assert.ok(tries > 2, 'there was no dead-lock')
      })

      it('that waits too long for a lock is tried again', async () => {
        const [row] = await rowsOf<{ id: number }>(database, 'SELECT MIN(id) AS id FROM gateway_notices')
        const id = row?.id ?? 0
        const impatient = base.reopen({ poolSize: 1 })
        await impatient.write((unit) => unit.execute('SET SESSION innodb_lock_wait_timeout = 1'))
        const lock = (unit: Unit) => unit.selectForUpdate('SELECT id FROM gateway_notices WHERE id = :id', { id })
        assert.ok(id > 0, 'there is a row to lock')
        let tries = 0
        let locked = false
        let over = false
        const holding = database.write(async (unit) => {
          await lock(unit)
          locked = true
          while (tries < 2 && !over) await sleep(20)
        })
        while (!locked) await Promise.race([sleep(5), holding])
        await impatient
          .write(async (unit) => {
            tries += 1
            await lock(unit)
          })
          .finally(() => {
            over = true
          })
        await holding
        assert.equal(tries, 2)
      })
    }
  })
}

/** Begins work that does not belong to the unit open here. */
function outside<Result>(work: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    later.push(() => work().then(resolve, reject))
  })
}
const later: (() => void)[] = []
setInterval(() => later.splice(0).forEach((work) => void work()), 5).unref()
