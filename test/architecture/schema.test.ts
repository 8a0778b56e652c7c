import assert from 'node:assert/strict'
import { type Database, openDatabase } from '../../server/src/database/database.ts'
import { migrate, schemaIsCurrent } from '../../server/src/database/migrate.ts'
import { engines, type ScratchDatabase, scratchDatabase } from '../support/engines.ts'
import { everyTable } from './every-model.ts'
import { readSchema, shapeOfModel } from './schema-reading.ts'

/** Tables the machine keeps for itself; no room has a model of them. */
const NO_MODEL = ['id_blocks', 'schema_migrations']

for (const engine of engines) {
  describe(`the migrated schema on ${engine}`, () => {
    let scratch: ScratchDatabase
    let database: Database

    before(async () => {
      scratch = await scratchDatabase(engine)
      database = openDatabase({ url: scratch.url, poolSize: 4, now: () => 0 })
      await migrate(database)
    })
    after(async () => {
      await database.close()
      await scratch.drop()
    })

    it('has exactly the tables that have a model', async () => {
      const schema = await readSchema(database)
      assert.deepEqual([...schema.keys()].filter((name) => !NO_MODEL.includes(name)).sort(), [...(await everyTable()).keys()].sort())
    })

    it('has the columns, nullability, unique keys and indexes the models say', async () => {
      const schema = await readSchema(database)
      for (const [name, table] of await everyTable())
        assert.deepEqual(
          schema.get(name),
          shapeOfModel(table),
          `${name}: model and migration differ. Nothing is edited after a release: add a migration`,
        )
    })

    it('has a row of id_blocks for every table, so that ids can be leased', async () => {
      const rows = await database.read((unit) =>
        unit.select<{ name: string }>('SELECT table_name AS name FROM id_blocks ORDER BY table_name'),
      )
      assert.deepEqual(rows.map(({ name }) => name).sort(), [...(await everyTable()).keys()].sort())
    })

    it('is current, and migrating again does nothing', async () => {
      assert.equal(await schemaIsCurrent(database), true)
      assert.equal(await migrate(database), 0)
    })

    it('would be found out when a column, a key or a NULL differs', async () => {
      const table = (await everyTable()).get('payments')
      assert.ok(table)
      const schema = await readSchema(database)
      const one = { sql: 'BIGINT', nullable: true }
      assert.notDeepEqual(schema.get('payments'), shapeOfModel({ ...table, columns: { ...table.columns, extra: one } }))
      assert.notDeepEqual(schema.get('payments'), shapeOfModel({ ...table, columns: { ...table.columns, amount_fen: one } }))
      assert.notDeepEqual(schema.get('payments'), shapeOfModel({ ...table, unique: [] }))
      assert.notDeepEqual(schema.get('payments'), shapeOfModel({ ...table, indexes: [...table.indexes, ['amount_fen']] }))
    })

    if (engine === 'mysql') {
      it('is InnoDB and compares text byte by byte, as the embedded database does', async () => {
        const tables = await database.read((unit) =>
          unit.select<{ name: string; engine: string; collation: string }>(
            'SELECT table_name AS name, engine, table_collation AS collation FROM information_schema.tables WHERE table_schema = DATABASE()',
          ),
        )
        const wrong = tables.filter(
          ({ name, engine: kind, collation }) => name !== 'schema_migrations' && (kind !== 'InnoDB' || collation !== 'utf8mb4_bin'),
        )
        assert.deepEqual(wrong, [])
      })
    }
  })
}
