import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createFileStore } from '../../server/src/gateways/file-store/client.ts'
import type { FileStore } from '../../server/src/gateways/file-store/port.ts'
import { type OssSimulator, startOssSimulator } from '../support/oss-simulator.ts'

const KEY = `7/${'ab'.repeat(32)}/F20261122ABCDEFGH`
const BYTES = Buffer.from('%PDF-1.7 一份价格文件\u0000\r\n', 'utf8')
/** As large as a file may be. */
const LARGE = Buffer.alloc(10 * 1_048_576, 0xa5)

/** What every place for files must do, whoever keeps them. */
function keepsFiles(open: () => FileStore): void {
  it('gives back the bytes it was given, also ten megabytes of them', async () => {
    const store = open()
    for (const bytes of [BYTES, LARGE]) {
      assert.deepEqual(await store.put(KEY, bytes, 'application/pdf'), { kind: 'stored' })
      assert.deepEqual(await store.look(KEY), { kind: 'found', size: bytes.length })
      const got = await store.get(KEY)
      assert.ok(got.kind === 'found' && got.bytes.equals(bytes))
    }
  })

  it('written twice is there once; removed twice is gone', async () => {
    const store = open()
    assert.deepEqual(await Promise.all([1, 2, 3].map(() => store.put(KEY, BYTES, 'application/pdf'))), Array(3).fill({ kind: 'stored' }))
    const got = await store.get(KEY)
    assert.ok(got.kind === 'found' && got.bytes.equals(BYTES))
    assert.deepEqual(await store.remove(KEY), { kind: 'gone' })
    assert.deepEqual(await store.remove(KEY), { kind: 'gone' })
    assert.deepEqual(await store.get(KEY), { kind: 'missing' })
    assert.deepEqual(await store.look(KEY), { kind: 'missing' })
  })

  it('takes no key that came from outside', async () => {
    const store = open()
    for (const key of ['../etc/passwd', '7/../8/x', '7/a b', '7/x.pdf', '/7/x', '', '7', `7/${'a'.repeat(65)}`, '7/文件', '7/a/b/c/d']) {
      await assert.rejects(store.put(key, BYTES, 'application/pdf'), RangeError, key)
      await assert.rejects(store.get(key), RangeError, key)
      await assert.rejects(store.look(key), RangeError, key)
      await assert.rejects(store.remove(key), RangeError, key)
    }
  })
}

describe('Files in a folder', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nuanzhang-files-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  keepsFiles(() => createFileStore({ kind: 'local', folder }))

  it('leaves nothing half written behind, and says so when the folder cannot be written', async () => {
    const store = createFileStore({ kind: 'local', folder })
    await store.put(KEY, BYTES, 'application/pdf')
    const names = readdirSync(folder, { recursive: true }).map(String)
    assert.deepEqual(
      names.filter((name) => name.endsWith('.part')),
      [],
    )
    const blocked = createFileStore({ kind: 'local', folder: path.join(folder, KEY) })
    assert.equal((await blocked.put(KEY, BYTES, 'application/pdf')).kind, 'unknown')
  })
})

describe('Files in OSS, by its own SDK', () => {
  let simulator: OssSimulator
  before(async function () {
    this.timeout(30_000)
    simulator = await startOssSimulator()
  })
  after(() => simulator.stop())

  for (const signature of ['v4', 'v1'] as const) {
    describe(`signed by ${signature}`, () => {
      keepsFiles(() => createFileStore({ kind: 'oss', ...simulator.settings({ signature, timeoutMs: 10_000 }) }))

      it('is refused with a wrong secret, another key, another bucket; no secret is in what it says', async () => {
        const secret = 'not the secret at all'
        const wrong = [
          [simulator.settings({ signature, accessKeySecret: secret }), 'SignatureDoesNotMatch'],
          [simulator.settings({ signature, accessKeyId: 'LTAI-nobody' }), 'InvalidAccessKeyId'],
          [simulator.settings({ signature, bucket: 'somebody-elses' }), 'NoSuchBucket'],
        ] as const
        for (const [settings, reason] of wrong) {
          const store = createFileStore({ kind: 'oss', ...settings })
          const answers = [await store.put(KEY, BYTES, 'application/pdf'), await store.get(KEY), await store.remove(KEY)]
          assert.deepEqual(answers, Array(3).fill({ kind: 'unknown', reason }))
          assert.ok(!JSON.stringify(answers).includes(secret))
        }
      })
    })
  }

  it('lies there privately, with its media type; V4 is what goes over the wire', async () => {
    const store = createFileStore({ kind: 'oss', ...simulator.settings() })
    await store.put(KEY, BYTES, 'application/pdf')
    const { objects, seen } = await simulator.book()
    assert.deepEqual(objects, [{ key: KEY, size: BYTES.length, contentType: 'application/pdf', acl: 'private' }])
    assert.equal(seen.at(-1), 'PUT OSS4-HMAC-SHA256')
  })

  it('a slow answer, a cut line, half a file and a fault over there are unknown; what was stored before the cut is found', async () => {
    const store = createFileStore({ kind: 'oss', ...simulator.settings({ timeoutMs: 300 }) })
    for (const fault of ['hang', 'drop', 'http-500'] as const) {
      await simulator.spoil('PUT', fault)
      assert.equal((await store.put(KEY, BYTES, 'application/pdf')).kind, 'unknown', fault)
    }
    for (const fault of ['hang', 'drop', 'half', 'http-500'] as const) {
      await simulator.spoil('GET', fault)
      assert.equal((await store.get(KEY)).kind, 'unknown', fault)
    }
    await store.remove(KEY)
    await simulator.spoil('PUT', 'done-then-drop')
    assert.equal((await store.put(KEY, BYTES, 'application/pdf')).kind, 'unknown')
    assert.equal((await store.get(KEY)).kind, 'found')
    assert.deepEqual(await store.put(KEY, BYTES, 'application/pdf'), { kind: 'stored' })
  })

  it('settings that cannot work are refused at once, without the secret', () => {
    const bad = { ...simulator.settings(), endpoint: 'oss-cn-hangzhou.aliyuncs.com', region: 'hangzhou', bucket: 'A b', timeoutMs: 0 }
    assert.throws(
      () => createFileStore({ kind: 'oss', ...bad }),
      (error: Error) => /endpoint.*region.*bucket.*timeoutMs/.test(error.message) && !error.message.includes(bad.accessKeySecret),
    )
  })
})
