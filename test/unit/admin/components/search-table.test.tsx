import assert from 'node:assert/strict'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { ApiProblem } from '../../../../admin/src/api/problem.ts'
import { type Answer, SearchTable } from '../../../../admin/src/components/SearchTable.tsx'
import { Look } from '../support/look.tsx'

type Row = { readonly no: string }
const rows: Answer<Row> = {
  data: { items: [{ no: 'A' }, { no: 'B' }, { no: 'C' }], total: 3 },
  error: null,
  isFetching: false,
  refetch: () => {},
}

function open(answer: Answer<Row>, onOpen: (row: Row) => void = () => {}) {
  render(
    <Look>
      <SearchTable
        answer={answer}
        columns={[{ title: '编号', dataIndex: 'no' }]}
        empty="没有符合条件的行"
        filters={<input aria-label="查找" type="search" />}
        label="表"
        name="test"
        onOpen={onOpen}
        onPaging={() => {}}
        paging={{ page: 1, pageSize: 20 }}
        rowKey={(row) => row.no}
      />
    </Look>,
  )
}

const focusedKey = () => document.activeElement?.getAttribute('data-row-key') ?? document.activeElement?.getAttribute('aria-label')

describe('SearchTable', function () {
  this.timeout(30_000)
  afterEach(cleanup)

  it('walks from the search box through the rows and back with the arrow keys', async () => {
    const person = userEvent.setup()
    open(rows)
    await person.click(screen.getByRole('searchbox'))
    const places: (string | null | undefined)[] = []
    for (const key of ['{ArrowDown}', '{ArrowDown}', '{ArrowDown}', '{ArrowDown}', '{ArrowUp}', '{ArrowUp}', '{ArrowUp}']) {
      await person.keyboard(key)
      places.push(focusedKey())
    }
    assert.deepEqual(places, ['A', 'B', 'C', 'C', 'B', 'A', '查找'])
  })

  it('opens the row under the focus on Enter and the row under the mouse on a click', async () => {
    const person = userEvent.setup()
    const opened: string[] = []
    open(rows, (row) => opened.push(row.no))
    await person.click(screen.getByRole('searchbox'))
    await person.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    await person.click(screen.getByText('C'))
    assert.deepEqual(opened, ['B', 'C'])
  })

  it('says how many rows there are', () => {
    open(rows)
    assert.ok(screen.getByText('显示 1-3 条，共 3 条'))
  })

  it('shows every row it is given, also when one item of the server makes several rows', () => {
    open({ ...rows, data: { items: Array.from({ length: 45 }, (_, index) => ({ no: `L${index}` })), total: 14 } })
    assert.equal(document.querySelectorAll('tr[data-row-key]').length, 45)
    assert.ok(screen.getByText('显示 1-14 条，共 14 条'))
  })

  it('says what is missing when there is no row', () => {
    open({ ...rows, data: { items: [], total: 0 } })
    assert.ok(screen.getByText('没有符合条件的行'))
  })

  it('says what went wrong, with the request id and a way to try again', async () => {
    let retried = 0
    const error = new ApiProblem({
      type: 'about:blank',
      title: 'INTERNAL',
      status: 500,
      code: 'INTERNAL',
      detail: '请稍后再试',
      requestId: 'req-12345678',
    })
    open({ data: undefined, error, isFetching: false, refetch: () => retried++ })
    const alert = within(screen.getByRole('alert'))
    assert.ok(alert.getByText('请稍后再试'))
    assert.ok(alert.getByText('req-12345678'))
    await userEvent.click(alert.getByRole('button', { name: '重试' }))
    assert.equal(retried, 1)
  })

  it('keeps the old rows in sight when a refresh fails', () => {
    open({ ...rows, error: new Error('x') })
    assert.ok(screen.getByRole('alert'))
    assert.ok(screen.getByText('B'))
  })
})
