import assert from 'node:assert/strict'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { MemoryRouter, Route, Routes } from 'react-router'
import { createSend } from '../../../../admin/src/api/client.ts'
import { ConnectionContext } from '../../../../admin/src/api/context.ts'
import { isAwaited } from '../../../../admin/src/api/reconciliation.ts'
import type { Session, SessionState } from '../../../../admin/src/api/session.ts'
import { DifferenceActs } from '../../../../admin/src/pages/reconciliation/statement/components/DifferenceActs.tsx'
import StatementPage from '../../../../admin/src/pages/reconciliation/statement/index.tsx'
import type { Difference, Statement } from '../../../../shared/contracts/reconciliation.ts'
import { type Asked, fakeFetch, problem, type Told } from '../support/fake-fetch.ts'
import { Look } from '../support/look.tsx'

const statement: Statement = {
  statementNo: 'S20261123ABCDEFGHJK',
  channel: 'wechat-pay',
  merchantNo: '1900000001',
  merchantName: '示例热力有限公司',
  day: '2026-11-22',
  state: 'different',
  theirs: { payments: 4, paymentFen: 389_707, refunds: 1, refundFen: -5_000 },
  ours: { payments: 4, paymentFen: 390_276, refunds: 0, refundFen: 0 },
  feeE5: 2_341_000,
  differences: 2,
  open: 2,
  askedAt: '2026-11-23T02:00:00.000Z',
  askedBy: '每日对账',
  fetchedAt: '2026-11-23T02:00:01.000Z',
  fault: null,
  fileSha256: 'b'.repeat(64),
}
const lost: Difference = {
  differenceNo: 'RD20261123ABCDEFGHJK',
  kind: 'theirs-only',
  trade: 'payment',
  transactionId: '4200002026112200000000000001',
  orderNo: 'W20261122ABCDEFGHJK',
  refundNo: null,
  theirFen: 97_569,
  ourFen: null,
  state: 'open',
  foundAt: '2026-11-23T02:00:02.000Z',
  reason: null,
  explainedBy: null,
  confirmedBy: null,
  ownWork: false,
  revision: 3,
}

function show(element: ReactNode, answer: (asked: Asked) => Told) {
  const { fetch, asked } = fakeFetch(answer)
  const permissions = ['reconciliation.statement.import', 'reconciliation.difference.settle']
  const state = { phase: 'signed-in', profile: { permissions } } as unknown as SessionState
  const session = { token: () => 't', refresh: async () => false, state: () => state, subscribe: () => () => {} } as unknown as Session
  const client = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { gcTime: Number.POSITIVE_INFINITY } } })
  render(
    <Look>
      <QueryClientProvider client={client}>
        <ConnectionContext value={{ session, send: createSend(fetch, session) }}>
          <MemoryRouter initialEntries={[`/statements/${statement.statementNo}`]}>{element}</MemoryRouter>
        </ConnectionContext>
      </QueryClientProvider>
    </Look>,
  )
  return asked
}

/** The page of a day with these of their payments that we lack. */
function openPage(shown: Statement, differences: readonly Difference[]) {
  const page = (
    <Routes>
      <Route element={<StatementPage />} path="/statements/:statementNo" />
    </Routes>
  )
  show(page, ({ url }) => {
    if (!url.includes('/differences')) return { status: 200, body: shown }
    const items = url.includes('list=theirs-only') ? differences : []
    return { status: 200, body: { items, total: items.length, page: 1, pageSize: 20 } }
  })
}
/** A first look at a whole page with tables takes its time on a busy machine. */
const patient = { timeout: 8_000 }

describe('a day of 对账 on the screen', function () {
  this.timeout(30_000)
  afterEach(cleanup)

  it('shows both sides, by how much they are apart, and each list with its count', async () => {
    openPage(statement, [lost])
    await screen.findByText('平台有，我方无（1）', {}, patient)
    assert.match(screen.getByLabelText('两边合计').textContent ?? '', /3,897\.07.*3,902\.76.*-5\.69.*-50\.00/)
    assert.ok(await screen.findByText(lost.orderNo, {}, patient))
    assert.ok(screen.getByText('金额不符（0）'))
  })

  it('a bill that did not come whole says that nothing has changed', async () => {
    openPage({ ...statement, state: 'waiting', theirs: null, fetchedAt: null, fileSha256: null, fault: 'another hash' }, [])
    assert.ok(await screen.findByText(/没有取到完整的账单.*账目没有因此改变/, {}, patient))
    assert.ok(await screen.findByText('取到账单后在这里列出差异', {}, patient))
  })

  it('a word is sent with what was seen, and a refusal is shown in the dialog', async () => {
    const asked = show(<DifferenceActs difference={lost} />, () => problem(409, 'DIFFERENCE_CHANGED', '这条差异在您打开之后变了'))
    fireEvent.click(screen.getByText('说明'))
    fireEvent.click(await screen.findByText('提交复核'))
    await screen.findByText('请写明原因')
    assert.equal(asked.length, 0)
    fireEvent.change(screen.getByLabelText('原因'), { target: { value: '平台次日补记' } })
    fireEvent.click(screen.getByText('提交复核'))
    await screen.findByText('这条差异在您打开之后变了')
    const post = asked.find(({ method }) => method === 'POST')
    assert.match(post?.url ?? '', /\/differences\/RD20261123ABCDEFGHJK\/explanation$/)
    assert.deepEqual(JSON.parse(post?.body ?? ''), { revision: 3, reason: '平台次日补记' })
    assert.ok(post?.headers.get('idempotency-key'))
  })

  it('whoever explained it waits; another passes it or sends it back', async () => {
    const explained = { ...lost, state: 'explained', reason: '平台次日补记', explainedBy: '测试甲(jia)' } as const
    show(<DifferenceActs difference={{ ...explained, ownWork: true }} />, () => problem(500, 'INTERNAL'))
    assert.ok(screen.getByText('等待另一位同事复核'))
    assert.equal(screen.queryByText('通过'), null)
    cleanup()
    const asked = show(<DifferenceActs difference={explained} />, () => ({ status: 200, body: {} }))
    assert.ok(screen.getByText('退回'))
    fireEvent.click(screen.getByText('通过'))
    await screen.findByText('复核通过？')
    fireEvent.click(screen.getAllByText('通过').at(-1) ?? assert.fail())
    await waitFor(() => assert.match(asked[0]?.url ?? '', /confirmation$/))
  })

  it('is awaited from the question to the answer, and not for ever', () => {
    const asked = Date.parse(statement.askedAt)
    assert.equal(isAwaited(statement, asked + 5_000), false)
    assert.equal(isAwaited({ ...statement, fetchedAt: null }, asked + 5_000), true)
    assert.equal(isAwaited({ ...statement, fetchedAt: '2026-11-22T02:00:00.000Z' }, asked + 5_000), true)
    assert.equal(isAwaited({ ...statement, fetchedAt: null }, asked + 600_000), false)
  })
})
