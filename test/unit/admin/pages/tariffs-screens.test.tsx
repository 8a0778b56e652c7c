import assert from 'node:assert/strict'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { createSend } from '../../../../admin/src/api/client.ts'
import { ConnectionContext } from '../../../../admin/src/api/context.ts'
import type { Session, SessionState } from '../../../../admin/src/api/session.ts'
import RuleSetPage from '../../../../admin/src/pages/tariffs/rule-set/index.tsx'
import RuleSetEditorPage from '../../../../admin/src/pages/tariffs/rule-set-editor/index.tsx'
import type { RuleSetFile, TriedRuleSet, TryRuleSet } from '../../../../shared/contracts/tariffs.ts'
import { type Asked, fakeFetch, problem, type Told } from '../support/fake-fetch.ts'
import { Look } from '../support/look.tsx'

const everybody = { customerClass: '*', priceType: '*' }
const file: RuleSetFile = {
  orgUnit: 'DEMO',
  orgUnitName: '示例热力',
  seasonCode: '2026-2027',
  version: 2,
  state: 'draft',
  frozenAt: null,
  validFrom: '2026-09-10',
  notice: { no: '示价〔2026〕8号', title: '关于供热价格的通知', issuedOn: '2026-08-20' },
  ruleCount: 2,
  authorName: '测试甲(jia)',
  createdAt: '2026-09-10T01:00:00.000Z',
  submitterName: null,
  submittedAt: null,
  publisherName: null,
  publishedAt: null,
  revision: 3,
  season: { startsOn: '2026-11-15', endsOn: '2027-03-15', days: 121 },
  content: {
    validFrom: '2026-09-10',
    notice: { no: '示价〔2026〕8号', title: '关于供热价格的通知', issuedOn: '2026-08-20' },
    rounding: { level: 'line', mode: 'half-up', unit: 'fen' },
    rules: [
      { ...everybody, kind: 'area-price@1', feeType: 'heat', params: { priceE4: 220_000, areaBasis: 'gross' } },
      { ...everybody, kind: 'stop-base-fee@1', feeType: 'stop-base-fee', params: { share: { num: 80, den: 100 } } },
    ],
  },
  faults: [],
  questions: [
    { code: 'STOP_SHARE_ABOVE_60_PERCENT', path: 'rules[1].params.share', message: '停热基础费超过全额的 60%，请确认' },
    { code: 'BILLS_ARE_POSTED', path: 'validFrom', message: '第 1 版已经出过账，请确认' },
  ],
  may: ['edit', 'submit', 'discard'],
  ownWork: true,
  noticeFiles: { items: [], mayAttach: true, mayRemove: true },
  acts: [],
}
const rights = ['tariffs.rule.view', 'tariffs.rule.edit', 'tariffs.rule.publish', 'tariffs.whatif.run']

/** The pages with this file behind them; `answer` tells what other requests get. */
function open(at: string, shown: RuleSetFile, answer: (asked: Asked) => Told = () => problem(500, 'INTERNAL')) {
  const { fetch, asked } = fakeFetch((one) => (one.method === 'GET' ? { status: 200, body: shown } : answer(one)))
  const profile = {
    name: 'jia',
    displayName: '甲',
    company: { code: 'DEMO', name: '示例热力' },
    roles: [],
    units: [],
    permissions: rights,
    trialSize: false,
    mustChangePassword: false,
  }
  const state = { phase: 'signed-in', profile } as unknown as SessionState
  const session = { token: () => 't', refresh: async () => false, state: () => state, subscribe: () => () => {} } as unknown as Session
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, gcTime: Number.POSITIVE_INFINITY }, mutations: { gcTime: Number.POSITIVE_INFINITY } },
  })
  const router = createMemoryRouter(
    [
      { path: '/rule-sets/:orgUnit/:seasonCode/:version', element: <RuleSetPage /> },
      { path: '/rule-sets/:orgUnit/:seasonCode/:version/edit', element: <RuleSetEditorPage /> },
    ],
    { initialEntries: [at] },
  )
  render(
    <Look>
      <QueryClientProvider client={client}>
        <ConnectionContext value={{ session, send: createSend(fetch, session) }}>
          <RouterProvider router={router} />
        </ConnectionContext>
      </QueryClientProvider>
    </Look>,
  )
  return { asked, posts: (end: string) => asked.filter(({ method, url }) => method === 'POST' && url.endsWith(end)) }
}

const address = '/rule-sets/DEMO/2026-2027/2'
const sent = (one: Asked | undefined) => JSON.parse(one?.body ?? '{}')

/** A server that finds what the price of the first rule says. */
function pricing({ body }: Asked): Told {
  const { content } = JSON.parse(body ?? '{}') as TryRuleSet
  const price = content.rules[0]?.params.priceE4
  const tried: TriedRuleSet =
    typeof price === 'number'
      ? {
          faults: [],
          questions: file.questions,
          bill: {
            totalFen: price,
            refusals: [],
            lines: [{ feeType: 'heat', title: '热费', areaNo: 1, areaName: '住宅', payer: null, amountFen: price, steps: ['一步一步算'] }],
          },
          today: { by: 'bill', totalFen: 200_000 },
        }
      : {
          faults: [{ code: 'IMPOSSIBLE_VALUE', path: 'rules[0].params.priceE4', message: '单价应为整数' }],
          questions: [],
          bill: null,
          today: null,
        }
  return { status: 200, body: tried }
}

describe('the screens of a rule set', function () {
  this.timeout(30_000)
  afterEach(cleanup)

  it('tries out while one types: the lines, the steps and the difference to today', async () => {
    const person = userEvent.setup()
    const { posts } = open(`${address}/edit`, file, pricing)
    await person.click(await screen.findByRole('button', { name: '1. 面积热价' }))
    const trial = within(screen.getByRole('region', { name: '试算' }))
    await waitFor(() => assert.ok(trial.getByText(/增加 200\.00 元/)))
    fireEvent.change(screen.getByLabelText('单价（元/㎡·采暖季）'), { target: { value: '25' } })
    await waitFor(() => assert.ok(trial.getByText(/增加 500\.00 元/)), { timeout: 3_000 })
    assert.ok(trial.getByText('一步一步算'))
    assert.equal(sent(posts('/try').at(-1)).content.rules[0].params.priceE4, 250_000)
    assert.equal(posts('/content').length, 0, 'nothing is saved by typing')
  })

  it('shows a fault at its field in the words of the notice, and computes nothing meanwhile', async () => {
    const person = userEvent.setup()
    open(`${address}/edit`, file, pricing)
    await person.click(await screen.findByRole('button', { name: '1. 面积热价' }))
    const box = screen.getByLabelText('单价（元/㎡·采暖季）')
    fireEvent.change(box, { target: { value: '22元' } })
    const below = document.getElementById(box.getAttribute('aria-describedby') ?? '')
    assert.equal(below?.textContent, '请填写数字，最多 4 位小数')
    assert.equal(box.getAttribute('aria-invalid'), 'true')
    assert.equal((box as HTMLInputElement).value, '22元', 'what was typed stays')
    assert.equal((await screen.findAllByText('1 处错误', {}, { timeout: 3_000 })).length, 2, 'at the head of the page and at its rule')
    assert.ok(await screen.findByText(/规则还有 1 处错误/))
  })

  it('puts every fault of a refused save at its field, also inside folded rules', async () => {
    const person = userEvent.setup()
    const refusal = {
      type: 'about:blank',
      title: 'x',
      status: 422,
      code: 'RULE_SET_INVALID',
      detail: '价目有 2 处错误',
      requestId: 'req-12345678',
      errors: [
        { path: 'notice.no', message: '文号已登记为另一个文件' },
        { path: 'rules[1].params.share', message: '比例过大' },
      ],
    }
    const { posts } = open(`${address}/edit`, file, (one) => (one.url.endsWith('/content') ? { status: 422, body: refusal } : pricing(one)))
    fireEvent.change(await screen.findByLabelText('文号'), { target: { value: '示价〔2018〕12号' } })
    await person.click(screen.getByRole('button', { name: '保存草稿' }))
    const no = screen.getByLabelText('文号')
    await waitFor(() => assert.equal(no.getAttribute('aria-invalid'), 'true'))
    assert.equal(document.getElementById(no.getAttribute('aria-describedby') ?? '')?.textContent, '文号已登记为另一个文件')
    assert.ok(within(screen.getByRole('region', { name: '2. 停热基础费' })).getByText('1 处错误'))
    assert.equal(sent(posts('/content')[0]).revision, 3)
    assert.ok(posts('/content')[0]?.headers.get('Idempotency-Key'))
  })

  it('adds, moves and removes rules, each by its name', async () => {
    const person = userEvent.setup()
    open(`${address}/edit`, file, pricing)
    await person.click(await screen.findByRole('button', { name: '下移 1. 面积热价' }))
    assert.ok(screen.getByRole('button', { name: '1. 停热基础费' }))
    await person.click(screen.getByRole('button', { name: '删除 2. 面积热价' }))
    assert.ok(screen.getByText('计费规则（1 条）'))
    fireEvent.change(screen.getByRole('combobox', { name: '添加规则' }), { target: { value: '预交' } })
    await person.click(await screen.findByText('预交优惠'))
    assert.ok(await screen.findByRole('region', { name: '2. 预交优惠' }))
    assert.ok(screen.getByLabelText('第 1 行 优惠比例'))
    assert.ok(screen.getByText('有未保存的修改'))
  })

  it('keeps a rule’s own rounding while the rule is edited, and sets and takes it away', async () => {
    const person = userEvent.setup()
    const rounding = { level: 'fee', mode: 'truncate', unit: 'jiao' }
    const [price, stop] = file.content.rules
    const rounded = { ...file, content: { ...file.content, rules: [{ ...price, rounding }, stop] } } as RuleSetFile
    const { posts } = open(`${address}/edit`, rounded, (one) =>
      one.url.endsWith('/content') ? { status: 200, body: { orgUnit: 'DEMO', seasonCode: '2026-2027', version: 2 } } : pricing(one),
    )
    await person.click(await screen.findByRole('button', { name: '1. 面积热价' }))
    fireEvent.change(screen.getByLabelText('单价（元/㎡·采暖季）'), { target: { value: '25' } })
    await person.click(screen.getByRole('button', { name: '保存草稿' }))
    await waitFor(() => assert.equal(posts('/content').length, 1))
    assert.deepEqual(sent(posts('/content')[0]).content.rules[0].rounding, rounding)
    await person.click(within(screen.getByRole('region', { name: '1. 面积热价' })).getByRole('checkbox', { name: '本条规则另定进位' }))
    await person.click(screen.getByRole('button', { name: '保存草稿' }))
    await waitFor(() => assert.equal(posts('/content').length, 2))
    assert.equal('rounding' in sent(posts('/content')[1]).content.rules[0], false)
  })

  it('asks before unsaved rules are left within the console, and lets go of saved ones', async () => {
    const person = userEvent.setup()
    open(`${address}/edit`, file, (one) =>
      one.url.endsWith('/content') ? { status: 200, body: { orgUnit: 'DEMO', seasonCode: '2026-2027', version: 2 } } : pricing(one),
    )
    fireEvent.change(await screen.findByLabelText('文号'), { target: { value: '示价〔2026〕9号' } })
    await person.click(screen.getByRole('link', { name: /价目/ }))
    const dialog = within(await screen.findByRole('dialog'))
    await person.click(dialog.getByRole('button', { name: '留在本页' }))
    assert.equal((screen.getByLabelText('文号') as HTMLInputElement).value, '示价〔2026〕9号')
    await person.click(screen.getByRole('button', { name: '保存并查看' }))
    assert.ok(await screen.findByRole('region', { name: '第 1 条 面积热价' }), 'saved, it leaves without a question')
  })

  it('submits only when every odd thing has been ticked by itself', async () => {
    const person = userEvent.setup()
    const { posts } = open(address, file, () => ({ status: 200, body: { orgUnit: 'DEMO', seasonCode: '2026-2027', version: 2 } }))
    await person.click(await screen.findByRole('button', { name: '提交发布' }))
    const dialog = within(await screen.findByRole('dialog'))
    const boxes = dialog.getAllByRole('checkbox')
    assert.equal(boxes.length, 2)
    const submit = dialog.getByRole('button', { name: '提交' }) as HTMLButtonElement
    assert.equal(submit.disabled, true)
    await person.click(boxes[0] as HTMLElement)
    assert.equal(submit.disabled, true, 'one of two is not enough')
    await person.click(boxes[1] as HTMLElement)
    assert.equal(submit.disabled, false)
    await person.click(submit)
    await waitFor(() => assert.equal(posts('/submission').length, 1))
    assert.deepEqual(sent(posts('/submission')[0]), {
      revision: 3,
      confirmed: file.questions.map(({ code, path }) => ({ code, path })),
    })
  })

  it('with faults there is no way on but to correct them', async () => {
    const faults = [{ code: 'IMPOSSIBLE_VALUE', path: 'rules[0].params.priceE4', message: '单价应为 0 以上' }]
    open(address, { ...file, faults })
    const submit = (await screen.findByRole('button', { name: '提交发布' })) as HTMLButtonElement
    assert.equal(submit.disabled, true)
    assert.ok(screen.getByText('单价应为 0 以上'))
  })

  it('whoever wrote it is told that a colleague must publish, and is offered no button for it', async () => {
    open(address, { ...file, state: 'submitted', may: ['withdraw', 'return'] })
    assert.ok(await screen.findByText('您编制或提交的，须由另一位同事发布'))
    assert.equal(screen.queryByRole('button', { name: '发布' }), null)
    assert.equal(screen.queryByRole('button', { name: '退回' }), null)
    assert.ok(screen.getByRole('button', { name: '撤回' }))
  })

  it('a refusal to publish is shown in the server’s words', async () => {
    const person = userEvent.setup()
    open(address, { ...file, state: 'submitted', ownWork: false, questions: [], may: ['withdraw', 'return', 'publish'] }, () =>
      problem(409, 'RULE_SET_CHANGED', '这份价目在您打开之后被人改过'),
    )
    await person.click(await screen.findByRole('button', { name: '发布' }))
    await person.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '发布' }))
    assert.ok(await screen.findByText('这份价目在您打开之后被人改过'))
  })

  it('a return needs its reason', async () => {
    const person = userEvent.setup()
    const { posts } = open(address, { ...file, state: 'submitted', ownWork: false, may: ['return', 'publish'] }, () => ({
      status: 200,
      body: {},
    }))
    await person.click(await screen.findByRole('button', { name: '退回' }))
    const dialog = within(await screen.findByRole('dialog'))
    await person.click(dialog.getByRole('button', { name: '退回' }))
    assert.ok(await dialog.findByText('请填写原因'))
    assert.equal(posts('/return').length, 0)
    fireEvent.change(dialog.getByLabelText('原因'), { target: { value: '单价与文件不符' } })
    await person.click(dialog.getByRole('button', { name: '退回' }))
    await waitFor(() => assert.deepEqual(sent(posts('/return')[0]), { revision: 3, reason: '单价与文件不符' }))
  })

  it('a published set is read rule by rule in plain Chinese, and is not edited', async () => {
    open(address, { ...file, state: 'published', frozenAt: '2026-10-01T00:00:00.000Z', may: [] })
    const rule = within(await screen.findByRole('region', { name: '第 1 条 面积热价' }))
    assert.ok(rule.getByText('22.00 元/㎡·采暖季'))
    assert.ok(rule.getByText('建筑面积'))
    assert.ok(screen.getByText('已发布，已出账'))
    for (const name of ['编辑', '提交发布', '撤回', '作废']) assert.equal(screen.queryByRole('button', { name }), null)
    assert.equal(document.body.textContent?.includes('{'), false, 'nobody reads JSON')
  })

  it('the editor of a set that is not to be edited says why', async () => {
    open(`${address}/edit`, { ...file, state: 'published', may: [] })
    assert.ok(await screen.findByText(/只有草稿和已退回的可以改/))
    assert.equal(screen.queryByRole('button', { name: '保存草稿' }), null)
  })
})
