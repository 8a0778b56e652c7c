import assert from 'node:assert/strict'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { createSend } from '../../../../admin/src/api/client.ts'
import { ConnectionContext } from '../../../../admin/src/api/context.ts'
import type { Session } from '../../../../admin/src/api/session.ts'
import { faultOfFile, sizeWords } from '../../../../admin/src/pages/tariffs/notice-files/choose-file.ts'
import { NoticeFiles } from '../../../../admin/src/pages/tariffs/notice-files/NoticeFiles.tsx'
import type { RuleSetFile } from '../../../../shared/contracts/tariffs.ts'
import { type Asked, fakeFetch, problem, type Told } from '../support/fake-fetch.ts'
import { Look } from '../support/look.tsx'

const scan = {
  fileNo: 'F20260910ABCDEFGHJK',
  name: '价格文件.pdf',
  mediaType: 'application/pdf',
  byteCount: 1_258_291,
  sha256: 'a'.repeat(64),
  uploadedBy: '测试甲(jia)',
  uploadedAt: '2026-09-10T01:00:00.000Z',
}
type Shown = RuleSetFile['noticeFiles']

function open(noticeFiles: Shown, answer: (asked: Asked) => Told | Promise<Told>, state: RuleSetFile['state'] = 'draft') {
  const { fetch, asked } = fakeFetch(answer)
  const session = { token: () => 't', refresh: async () => false } as unknown as Session
  const client = new QueryClient({ defaultOptions: { mutations: { gcTime: Number.POSITIVE_INFINITY } } })
  render(
    <Look>
      <QueryClientProvider client={client}>
        <ConnectionContext value={{ session, send: createSend(fetch, session) }}>
          <NoticeFiles file={{ noticeFiles, state } as RuleSetFile} setKey={{ orgUnit: 'DEMO', seasonCode: '2026-2027', version: 2 }} />
        </ConnectionContext>
      </QueryClientProvider>
    </Look>,
  )
  return asked
}

function choose(file: File) {
  const field = document.querySelector<HTMLInputElement>('input[type=file]')
  assert.ok(field)
  fireEvent.change(field, { target: { files: [file] } })
}
const pdf = (size = 4, name = '通知.pdf') => new File([new Uint8Array(size)], name, { type: 'application/pdf' })

describe('the files of a price notice on the screen', () => {
  afterEach(cleanup)

  it('are shown with name, size, who and when; without any it says so', () => {
    open({ items: [scan], mayAttach: false, mayRemove: false }, () => problem(500, 'INTERNAL'))
    const part = screen.getByRole('region', { name: '价格文件附件' })
    assert.ok(within(part).getByRole('button', { name: '价格文件.pdf' }))
    assert.match(part.textContent ?? '', /1\.2 MB.*测试甲\(jia\).*2026-09-10 09:00/)
    assert.equal(within(part).queryByText('上传附件'), null)
    assert.equal(within(part).queryByText('删除'), null)
    cleanup()
    open({ items: [], mayAttach: true, mayRemove: true }, () => problem(500, 'INTERNAL'))
    assert.ok(screen.getByText(/还没有上传/))
  })

  it('one that is too large, empty or of another kind never leaves the browser', async () => {
    const asked = open({ items: [], mayAttach: true, mayRemove: true }, () => problem(500, 'INTERNAL'))
    choose(pdf(4, '通知.docx'))
    assert.match((await screen.findByRole('alert')).textContent ?? '', /不是 PDF 或图片/)
    choose(pdf(0))
    await waitFor(() => assert.match(screen.getByRole('alert').textContent ?? '', /是空的/))
    assert.deepEqual(asked, [])
    assert.equal(faultOfFile({ name: 'a.pdf', size: 10 * 1_048_576 }), null)
    assert.match(faultOfFile({ name: 'A.PDF', size: 10 * 1_048_576 + 1 }) ?? '', /文件最大 10\.0 MB/)
    assert.deepEqual([812, 1024, 10_239, 1_258_291].map(sizeWords), ['812 B', '1.0 KB', '10.0 KB', '1.2 MB'])
  })

  it('is sent with its name, shows that it is on its way, and after a broken line goes out again under the same key', async () => {
    const answers: ((told: Told) => void)[] = []
    const asked = open({ items: [], mayAttach: true, mayRemove: true }, () => new Promise<Told>((resolve) => answers.push(resolve)))
    choose(pdf())
    await screen.findByText('正在上传')
    assert.ok(screen.getByRole('progressbar', { name: '上传进度' }))
    assert.match(asked[0]?.url ?? '', /\/rule-sets\/DEMO\/2026-2027\/2\/notice-files\?fileName=%E9%80%9A%E7%9F%A5\.pdf$/)
    answers[0]?.(problem(502, 'FILE_STORE_UNKNOWN', '文件暂时存不进去，请稍后再试'))
    await screen.findByText('文件暂时存不进去，请稍后再试')
    fireEvent.click(screen.getByText('重试'))
    await waitFor(() => assert.equal(asked.length, 2))
    assert.equal(asked[1]?.headers.get('idempotency-key'), asked[0]?.headers.get('idempotency-key'))
    answers[1]?.({ status: 201, body: { fileNo: scan.fileNo } })
    await screen.findByText('上传附件')
    assert.equal(screen.queryByRole('alert'), null)
  })

  it('is taken away after a question, and a refusal is shown beside it', async () => {
    const asked = open({ items: [scan], mayAttach: true, mayRemove: true }, () =>
      problem(409, 'NOTICE_FILE_FIXED', '附件已随价目提交或发布'),
    )
    fireEvent.click(screen.getByText('删除'))
    assert.equal(asked.length, 0)
    const [, confirm] = await screen.findAllByRole('button', { name: '删除' })
    assert.ok(confirm)
    fireEvent.click(confirm)
    await screen.findByText('附件已随价目提交或发布')
    assert.match(asked[0]?.url ?? '', /notice-files\/F20260910ABCDEFGHJK\/removal$/)
  })
})
