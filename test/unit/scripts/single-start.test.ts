import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

type Lock = { readonly note: string | undefined; add(pid: number): void; release(): void }
type BeTheOnlyStart = (facts: { url: string }, folder: string) => Promise<Lock>

describe('npm start runs once', () => {
  let folder: string
  let beTheOnlyStart: BeTheOnlyStart
  const others: ChildProcess[] = []
  const url = 'http://127.0.0.1:8080'
  const lockFile = () => path.join(folder, 'start.lock')
  const driverLock = () => path.join(folder, 'nuanzhang.db.lock')
  const readLock = () =>
    JSON.parse(readFileSync(lockFile(), 'utf8')) as { start: { pid: number; began: string }; children: { pid: number }[] }

  before(async () => {
    const file = new URL('../../../scripts/lib/single-start.mjs', import.meta.url).href
    beTheOnlyStart = ((await import(file)) as { beTheOnlyStart: BeTheOnlyStart }).beTheOnlyStart
  })
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nuanzhang-start-'))
  })
  afterEach(() => {
    for (const other of others.splice(0)) other.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  async function other(): Promise<number> {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    others.push(child)
    await new Promise((resolve) => child.once('spawn', resolve))
    return child.pid ?? 0
  }
  async function deadPid(): Promise<number> {
    const pid = await other()
    const child = others.at(-1)
    const ended = new Promise((resolve) => child?.once('exit', resolve))
    child?.kill('SIGKILL')
    await ended
    return pid
  }

  it('leaves a lock with its pid and takes it away again', async () => {
    const lock = await beTheOnlyStart({ url }, folder)
    assert.equal(readLock().start.pid, process.pid)
    lock.release()
    assert.equal(existsSync(lockFile()), false)
  })

  it('is told by the second start where the first one runs', async () => {
    await beTheOnlyStart({ url }, folder)
    await assert.rejects(beTheOnlyStart({ url }, folder), /已经在运行.*http:\/\/127\.0\.0\.1:8080/)
  })

  it('clears away what a killed start has left: the driver’s lock and its server', async () => {
    const lock = await beTheOnlyStart({ url }, folder)
    const server = await other()
    lock.add(server)
    writeFileSync(lockFile(), JSON.stringify({ ...readLock(), start: { pid: await deadPid(), began: null } }))
    mkdirSync(driverLock())
    const next = await beTheOnlyStart({ url }, folder)
    assert.match(next.note ?? '', /已清理/)
    assert.equal(existsSync(driverLock()), false)
    assert.throws(() => process.kill(server, 0), /ESRCH/)
  })

  it('is not fooled by another program that was given the same pid', async function () {
    if (process.platform !== 'linux') this.skip()
    writeFileSync(
      lockFile(),
      JSON.stringify({ start: { pid: process.pid, began: 'another boot:1' }, children: [{ pid: await other(), began: 'another boot:2' }] }),
    )
    assert.match((await beTheOnlyStart({ url }, folder)).note ?? '', /已清理/)
    assert.equal(others[0]?.exitCode, null, 'the innocent program lives')
  })

  it('never takes away the driver’s lock when our own lock does not say whose it is', async () => {
    mkdirSync(driverLock())
    await assert.rejects(beTheOnlyStart({ url }, folder), /不是本命令留下的/)
    assert.equal(existsSync(driverLock()), true)
  })
})
