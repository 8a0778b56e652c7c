import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { System } from '../../server/src/compose.ts'
import { createFileStore } from '../../server/src/gateways/file-store/client.ts'
import type { FileStore } from '../../server/src/gateways/file-store/port.ts'
import type { RuleSetKey } from '../../shared/contracts/tariffs.ts'
import { attach, type Desk, download, PDF } from '../api/files/notice-desk.ts'
import { newDraft } from '../api/tariffs/rule-set-desk.ts'
import { asStaff, codeOf, refused } from '../support/api.ts'
import { rowsOf } from '../support/database-rows.ts'
import { type OssSimulator, startOssSimulator } from '../support/oss-simulator.ts'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'
import { type Running, runSystem } from '../support/system.ts'
import { buildWorld, type World } from '../support/world.ts'

const DAY = 24 * 3_600_000

describe('files in OSS when things go wrong', function () {
  this.timeout(60_000)
  let world: World
  let oss: OssSimulator
  let simulator: WechatSimulator
  let store: FileStore
  let living: Running
  let desk: Desk
  let set: RuleSetKey
  before(async () => {
    ;[world, oss, simulator] = await Promise.all([buildWorld(), startOssSimulator(), startWechatSimulator()])
    store = createFileStore({ kind: 'oss', ...oss.settings({ timeoutMs: 400 }) })
    living = await runSystem(world, { simulator, fileStore: store, logLevel: 'silent' })
    desk = { app: living.url, token: await world.tokenOf('root') }
    set = await newDraft(await asStaff(world, 'root'))
  })
  after(async () => {
    await living?.stop()
    await Promise.all([oss?.stop(), simulator?.stop(), world?.close()])
  })

  const rows = () => rowsOf<{ fileNo: string; state: string }>(world.database, 'SELECT file_no AS fileNo, state FROM files ORDER BY id')
  const objects = async () => (await oss.book()).objects.map(({ key }) => key.split('/').at(-1))
  /** A process that dies at this point of the next upload. */
  const dying = async (point: string) => {
    const crashAt = (at: string) => {
      if (at === point) throw new Error(`died at ${at}`)
    }
    const running = await runSystem(world, { simulator, fileStore: store, crashAt, logLevel: 'silent' })
    return { running, desk: { app: running.url, token: desk.token } }
  }

  for (const { point, stored } of [
    { point: 'files.file.prepared', stored: 0 },
    { point: 'files.file.called', stored: 1 },
  ]) {
    it(`a process dead at ${point} leaves a row that is seen nowhere; the same upload sent again is kept, once`, async () => {
      const before = (await objects()).length
      const key = randomUUID()
      const dead = await dying(point)
      assert.equal((await attach(dead.desk, set, PDF, { key })).status, 500)
      await dead.running.stop()
      assert.equal((await rows()).at(-1)?.state, 'pending')
      assert.equal((await objects()).length, before + stored)
      const again = await attach(desk, set, PDF, { key })
      assert.equal(again.status, 201, JSON.stringify(again.body))
      assert.deepEqual((await rows()).at(-1), { fileNo: again.body.fileNo, state: 'stored' })
      assert.deepEqual((await attach(desk, set, PDF, { key })).body, again.body)
      assert.equal((await objects()).length, before + 1)
      assert.ok(PDF.equals((await download(desk, set, again.body.fileNo)).body))
    })
  }

  it('a store that does not answer is a sentence, and the same upload goes through once it does', async () => {
    const key = randomUUID()
    for (const fault of ['hang', 'done-then-drop', 'http-500'] as const) {
      await oss.spoil('PUT', fault)
      refused(await attach(desk, set, PDF, { key }), 502, 'FILE_STORE_UNKNOWN')
    }
    const again = await attach(desk, set, PDF, { key })
    assert.equal(again.status, 201)
    await oss.spoil('GET', 'half')
    refused(await download(desk, set, again.body.fileNo), 502, 'FILE_UNREADABLE')
    assert.equal((await download(desk, set, again.body.fileNo)).status, 200)
  })

  it('bytes somebody changed in the bucket are not handed out', async () => {
    const { body } = await attach(desk, set, PDF)
    const { key } = (await oss.book()).objects.find((one) => one.key.endsWith(body.fileNo)) ?? assert.fail('no object')
    await store.put(key, Buffer.from('%PDF-1.7 another price'), 'application/pdf')
    refused(await download(desk, set, body.fileNo), 502, 'FILE_UNREADABLE')
    await store.put(key, PDF, 'application/pdf')
    assert.equal((await download(desk, set, body.fileNo)).status, 200)
  })

  it('what nobody needs goes from the bucket after a day, also when the purge dies half way; what is kept stays', async () => {
    const kept = await objects()
    const key = { actor: 'test', route: 'upload', key: 'one upload', bodyHash: 'of its bytes', onHit: () => {} }
    const caller = { ...world.demo.operator, key }
    const upload = ({ tariffs }: System, by = world.demo.operator) => tariffs.attachNoticeFile(by, set, { name: 'a.pdf', bytes: PDF })
    // An upload that never ended, and a file that was taken away.
    const dead = await dying('files.file.called')
    await assert.rejects(upload(dead.running.system, caller), /died/)
    await dead.running.stop()
    await living.system.tariffs.removeNoticeFile(world.demo.operator, set, await upload(living.system))
    assert.equal((await objects()).length, kept.length + 2)
    const purge = async ({ files }: System) => {
      for (const job of files.jobs) await job.handle({} as never)
    }
    await purge(living.system)
    assert.equal((await objects()).length, kept.length + 2, 'not before a day')

    world.clock.advance(DAY)
    const purging = await dying('files.purge.claimed')
    await assert.rejects(purge(purging.running.system), /died/)
    await purging.running.stop()
    assert.equal((await objects()).length, kept.length + 2)
    await oss.spoil('DELETE', 'http-500')
    await assert.rejects(purge(living.system), /files not purged: F\w+ InternalError/)
    await purge(living.system)
    assert.deepEqual(await objects(), kept)
    const ends = (await rows()).map(({ state }) => state)
    assert.deepEqual([ends.filter((state) => state === 'gone').length, ends.filter((state) => state === 'stored').length], [2, kept.length])
    // Sent again so late it is refused, and leaves nothing behind.
    assert.equal(await codeOf(upload(living.system, caller)), 'FILE_LOST')
    const waiting = await rowsOf(world.database, "SELECT id FROM idempotency_keys WHERE state = 'running'")
    assert.deepEqual(waiting, [], 'no key waits for ever')
    assert.deepEqual(await objects(), kept)
  })
})
