import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import request from 'supertest'
import type { PublicRuleSets } from '../../../shared/contracts/tariffs/public.ts'
import type { RuleSetKey } from '../../../shared/contracts/tariffs.ts'
import { asStaff, auditRows, refused, type StaffApi } from '../../support/api.ts'
import { rowsOf } from '../../support/database-rows.ts'
import { buildWorld, SEASON, type World } from '../../support/world.ts'
import { act, fileOf, hire, NOTICE, plainContent, published, readFile, submitted, written } from '../tariffs/rule-set-desk.ts'
import { attach, type Desk, download, downloadPublicly, JPEG, PDF, PNG, WEBP } from './notice-desk.ts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
/** A notice of its own for each story: files belong to the notice, whichever set they came in with. */
let notices = 0
function notice() {
  notices += 1
  return { ...NOTICE, no: `示价〔2026〕${notices + 100}号` }
}

describe('the file of a price notice', () => {
  let world: World
  let author: StaffApi
  let publisher: StaffApi
  let desk: Desk
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    world.clock.set(Date.parse('2026-09-10T09:00:00+08:00'))
    author = await asStaff(world, 'root')
    publisher = await asStaff(world, 'admin')
    desk = { app: world.app, token: await world.tokenOf('root') }
  })
  after(() => world.close())

  const draft = (no = notice()) => written(author, plainContent({ notice: no }), { notice: no })
  const attached = async (set: RuleSetKey, bytes = PDF, name?: string) => {
    const answer = await attach(desk, set, bytes, name ? { name } : {})
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body.fileNo as string
  }
  const filesOf = async (set: RuleSetKey) => (await readFile(author, set)).noticeFiles

  it('is uploaded to a draft, shown with name, size, hash, who and when, and comes back byte by byte', async () => {
    const set = await draft()
    assert.deepEqual(await filesOf(set), { items: [], mayAttach: true, mayRemove: true })
    const fileNo = await attached(set, PDF, '西价〔2026〕8号 通知.pdf')
    const { items } = await filesOf(set)
    assert.deepEqual(items, [
      {
        fileNo,
        name: '西价〔2026〕8号 通知.pdf',
        mediaType: 'application/pdf',
        byteCount: PDF.length,
        sha256: sha256(PDF),
        uploadedBy: '测试root(root)',
        uploadedAt: '2026-09-10T01:00:00.000Z',
      },
    ])
    const got = await download(desk, set, fileNo)
    assert.equal(got.status, 200)
    assert.ok(PDF.equals(got.body))
    assert.equal(got.headers['content-disposition'], `attachment; filename*=UTF-8''${encodeURIComponent('西价〔2026〕8号 通知.pdf')}`)
    assert.equal(got.headers['x-content-type-options'], 'nosniff')
    assert.equal(got.headers['content-type'], 'application/octet-stream')
    const [row] = await auditRows(world, world.demo.tenantId, 'tariffs.notice.attach')
    assert.equal(row?.subjectNo, `DEMO/${SEASON}/${set.version}`)
    assert.match(row?.detail ?? '', new RegExp(sha256(PDF)))
  })

  it('is known by its bytes: pictures too, nothing else, whatever its name says', async () => {
    const set = await draft()
    for (const bytes of [JPEG, PNG, WEBP]) await attached(set, bytes, '扫描件.exe')
    assert.deepEqual(
      (await filesOf(set)).items.map(({ name, mediaType }) => [name, mediaType]),
      [
        ['扫描件.exe.jpg', 'image/jpeg'],
        ['扫描件.exe.png', 'image/png'],
        ['扫描件.exe.webp', 'image/webp'],
      ],
    )
    const others = ['<html><script>', 'GIF89a', 'PK\u0003\u0004', '<svg xmlns=', ' %PDF-1.7', 'RIFF....WAVE', '\u0089PNG'].map((text) =>
      Buffer.from(text, 'latin1'),
    )
    for (const bytes of others) refused(await attach(desk, set, bytes, { name: '通知.pdf' }), 422, 'FILE_TYPE')
    refused(await attach(desk, set, Buffer.alloc(0)), 422, 'EMPTY_FILE')
    refused(await attach(desk, set, PDF, { type: 'text/plain' }), 415, 'NOT_A_FILE')
    const large = Buffer.concat([PDF, Buffer.alloc(10 * 1_048_576)])
    assert.match(refused(await attach(desk, set, large), 413, 'FILE_TOO_LARGE').detail, /10 MB/)
    for (const name of ['', '../../etc/passwd', 'a\\b.pdf', '文'.repeat(201)])
      refused(await attach(desk, set, PDF, { name }), 422, 'INVALID')
    assert.equal((await filesOf(set)).items.length, 3)
  })

  it('sent twice is one file; another file under the same key is refused', async () => {
    const set = await draft()
    const key = randomUUID()
    const [first, second] = await Promise.all([attach(desk, set, PDF, { key }), attach(desk, set, PDF, { key })])
    assert.deepEqual([first.status, second.status, first.body], [201, 201, second.body])
    refused(await attach(desk, set, JPEG, { key }), 409, 'IDEMPOTENCY_MISMATCH')
    assert.equal((await filesOf(set)).items.length, 1)
  })

  it('is removed before publishing, once; afterwards it stays, and a further one is a new row', async () => {
    const no = notice()
    const set = await draft(no)
    const wrong = await attached(set, JPEG)
    const right = await attached(set, PDF)
    const remove = (fileNo: string, key = randomUUID()) => author.post(`${fileOf(set)}/notice-files/${fileNo}/removal`, {}, key)
    const key = randomUUID()
    assert.deepEqual([(await remove(wrong, key)).status, (await remove(wrong, key)).status], [200, 200])
    refused(await remove(wrong), 404, 'NOT_FOUND')
    assert.equal((await download(desk, set, wrong)).status, 404)

    const { questions } = await readFile(author, set)
    assert.equal((await act(author, set, 'submission', { confirmed: questions })).status, 200)
    refused(await attach(desk, set, PNG), 409, 'NOTICE_FILE_FIXED')
    refused(await remove(right), 409, 'NOTICE_FILE_FIXED')
    assert.deepEqual(await filesOf(set), { ...(await filesOf(set)), mayAttach: false, mayRemove: false })
    assert.equal((await act(publisher, set, 'publication', { confirmed: questions })).status, 200)
    const before = await acts(set)
    refused(await remove(right), 409, 'NOTICE_FILE_FIXED')
    await attached(set, PNG)
    assert.deepEqual(
      (await filesOf(set)).items.map(({ sha256: hash }) => hash),
      [sha256(PDF), sha256(PNG)],
    )
    // What was published has the hash it had, and names the file there was then.
    assert.deepEqual(await acts(set), before)
    const [submit, publish] = before.slice(-2)
    assert.deepEqual([submit?.files, publish?.files], Array(2).fill(JSON.stringify([sha256(PDF)])))
    assert.equal(submit?.hash, publish?.hash)
    // A draft that rests on the published notice cannot take its file away either.
    const later = await written(author, plainContent({ notice: no, validFrom: '2026-12-01' }), { notice: no })
    refused(await author.post(`${fileOf(later)}/notice-files/${right}/removal`, {}), 409, 'NOTICE_FILE_FIXED')
  })

  it('changed between submitting and publishing, by another set of the same notice, stops the publishing', async () => {
    const no = notice()
    const set = await submitted(author, plainContent({ notice: no }), { notice: no })
    const beside = await draft(no)
    await attached(beside)
    const { questions } = await readFile(publisher, set)
    const problem = refused(await act(publisher, set, 'publication', { confirmed: questions }), 409, 'RULE_SET_CHANGED')
    assert.match(problem.detail, /附件与提交时不一致/)
  })

  it('goes with the notice when its number is corrected, and stays where others rest on the old number', async () => {
    const [typo, right] = [notice(), notice()]
    const set = await draft(typo)
    const fileNo = await attached(set)
    assert.equal((await act(author, set, 'content', { content: plainContent({ notice: right }) })).status, 200)
    assert.deepEqual(
      (await filesOf(set)).items.map((file) => file.fileNo),
      [fileNo],
    )
    const beside = await draft(right)
    assert.equal((await act(author, set, 'content', { content: plainContent({ notice: notice() }) })).status, 200)
    assert.deepEqual((await filesOf(set)).items, [])
    assert.equal((await filesOf(beside)).items.length, 1)
  })

  it('is nobody’s business elsewhere: other companies, other branches, other sets, without the right', async () => {
    const set = await draft()
    const fileNo = await attached(set)
    const foreigner = { app: world.app, token: await world.tokenOf('root', world.other) }
    refused(await download(foreigner, set, fileNo), 404, 'NOT_FOUND')
    refused(await attach(foreigner, set, PDF), 404, 'NOT_FOUND')
    const east = await written(await hire(world, 'east-writer', 'EAST'), plainContent({ notice: notice() }), { orgUnit: 'EAST' })
    await hire(world, 'west-writer', 'WEST')
    const west = { app: world.app, token: await world.tokenOf('west-writer') }
    refused(await attach(west, east, PDF), 404, 'NOT_FOUND')
    refused(await attach(west, set, PDF), 404, 'NOT_FOUND')
    assert.equal((await download(west, set, fileNo)).status, 200, 'the company’s price is the branch’s too')
    refused(await download(desk, east, fileNo), 404, 'NOT_FOUND')
    for (const path of ['F20260910', '..%2f..%2fetc%2fpasswd', 'F2026091000000000A0'])
      refused(await download(desk, set, path), 404, 'NOT_FOUND')
    const reader = { app: world.app, token: await world.tokenOf('auditor') }
    assert.equal((await download(reader, set, fileNo)).status, 200)
    refused(await attach(reader, set, PDF), 403, 'FORBIDDEN')
  })

  it('of a notice on which the company’s published price rests is not added to from a branch', async () => {
    const no = notice()
    await published(author, publisher, plainContent({ notice: no, validFrom: '2026-12-08' }), { notice: no })
    const branch = await hire(world, 'branch-writer', 'EAST')
    const set = await written(branch, plainContent({ notice: no }), { orgUnit: 'EAST', notice: no })
    const token = await world.tokenOf('branch-writer')
    assert.match(refused(await attach({ app: world.app, token }, set, PDF), 409, 'NOTICE_FILE_FIXED').detail, /请由该单位上传/)
    assert.equal((await attach(desk, set, PDF)).status, 201, 'whoever has a say in both may')
  })

  it('is public once the price is published, and not before', async () => {
    const no = notice()
    const set = await draft(no)
    const fileNo = await attached(set)
    const path = `DEMO/${SEASON}/DEMO/${set.version}/notice-files/${fileNo}`
    refused(await downloadPublicly(world, path), 404, 'RULE_SETS_NOT_FOUND')
    const { questions } = await readFile(author, set)
    await act(author, set, 'submission', { confirmed: questions })
    refused(await downloadPublicly(world, path), 404, 'RULE_SETS_NOT_FOUND')
    await act(publisher, set, 'publication', { confirmed: questions })
    const got = await downloadPublicly(world, path)
    assert.ok(got.status === 200 && PDF.equals(got.body))
    const shown = (await request(world.app).get('/api/public/rule-sets?company=DEMO')).body as PublicRuleSets
    assert.deepEqual(
      shown.ruleSets.find(({ version }) => version === set.version)?.noticeFiles.map((file) => [file.fileNo, file.name, file.byteCount]),
      [[fileNo, '价格文件.pdf', PDF.length]],
    )
    const elsewhere = await published(author, publisher, plainContent({ notice: notice(), validFrom: '2026-12-05' }))
    for (const other of [`DEMO/${SEASON}/DEMO/${elsewhere.version}`, `OTHER/${SEASON}/OTHER/1`, `DEMO/${SEASON}/EAST/${set.version}`])
      refused(await downloadPublicly(world, `${other}/notice-files/${fileNo}`), 404, 'RULE_SETS_NOT_FOUND')
  })

  const acts = async ({ version }: RuleSetKey) =>
    rowsOf<{ act: string; hash: string; files: string | null }>(
      world.database,
      `SELECT a.act, a.content_hash AS hash, a.notice_files AS files FROM rule_set_acts a JOIN rule_sets s ON s.id = a.rule_set_id
       WHERE s.rule_version = ${version} AND s.tenant_id = ${world.demo.tenantId} AND s.org_unit_id = ${world.demo.orgUnitId} ORDER BY a.act_no`,
    )
})
