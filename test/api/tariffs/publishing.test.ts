import assert from 'node:assert/strict'
import { asStaff, auditRows, faultsOf, refused, type StaffApi } from '../../support/api.ts'
import { type Running, runSystem } from '../../support/system.ts'
import { buildWorld, flat, SEASON, type World } from '../../support/world.ts'
import { act, fileOf, hire, plainContent, published, readFile, submitted, written } from './rule-set-desk.ts'

describe('publishing a rule set takes two persons', () => {
  let world: World
  let author: StaffApi
  let publisher: StaffApi
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    world.clock.set(Date.parse('2026-09-10T09:00:00+08:00'))
    author = await asStaff(world, 'root')
    publisher = await asStaff(world, 'admin')
  })
  after(() => world.close())

  it('what has faults is not submitted: all of them are named', async () => {
    const [price, stop, late] = plainContent().rules
    assert.ok(price && stop && late)
    const rules = [
      { ...price, params: { priceE4: -5, areaBasis: 'billed' } },
      { ...stop, params: { share: { num: 2, den: 1 } } },
      { ...late, params: { ...late.params, dueOn: '2026-13-01' } },
    ]
    const key = await written(author, plainContent({ rules }))
    const problem = refused(await act(author, key, 'submission', { confirmed: [] }), 422, 'RULE_SET_INVALID')
    assert.deepEqual(faultsOf(problem), ['rules[0].params.priceE4', 'rules[1].params.share', 'rules[2].params.dueOn'])
    assert.equal((await readFile(author, key)).state, 'draft')
  })

  it('every odd thing is confirmed one by one, by the author and again by the publisher', async () => {
    const [price, stop, late] = plainContent().rules
    assert.ok(price && stop && late)
    const rules = [
      price,
      { ...stop, params: { share: { num: 80, den: 100 } } },
      { ...late, params: { ...late.params, dailyRatePpm: 20_000 } },
    ]
    const key = await written(author, plainContent({ rules }))
    const { questions } = await readFile(author, key)
    assert.deepEqual(
      questions.map(({ code }) => code),
      ['STOP_SHARE_ABOVE_60_PERCENT', 'DAILY_RATE_ABOVE_1_PERCENT'],
    )
    const one = refused(await act(author, key, 'submission', { confirmed: questions.slice(0, 1) }), 422, 'RULE_SET_QUESTIONS')
    assert.deepEqual(faultsOf(one), ['rules[2].params.dailyRatePpm'])
    assert.equal((await act(author, key, 'submission', { confirmed: questions })).status, 200)
    refused(await act(publisher, key, 'publication', { confirmed: [] }), 422, 'RULE_SET_QUESTIONS')
    assert.equal((await act(publisher, key, 'publication', { confirmed: questions })).status, 200)
    const { acts } = await readFile(author, key)
    assert.deepEqual(
      acts.at(-1)?.confirmed,
      questions.map(({ message }) => message),
    )
  })

  it('whoever wrote or submitted it cannot publish it, though they hold the right', async () => {
    const key = await written(author)
    const helper = await hire(world, 'helping-writer', 'DEMO')
    const { content } = await readFile(helper, key)
    assert.equal((await act(helper, key, 'content', { content })).status, 200)
    const { questions } = await readFile(author, key)
    assert.equal((await act(author, key, 'submission', { confirmed: questions })).status, 200)
    for (const writer of [author, helper]) {
      const problem = refused(await act(writer, key, 'publication', { confirmed: questions }), 403, 'OWN_RULE_SET')
      assert.match(problem.detail, /须由另一位有发布权限的同事/)
      const file = await readFile(writer, key)
      assert.equal(file.ownWork, true)
      assert.ok(!file.may.includes('publish'))
    }
    const seen = await readFile(publisher, key)
    assert.deepEqual([seen.ownWork, seen.may], [false, ['withdraw', 'return', 'publish']])
    assert.equal((await act(publisher, key, 'publication', { confirmed: questions })).status, 200)
    const file = await readFile(author, key)
    assert.deepEqual(
      [file.state, file.authorName, file.submitterName, file.publisherName, file.publishedAt],
      ['published', '测试root(root)', '测试root(root)', '测试admin(admin)', '2026-09-10T01:00:00.000Z'],
    )
    assert.deepEqual(
      file.acts.map(({ act }) => act),
      ['create', 'edit', 'edit', 'submit', 'publish'],
    )
    const rows = await auditRows(world, world.demo.tenantId, 'tariffs.rule.publish')
    assert.equal(rows.at(-1)?.actorName, '测试admin(admin)')
    assert.equal(rows.at(-1)?.subjectNo, `DEMO/${SEASON}/${key.version}`)
  })

  it('somebody who may only write cannot publish', async () => {
    const key = await submitted(author)
    const writer = await hire(world, 'only-writes', 'DEMO', ['tariffs.rule.view', 'tariffs.rule.edit'])
    refused(await act(writer, key, 'publication', { confirmed: [] }), 403, 'FORBIDDEN')
    refused(await act(writer, key, 'return', { reason: '看看能否退回' }), 403, 'FORBIDDEN')
    assert.deepEqual((await readFile(writer, key)).may, ['withdraw'])
  })

  it('a published set is immutable: every act on it is refused', async () => {
    const key = await published(author, publisher)
    for (const [path, body] of [
      ['content', { content: plainContent() }],
      ['submission', { confirmed: [] }],
      ['withdrawal', {}],
      ['discarding', { reason: '不要了' }],
      ['return', { reason: '退回看看' }],
      ['publication', { confirmed: [] }],
    ] as const)
      refused(await act(publisher, key, path, body), 409, 'RULE_SET_TRANSITION_REFUSED')
    assert.deepEqual((await readFile(publisher, key)).may, [])
  })

  it('is returned with a reason, corrected and sent again; withdrawn by its author', async () => {
    const key = await submitted(author)
    assert.deepEqual(faultsOf(refused(await act(publisher, key, 'return', {}), 422, 'INVALID')), ['reason'])
    assert.equal((await act(publisher, key, 'return', { reason: '非居民单价与文件不符' })).status, 200)
    const returned = await readFile(author, key)
    assert.deepEqual([returned.state, returned.acts.at(-1)?.note], ['returned', '非居民单价与文件不符'])
    assert.equal((await act(author, key, 'content', { content: returned.content })).status, 200)
    const confirmed = returned.questions
    assert.equal((await act(author, key, 'submission', { confirmed })).status, 200)
    refused(await act(author, key, 'content', { content: returned.content }), 409, 'RULE_SET_TRANSITION_REFUSED')
    assert.equal((await act(author, key, 'withdrawal')).status, 200)
    assert.equal((await readFile(author, key)).state, 'draft')
  })

  it('two publishers at once: it is published once', async () => {
    const key = await submitted(author)
    const second = await hire(world, 'second-publisher', 'DEMO')
    const { revision, questions } = await readFile(publisher, key)
    const answers = await Promise.all(
      [publisher, second].map((one) => one.post(`${fileOf(key)}/publication`, { revision, confirmed: questions })),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
    assert.equal((await readFile(publisher, key)).acts.filter(({ act }) => act === 'publish').length, 1)
  })

  it('sent twice it is done once, and the second answer is the first', async () => {
    const key = await submitted(author)
    const { revision, questions } = await readFile(publisher, key)
    const body = { revision, confirmed: questions }
    const first = await publisher.post(`${fileOf(key)}/publication`, body, 'publish-once')
    const again = await publisher.post(`${fileOf(key)}/publication`, body, 'publish-once')
    assert.deepEqual([first.status, again.status], [200, 200])
    assert.deepEqual(again.body, first.body)
    refused(await publisher.post(`${fileOf(key)}/publication`, body, null), 400, 'IDEMPOTENCY_KEY_NEEDED')
  })
})

describe('a later version of a rule set', () => {
  let world: World
  let running: Running
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    running = await runSystem(world)
    await running.setTime('2026-09-10T09:00:00+08:00')
  })
  after(async () => {
    await running.stop()
    await world.close()
  })

  it('touches no posted bill, and prices what is billed from then on', async function () {
    this.timeout(60_000)
    const [author, publisher] = [await asStaff(world, 'root'), await asStaff(world, 'admin')]
    const chargedFen = async (householdNo: string) =>
      (await publisher.get(`/households/${householdNo}/bills`)).body.items[0].chargedFen as number
    const bill = async () => {
      await running.system.billing.startBillingRun(world.demo.operator, { seasonCode: SEASON, orgUnit: 'DEMO', mode: 'post' })
      await running.system.worker.drain()
    }
    const first = await published(author, publisher)
    await bill()
    // 46.57 m² × 22.00 yuan = 1024.54 yuan
    assert.equal(await chargedFen('80010003'), 102_454)
    const frozen = await readFile(author, first)
    assert.ok(frozen.frozenAt)
    assert.equal((await author.get('/rule-sets?state=frozen')).body.items[0].version, first.version)

    const [price, ...rest] = plainContent().rules
    assert.ok(price)
    const dearer = plainContent({ rules: [{ ...price, params: { ...price.params, priceE4: 250_000 } }, ...rest] })
    const draft = await written(author, dearer, { start: { from: 'copy', of: first } })
    const { questions } = await readFile(author, draft)
    assert.deepEqual(
      questions.map(({ code }) => code),
      ['REPLACES_VERSION', 'BILLS_ARE_POSTED'],
    )
    assert.equal((await act(author, draft, 'submission', { confirmed: questions })).status, 200)
    assert.equal((await act(publisher, draft, 'publication', { confirmed: questions })).status, 200)
    const revisionBefore = (await readFile(author, first)).revision
    await world.households.createHousehold(world.demo.operator, flat('80010009', 'EAST-1', '测试庚'))
    await bill()
    assert.equal(await chargedFen('80010003'), 102_454, 'the posted bill is what it was')
    // 46.57 m² × 25.00 yuan = 1164.25 yuan
    assert.equal(await chargedFen('80010009'), 116_425)
    assert.equal((await readFile(author, first)).revision, revisionBefore)
  })
})
