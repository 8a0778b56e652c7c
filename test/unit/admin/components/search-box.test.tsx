import assert from 'node:assert/strict'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { SearchBox } from '../../../../admin/src/components/SearchBox.tsx'

function open() {
  const searched: string[] = []
  const entered: string[] = []
  render(<SearchBox label="查找" onEnter={(text) => entered.push(text)} onSearch={(text) => searched.push(text)} placeholder="" value="" />)
  return { box: screen.getByRole('searchbox', { name: '查找' }), searched, entered }
}

const quiet = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('SearchBox', () => {
  afterEach(cleanup)

  it('searches once after a pause, not for every letter', async () => {
    const { box, searched } = open()
    for (const text of ['8', '80', '800', '80012']) fireEvent.change(box, { target: { value: text } })
    assert.deepEqual(searched, [])
    await quiet(350)
    assert.deepEqual(searched, ['80012'])
  })

  it('searches at once on Enter, before it says that Enter was pressed', async () => {
    const { box, searched, entered } = open()
    fireEvent.change(box, { target: { value: ' 8001 ' } })
    await userEvent.type(box, '{Enter}')
    assert.deepEqual([searched, entered], [['8001'], ['8001']])
  })

  it('waits for the end of a Chinese word', async () => {
    const { box, searched, entered } = open()
    fireEvent.compositionStart(box)
    fireEvent.change(box, { target: { value: 'zhang' } })
    fireEvent.keyDown(box, { key: 'Enter', keyCode: 229 })
    await quiet(350)
    assert.deepEqual([searched, entered], [[], []])
    fireEvent.change(box, { target: { value: '张' } })
    fireEvent.compositionEnd(box)
    await quiet(350)
    assert.deepEqual(searched, ['张'])
  })

  it('clears on Escape', async () => {
    const { box, searched } = open()
    fireEvent.change(box, { target: { value: '8001' } })
    await userEvent.type(box, '{Enter}{Escape}')
    await quiet(350)
    assert.deepEqual(searched, ['8001', ''])
  })
})
