import assert from 'node:assert/strict'
import type { Table } from '../../server/src/database/table.ts'
import { everyTable } from './every-model.ts'

/** Tables that belong to no one company, and why. Everything else carries tenant_id. */
const WITHOUT_TENANT: Readonly<Record<string, string>> = {
  tenants: 'the companies themselves',
  residents: 'a person may have homes of several companies',
  resident_identities: 'belongs to a resident',
  binding_tries: 'counted per resident and card number before a company is known',
  phone_codes: 'a phone asks for a code before anybody is known',
  place_look_ups: 'counted per resident over all companies',
  resident_consents: 'a person agrees to how the app treats them, over all companies',
  rate_counts: 'counts addresses, before anybody has said who they are',
  sign_in_tries: 'counts names nobody has, so they belong to no company',
  gateway_notices: 'stored by merchant before the order tells the company',
}
/** tenant_id is there, and NULL means the platform or nobody yet. */
const TENANT_OR_NULL: Readonly<Record<string, string>> = {
  channel_apps: 'NULL is the platform’s own app for all companies',
  sessions: 'residents sign in to no company',
  message_attempts: 'NULL is a sign-in code: who asks for it belongs to no company yet',
}

/** Faults of the tables’ tenancy, one sentence each. */
function tenancyFaults(tables: Iterable<Table>): readonly string[] {
  return [...tables].flatMap(({ name, columns }) => {
    const tenant = columns.tenant_id
    if (name in WITHOUT_TENANT)
      return tenant ? [`${name} is on the list of tables without tenant_id but has one: take it off the list`] : []
    if (!tenant)
      return [
        `${name} has no tenant_id: drop \`tenant: 'none'\` from defineTable and put the column into its migration, or name the reason in WITHOUT_TENANT`,
      ]
    if (tenant.nullable && !(name in TENANT_OR_NULL))
      return [`${name}.tenant_id may be NULL: take \`tenant: 'optional'\` out, or name the reason in TENANT_OR_NULL`]
    return []
  })
}

/** Faults of how columns are named and typed: what the name promises is what is stored. */
function columnFaults(tables: Iterable<Table>): readonly string[] {
  return [...tables].flatMap((table) =>
    Object.entries(table.columns).flatMap(([column, { sql }]) => {
      const name = `${table.name}.${column}`
      if (column.endsWith('_fen') && sql !== 'BIGINT') return [`${name} is ${sql}: amounts are whole fen in integer()`]
      if (column.endsWith('_at') && sql !== 'BIGINT') return [`${name} is ${sql}: instants are UTC milliseconds in integer()`]
      if (column.endsWith('_on') && sql !== 'DATE' && sql !== 'VARCHAR(10)') return [`${name} is ${sql}: local days are day()`]
      if (!/^(BIGINT|DATE|LONGTEXT|VARCHAR\(\d+\))$/.test(sql))
        return [`${name} is ${sql}: both engines answer alike only for BIGINT, VARCHAR, LONGTEXT and DATE`]
      return []
    }),
  )
}

describe('tables', () => {
  it('carry tenant_id, but for a list of exceptions with reasons', async () => {
    const tables = await everyTable()
    assert.deepEqual(tenancyFaults(tables.values()), [])
    for (const name of [...Object.keys(WITHOUT_TENANT), ...Object.keys(TENANT_OR_NULL)])
      assert.ok(tables.has(name), `${name} is on the list of exceptions, but there is no such table`)
  })

  it('hold what the names of their columns promise', async () => {
    assert.deepEqual(columnFaults((await everyTable()).values()), [])
  })

  it('are append-only wherever money moved: events, lines and allocations are never edited', async () => {
    const tables = await everyTable()
    const editable = [
      'bill_lines',
      'bills',
      'journal_entries',
      'journal_lines',
      'ledger_seals',
      'payments',
      'allocations',
      'balance_moves',
      'order_events',
      'gateway_calls',
      'gateway_notices',
      'line_facts',
      'order_households',
    ].filter((name) => tables.get(name)?.kind !== 'append-only')
    assert.deepEqual(editable, [])
  })

  it('would be refused without tenant_id, or with a column that breaks its promise', () => {
    const column = (sql: string, nullable = false) => ({ sql, nullable })
    const wrong = {
      name: 'extras',
      kind: 'editable',
      money: false,
      columns: { id: column('BIGINT'), price_fen: column('DOUBLE'), seen_at: column('DATETIME'), due_on: column('BIGINT') },
      unique: [],
      indexes: [],
    } as unknown as Table
    assert.match(tenancyFaults([wrong]).join('\n'), /extras has no tenant_id/)
    const optional = { ...wrong, columns: { tenant_id: column('BIGINT', true) } } as unknown as Table
    assert.match(tenancyFaults([optional]).join('\n'), /extras\.tenant_id may be NULL/)
    const needless = { ...wrong, name: 'residents', columns: { tenant_id: column('BIGINT') } } as unknown as Table
    assert.match(tenancyFaults([needless]).join('\n'), /take it off the list/)
    assert.equal(columnFaults([wrong]).length, 3)
  })
})
