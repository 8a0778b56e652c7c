import assert from 'node:assert/strict'
import type { Table } from '../../server/src/database/table.ts'
import { type Finding, verify } from '../../server/src/reports/verify/index.ts'
import { readSchema } from '../architecture/schema-reading.ts'
import { rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import type { FaultTown } from '../support/fault-town.ts'
import { copyOf, deleteRow, insertRow, moneyTables, otherThan, type Row, rehashed, rowToForge, updateRow } from '../support/forger.ts'
import { buildLittleWorld } from '../support/little-world.ts'

for (const engine of engines) {
  describe(`verify on ${engine}`, function () {
    this.timeout(300_000)
    let town: FaultTown
    before(async () => {
      town = await buildLittleWorld(engine)
    })
    after(() => town.close())
    afterEach(async () => assert.deepEqual(await findings(), [], 'the test has not put everything back'))

    const database = () => town.world.database
    const findings = async (): Promise<readonly Finding[]> => (await verify(database())).findings
    const appendOnly = moneyTables.filter((table) => table.kind === 'append-only')

    it('finds nothing in books that are right', async () => {
      const { findings, rows, roots } = await verify(database())
      assert.deepEqual(findings, [])
      assert.deepEqual(
        Object.entries(rows).filter(([, total]) => total === 0),
        [],
        'the little world has a row in every money table',
      )
      assert.ok(roots.length > 0)
    })

    it('names table and row when any column of any append-only row has changed', async () => {
      const columns = await columnsOf(appendOnly)
      const rounds = Math.max(...[...columns.values()].map((own) => own.length))
      const missed: string[] = []
      for (let round = 0; round < rounds; round += 1) {
        // One column of every table at a time: the row hash names each of them for itself.
        const forged = await Promise.all(
          appendOnly.flatMap((table) => {
            const column = columns.get(table.name)?.[round]
            return column ? [forge(table, column)] : []
          }),
        )
        const found = await findings()
        for (const { table, column, ids } of forged) {
          const named = found.some((one) => one.check === 'row-hash' && one.table === table.name && ids.includes(one.row))
          if (!named) missed.push(`${table.name}.${column}`)
        }
        for (const { restore } of forged) await restore()
      }
      assert.deepEqual(missed, [])
    })

    it('names table and row when any column of any other money row has changed', async () => {
      const others = moneyTables.filter((table) => table.kind !== 'append-only')
      const missed: string[] = []
      for (const [name, columns] of await columnsOf(others)) {
        const table = others.find((one) => one.name === name) as Table
        for (const column of columns) {
          const { ids, restore } = await forge(table, column)
          const found = await findings()
          if (!found.some((one) => one.table === name && ids.includes(one.row))) missed.push(`${name}.${column.name}`)
          await restore()
        }
      }
      assert.deepEqual(missed, [])
    })

    it('names the table when a sealed row was changed and given the right row hash', async () => {
      const missed: string[] = []
      for (const table of appendOnly.filter(({ name }) => name !== 'ledger_seals')) {
        const row = await rowToForge(database(), table)
        await updateRow(database(), table, row.id ?? 0, rehashed(table, { ...row, created_at: Number(row.created_at) + 1 }))
        if (!(await findings()).some((one) => one.check === 'sealed-rows' && one.table === table.name)) missed.push(table.name)
        await updateRow(database(), table, row.id ?? 0, row)
      }
      assert.deepEqual(missed, [])
    })

    it('names the table when a row is gone', async () => {
      const missed: string[] = []
      for (const table of moneyTables) {
        const row = await rowToForge(database(), table)
        await deleteRow(database(), table, row)
        if (!(await findings()).some((one) => one.table === table.name)) missed.push(table.name)
        await insertRow(database(), table, row)
      }
      assert.deepEqual(missed, [])
    })

    it('names the table when a row was invented, with the right row hash, beside a sealed one', async () => {
      const missed: string[] = []
      for (const table of moneyTables) {
        const copy = copyOf(table, await rowToForge(database(), table))
        await insertRow(database(), table, copy)
        if (!(await findings()).some((one) => one.table === table.name)) missed.push(table.name)
        await deleteRow(database(), table, copy)
      }
      assert.deepEqual(missed, [])
    })

    it('names table and row when an invented row belongs to no entry at all', async () => {
      const missed: string[] = []
      for (const table of appendOnly.filter((one) => 'entry_id' in one.columns)) {
        const copy = rehashed(table, { ...copyOf(table, await rowToForge(database(), table)), entry_id: 999_999_999 })
        await insertRow(database(), table, copy)
        if (!(await findings()).some((one) => one.table === table.name && one.row === copy.id)) missed.push(table.name)
        await deleteRow(database(), table, copy)
      }
      assert.deepEqual(missed, [])
    })

    for (const { name, where } of [
      { name: 'a legal entity', where: `seal_kind = 'entry'` },
      { name: 'the daily digests', where: `seal_kind = 'digest'` },
    ]) {
      it(`needs the root that left the server to see that the end of the chain of ${name} was cut off`, async () => {
        const { roots } = await verify(database())
        const [seal] = await rowsOf<Row>(database(), `SELECT * FROM ledger_seals WHERE ${where} ORDER BY chain_no DESC LIMIT 1`)
        assert.ok(seal && roots.some((root) => root.hash === seal.hash), 'its root is among those that are printed')
        await deleteRow(database(), table('ledger_seals'), seal)
        const mark = { id: seal.entry_id, tenant_id: seal.tenant_id, legal_entity_id: seal.legal_entity_id, entry_id: seal.entry_id }
        const entry =
          seal.entry_id && (await rowsOf<Row>(database(), 'SELECT * FROM journal_entries WHERE id = :id', { id: seal.entry_id }))[0]
        // A careful forger marks the entry as waiting for its seal again.
        if (entry) await insertRow(database(), table('unsealed'), { ...mark, created_at: entry.created_at } as Row)
        assert.deepEqual(await findings(), [])
        const { findings: withRoots } = await verify(database(), roots)
        assert.deepEqual(
          withRoots.map(({ check, table }) => [check, table]),
          [['root', 'ledger_seals']],
        )
        if (entry) await deleteRow(database(), table('unsealed'), mark as Row)
        await insertRow(database(), table('ledger_seals'), seal)
      })
    }

    function table(name: string): Table {
      return moneyTables.find((one) => one.name === name) as Table
    }

    type Column = { readonly name: string; readonly type: string }
    type Forged = {
      readonly table: Table
      readonly column: string
      readonly ids: readonly (number | null)[]
      restore(): Promise<void>
    }

    /** From the migrated schema, so that a new column is walked before anybody thinks of it. */
    async function columnsOf(tables: readonly Table[]): Promise<ReadonlyMap<string, readonly Column[]>> {
      const schema = await readSchema(database())
      return new Map(
        tables.map(({ name }) => [
          name,
          (schema.get(name)?.columns ?? []).map((text) => {
            const [column = '', type = ''] = text.split(' ')
            return { name: column, type }
          }),
        ]),
      )
    }

    async function forge(table: Table, { name, type }: Column): Promise<Forged> {
      const row = await rowToForge(database(), table)
      const value = otherThan(row[name] ?? null, type)
      await updateRow(database(), table, row.id ?? 0, { [name]: value })
      const id = name === 'id' ? value : (row.id ?? 0)
      const restore = () => updateRow(database(), table, id, { [name]: row[name] ?? null } as Row)
      return { table, column: name, ids: [row.id as number, id as number], restore }
    }
  })
}
