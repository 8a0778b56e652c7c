import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../architecture/walls/source.ts'

/** Tests on purpose, written into a folder that exists only while this file runs. */
const FOLDER = 'test/unit/scripts/on-purpose'

function npmTest(
  words: readonly string[],
  environment: Record<string, string> = {},
): { readonly status: number | null; readonly last: string; readonly said: string } {
  const { CI: _ci, ...outer } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/test.mjs', ...words], {
    cwd: root,
    encoding: 'utf8',
    env: { ...outer, ...environment },
  })
  return { status, last: stdout.trimEnd().split('\n').at(-1) ?? '', said: stdout + stderr }
}

describe('npm test', function () {
  this.timeout(60_000)
  const write = (name: string, source: string) => {
    mkdirSync(path.join(root, FOLDER), { recursive: true })
    writeFileSync(path.join(root, FOLDER, name), source)
    return `${FOLDER}/${name}`
  }
  after(() => rmSync(path.join(root, FOLDER), { recursive: true, force: true }))

  it('adds up what passed, failed and was skipped in its last line, and ends accordingly', () => {
    const mixed = npmTest([write('mixed.test.ts', "it('a', () => {})\nit('b', () => { throw new Error('no') })\nit.skip('c', () => {})\n")])
    assert.deepEqual([mixed.last, mixed.status], ['1 passed, 1 failed, 1 skipped', 1])
    const good = npmTest([write('good.test.ts', "it('a', () => {})\n")])
    assert.deepEqual([good.last, good.status], ['1 passed, 0 failed', 0])
  })

  it('counts a file that cannot be loaded, a suite without a test and an unknown name as failures', () => {
    for (const words of [[write('broken.test.ts', "import './not-there.ts'\n")], [write('empty.test.ts', '')], ['unitt']]) {
      const { last, status } = npmTest(words)
      assert.deepEqual([last, status], ['0 passed, 1 failed', 1], words.join(' '))
    }
  })

  it('does not accept a forgotten .only', () => {
    const { status } = npmTest([write('forgotten.test.ts', `it.${'only'}('a', () => {})\nit('b', () => {})\n`)])
    assert.equal(status, 1)
  })

  it('fails a test that reaches for the outside even when the error is swallowed, and runs the next one', () => {
    const outside = write(
      'outside.test.ts',
      "it('a', async () => { await fetch('http://example.com/').catch(() => {}) })\nit('b', () => {})\n",
    )
    const { last, said } = npmTest([outside])
    assert.equal(last, '1 passed, 1 failed')
    assert.match(said, /tried to reach example\.com:80/)
  })

  it('ends what tests have left running, so that whoever reads our output is not kept waiting', () => {
    const orphan = write(
      'orphan.test.ts',
      "import { spawn } from 'node:child_process'\nit('a', () => { spawn('sleep', ['90'], { stdio: 'inherit' }).unref() })\n",
    )
    // The orphan holds our pipes: without an end of its own this would take its 90 seconds.
    const { last, status } = npmTest([orphan])
    assert.deepEqual([last, status], ['1 passed, 0 failed', 0])
  })

  it('says what was not run without MariaDB and how to get it; where everything must run, that is a failure', () => {
    const words = ['faults', '--embedded']
    const { said, last, status } = npmTest(words)
    assert.match(said, /on MariaDB, the engine of record, nothing was run.*apt-get install mariadb-server-core/)
    assert.deepEqual([last, status], ['0 passed, 0 failed', 0])
    const inCi = npmTest(words, { CI: 'true' })
    assert.deepEqual([inCi.last, inCi.status], ['0 passed, 1 failed', 1])
  })
})
