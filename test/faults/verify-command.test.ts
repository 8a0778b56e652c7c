import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { buildFaultTown, type FaultTown } from '../support/fault-town.ts'

const SCRIPT = fileURLToPath(new URL('../../scripts/verify.ts', import.meta.url))

describe('npm run verify', function () {
  this.timeout(120_000)
  let town: FaultTown
  before(async function () {
    if (!engines.includes('mysql')) return this.skip()
    town = await buildFaultTown({ flats: 1, engine: 'mysql' })
    await town.running.settle()
  })
  after(() => town?.close())

  it('ends with 0 and says the roots, and with 1 when given a root that was never one', async () => {
    const { code, out } = await verifyCommand()
    assert.equal(code, 0, out)
    const roots = [...out.matchAll(/^封存链 (\S+)$/gm)].map(([, root]) => root ?? '')
    assert.ok(roots.length > 0, out)
    const wrong = await verifyCommand(['--root', (roots[0] ?? '').replace(/.$/, (last) => (last === '0' ? '1' : '0'))])
    assert.deepEqual([wrong.code, /ledger_seals：封存链与留存的根/.test(wrong.out)], [1, true], wrong.out)
  })

  it('ends with 1 and names table and row when one fen has moved', async () => {
    const { database } = town.world
    const [line] = await rowsOf<{ id: number }>(database, 'SELECT MIN(id) AS id FROM bill_lines')
    const id = line?.id ?? 0
    await database.write((unit) => unit.execute('UPDATE bill_lines SET amount_fen = amount_fen + 1 WHERE id = :id', { id }))
    const { code, out } = await verifyCommand()
    assert.equal(code, 1)
    assert.ok(out.includes(`bill_lines 第 ${id} 行`), out)
  })

  function verifyCommand(options: readonly string[] = []): Promise<{ readonly code: number | null; readonly out: string }> {
    const { PATH, HOME, NODE_OPTIONS } = process.env
    const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, ...options], {
      env: { PATH, HOME, NODE_OPTIONS, DATABASE_URL: town.world.url },
    })
    let out = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += String(chunk)))
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })))
  }
})
