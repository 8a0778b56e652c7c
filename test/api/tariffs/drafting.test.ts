import assert from 'node:assert/strict'
import type { RuleSetRow } from '../../../shared/contracts/tariffs.ts'
import { asStaff, auditRows, faultsOf, refused, type StaffApi } from '../../support/api.ts'
import { buildWorld, SEASON, type World } from '../../support/world.ts'
import { act, fileOf, hire, NOTICE, newDraft, plainContent, published, readFile, written } from './rule-set-desk.ts'

describe('writing a rule set', () => {
  let world: World
  let author: StaffApi
  let other: StaffApi
  let west: StaffApi
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    world.clock.set(Date.parse('2026-09-10T09:00:00+08:00'))
    author = await asStaff(world, 'root')
    other = await asStaff(world, 'root', world.other)
    west = await hire(world, 'west-writer', 'WEST')
  })
  after(() => world.close())

  const list = async (api: StaffApi, query = '') => (await api.get(`/rule-sets?pageSize=100${query}`)).body.items as RuleSetRow[]

  it('a draft starts from a template, moved to its season, with a history and a row in the log', async () => {
    const key = await newDraft(author)
    assert.deepEqual([key.orgUnit, key.seasonCode], ['DEMO', SEASON])
    const file = await readFile(author, key)
    assert.equal(file.state, 'draft')
    assert.equal(file.authorName, '测试root(root)')
    assert.deepEqual(file.content.notice, NOTICE)
    assert.equal(file.content.validFrom, '2026-09-10', 'bills are made before the season: it holds from today')
    assert.equal(file.content.rules[0]?.kind, 'area-price@1')
    assert.deepEqual(file.may, ['edit', 'submit', 'discard'])
    assert.deepEqual(
      file.acts.map(({ act, actor, note }) => [act, actor, /从模板/.test(note ?? '')]),
      [['create', '测试root(root)', true]],
    )
    const rows = await auditRows(world, world.demo.tenantId, 'tariffs.rule.create')
    assert.equal(rows.at(-1)?.subjectNo, `DEMO/${SEASON}/${key.version}`)
  })

  it('sent twice it is one draft', async () => {
    const before = await list(author)
    const body = { orgUnit: 'EAST', seasonCode: SEASON, start: { from: 'template', code: 'area-gross' }, notice: NOTICE }
    const [first, second] = [await author.post('/rule-sets', body, 'one-draft'), await author.post('/rule-sets', body, 'one-draft')]
    assert.deepEqual([first.status, second.status], [201, 201])
    assert.deepEqual(first.body, second.body)
    assert.equal((await list(author)).length, before.length + 1)
    refused(await author.post('/rule-sets', { ...body, orgUnit: 'WEST' }, 'one-draft'), 409, 'IDEMPOTENCY_MISMATCH')
    refused(await author.post('/rule-sets', body, null), 400, 'IDEMPOTENCY_KEY_NEEDED')
  })

  it('names every fault of a wrong beginning at once', async () => {
    const problem = refused(
      await author.post('/rule-sets', {
        orgUnit: '',
        seasonCode: '2026',
        start: { from: 'nothing' },
        notice: { no: '', title: ' ', issuedOn: '今天' },
      }),
      422,
      'INVALID',
    )
    assert.deepEqual(faultsOf(problem), ['notice.issuedOn', 'notice.no', 'notice.title', 'orgUnit', 'seasonCode', 'start.from'])
    refused(
      await author.post('/rule-sets', {
        orgUnit: 'DEMO',
        seasonCode: SEASON,
        start: { from: 'template', code: 'no-such' },
        notice: NOTICE,
      }),
      404,
      'NOT_FOUND',
    )
    refused(
      await author.post('/rule-sets', { orgUnit: 'DEMO', seasonCode: SEASON, start: { from: 'last-season' }, notice: NOTICE }),
      409,
      'NO_LAST_SEASON',
    )
  })

  it('a copy of last season carries its rules, every day in them a year later', async () => {
    const publisher = await asStaff(world, 'admin')
    await world.tenancy.createSeason(world.demo.operator, {
      orgUnitCode: 'DEMO',
      code: '2027-2028',
      startsOn: '2027-11-15',
      endsOn: '2028-03-15',
    })
    const notice = { ...NOTICE, no: '示价〔2026〕9号' }
    const model = await published(author, publisher, plainContent({ notice }))
    const key = await newDraft(author, { seasonCode: '2027-2028', start: { from: 'last-season' }, notice })
    const { content, acts } = await readFile(author, key)
    assert.equal(content.rules[2]?.params.dueOn, '2027-11-14')
    assert.equal(content.rules.length, 3)
    assert.match(acts[0]?.note ?? '', new RegExp(`复制自 ${SEASON} 采暖季第 ${model.version} 版`))
    const copy = await readFile(author, await newDraft(author, { orgUnit: 'EAST-1', start: { from: 'copy', of: model }, notice }))
    assert.deepEqual(copy.content.rules, plainContent().rules)
    refused(
      await west.post('/rule-sets', {
        orgUnit: 'WEST',
        seasonCode: SEASON,
        start: { from: 'copy', of: { orgUnit: 'EAST-1', seasonCode: SEASON, version: 1 } },
        notice,
      }),
      404,
      'NOT_FOUND',
    )
  })

  it('keeps rules in the order given, also those that are not finished, and says what is wrong with them', async () => {
    const [price, stop, late] = plainContent().rules
    assert.ok(price && stop && late)
    const rules = [late, { ...price, params: { priceE4: -1, areaBasis: 'balcony' } }, { ...stop, kind: 'no-such@1' }]
    const key = await written(author, plainContent({ rules }))
    const file = await readFile(author, key)
    assert.deepEqual(file.content.rules, rules)
    const paths = file.faults.map(({ path }) => path)
    for (const path of ['rules[1].params.priceE4', 'rules[1].params.areaBasis', 'rules[2].kind']) assert.ok(paths.includes(path), path)
    assert.equal(file.acts.at(-1)?.act, 'edit')
    assert.equal((await auditRows(world, world.demo.tenantId, 'tariffs.rule.edit')).at(-1)?.subjectNo, `DEMO/${SEASON}/${key.version}`)
  })

  it('refuses a head that cannot be kept, with every fault of the whole set', async () => {
    const key = await newDraft(author)
    const [price] = plainContent().rules
    assert.ok(price)
    const content = {
      ...plainContent({ validFrom: '2027-04-01', rules: [{ ...price, params: {} }] }),
      notice: { no: '', title: '', issuedOn: '2026-02-30' },
      rounding: { level: 'roof', mode: 'up', unit: 'cent' },
    }
    const problem = refused(await act(author, key, 'content', { content }), 422, 'RULE_SET_INVALID')
    assert.deepEqual(faultsOf(problem), [
      'notice.issuedOn',
      'notice.no',
      'notice.title',
      'rounding.level',
      'rounding.mode',
      'rounding.unit',
      'rules[0].params.areaBasis',
      'rules[0].params.priceE4',
      'validFrom',
    ])
    const long = { ...plainContent(), notice: { ...NOTICE, no: 'x'.repeat(65), title: 'y'.repeat(201) } }
    const shape = refused(await act(author, key, 'content', { content: long }), 422, 'INVALID')
    assert.deepEqual(faultsOf(shape), ['content.notice.no', 'content.notice.title'])
  })

  it('does not write over what somebody else has written in the meantime', async () => {
    const key = await newDraft(author)
    const { revision } = await readFile(author, key)
    const mine = { revision, content: plainContent({ validFrom: '2026-09-11' }) }
    const theirs = { revision, content: plainContent({ validFrom: '2026-09-12' }) }
    const colleague = await asStaff(world, 'admin')
    assert.equal((await colleague.post(`${fileOf(key)}/content`, theirs)).status, 200)
    const problem = refused(await author.post(`${fileOf(key)}/content`, mine), 409, 'RULE_SET_CHANGED')
    assert.match(problem.detail, /被人改过/)
    assert.equal((await readFile(author, key)).validFrom, '2026-09-12')
  })

  it('sent twice an edit is made once', async () => {
    const key = await newDraft(author)
    const { revision } = await readFile(author, key)
    const body = { revision, content: plainContent() }
    const answers = [
      await author.post(`${fileOf(key)}/content`, body, 'same-edit'),
      await author.post(`${fileOf(key)}/content`, body, 'same-edit'),
    ]
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    )
    assert.equal((await readFile(author, key)).acts.filter(({ act }) => act === 'edit').length, 1)
  })

  it('a notice others rely on keeps its title; one nobody relies on is corrected', async () => {
    const publisher = await asStaff(world, 'admin')
    const relied = { ...NOTICE, no: '示价〔2026〕10号' }
    await published(author, publisher, plainContent({ notice: relied }))
    const key = await newDraft(author)
    const wrong = refused(
      await act(author, key, 'content', { content: plainContent({ notice: { ...relied, title: '另一个名称' } }) }),
      422,
      'RULE_SET_INVALID',
    )
    assert.deepEqual(faultsOf(wrong), ['notice.no'])
    assert.match(wrong.detail, /已登记为《关于调整供热价格的通知（样例）》/)
    const own = { no: '示价〔2026〕11号', title: '错字', issuedOn: '2026-08-01' }
    for (const title of ['错字', '改正后的名称'])
      assert.equal((await act(author, key, 'content', { content: plainContent({ notice: { ...own, title } }) })).status, 200)
    assert.equal((await readFile(author, key)).notice.title, '改正后的名称')
  })

  it('the list can be narrowed, and holds one’s own units, those above, no sibling and no other company', async () => {
    const all = await list(author)
    assert.ok(all.length > 5)
    assert.deepEqual(new Set((await list(author, '&state=published')).map(({ state }) => state)), new Set(['published']))
    assert.deepEqual(new Set((await list(author, '&orgUnit=EAST')).map(({ orgUnit }) => orgUnit)), new Set(['EAST', 'EAST-1']))
    assert.deepEqual(
      (await list(author, `&notice=${encodeURIComponent('〕10号')}`)).map(({ notice }) => notice.no),
      ['示价〔2026〕10号'],
    )
    assert.deepEqual(new Set((await list(author, '&seasonCode=2027-2028')).map(({ seasonCode }) => seasonCode)), new Set(['2027-2028']))
    assert.deepEqual(await list(author, '&state=frozen'), [])
    assert.deepEqual(new Set((await list(west)).map(({ orgUnit }) => orgUnit)), new Set(['DEMO']), 'a branch lives by what is above it')
    assert.deepEqual(await list(other), [])
    refused(await author.get('/rule-sets?state=burnt'), 422, 'INVALID')
  })

  it('is closed to those without the right, to siblings and to other companies', async () => {
    const east = await newDraft(author, { orgUnit: 'EAST' })
    const cashier = await asStaff(world, 'cashier')
    refused(await cashier.get('/rule-sets'), 403, 'FORBIDDEN')
    refused(
      await cashier.post('/rule-sets', {
        orgUnit: 'EAST-1',
        seasonCode: SEASON,
        start: { from: 'template', code: 'area-gross' },
        notice: NOTICE,
      }),
      403,
      'FORBIDDEN',
    )
    const auditor = await asStaff(world, 'auditor')
    assert.deepEqual((await readFile(auditor, east)).may, [], 'an auditor reads')
    for (const stranger of [west, other]) {
      refused(await stranger.get(fileOf(east)), 404, 'NOT_FOUND')
      refused(await stranger.post(`${fileOf(east)}/content`, { revision: 0, content: plainContent() }), 404, 'NOT_FOUND')
      refused(
        await stranger.post('/rule-sets', {
          orgUnit: 'EAST',
          seasonCode: SEASON,
          start: { from: 'template', code: 'area-gross' },
          notice: NOTICE,
        }),
        404,
        'NOT_FOUND',
      )
    }
    const top = await newDraft(author)
    assert.deepEqual((await readFile(west, top)).may, [], 'what is above is read, not written')
    refused(await west.post(`${fileOf(top)}/discarding`, { revision: 0, reason: '试试看' }), 404, 'NOT_FOUND')
    for (const address of ['/rule-sets/DEMO/2026/1', `/rule-sets/DEMO/${SEASON}/0`, `/rule-sets/DEMO/${SEASON}/999`])
      refused(await author.get(address), 404, 'NOT_FOUND')
  })

  it('a draft that is not wanted is discarded with a reason, and leaves the list', async () => {
    const key = await newDraft(author)
    const empty = refused(await act(author, key, 'discarding', { reason: ' ' }), 422, 'INVALID')
    assert.deepEqual(faultsOf(empty), ['reason'])
    assert.equal((await act(author, key, 'discarding', { reason: '重复建立' })).status, 200)
    assert.equal((await readFile(author, key)).acts.at(-1)?.note, '重复建立')
    const versions = async (query = '') => (await list(author, `&orgUnit=DEMO&seasonCode=${SEASON}${query}`)).map(({ version }) => version)
    assert.ok(!(await versions()).includes(key.version))
    assert.ok((await versions('&state=discarded')).includes(key.version))
    refused(await act(author, key, 'content', { content: plainContent() }), 409, 'RULE_SET_TRANSITION_REFUSED')
  })
})
