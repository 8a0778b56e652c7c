import assert from 'node:assert/strict'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { FilterText } from '../../../../admin/src/components/FilterText.tsx'
import { SearchForm } from '../../../../admin/src/components/SearchForm.tsx'
import { Look } from '../support/look.tsx'

function Form({ said, used = 0 }: { readonly said: (string | undefined)[]; readonly used?: number }) {
  const [floor, setFloor] = useState<string | undefined>(undefined)
  const control = (
    <FilterText
      label="层号"
      onChange={(value) => {
        said.push(value)
        setFloor(value)
      }}
      value={floor}
    />
  )
  return (
    <Look>
      <SearchForm
        first={<input aria-label="查找" />}
        label="条件"
        more={[{ name: 'floor', label: '层号', control }]}
        onReset={() => setFloor(undefined)}
        used={used}
      />
    </Look>
  )
}

describe('the search form', function () {
  this.timeout(30_000)
  afterEach(cleanup)

  it('is one row until more is asked for, and open from the start when the rest says something', async () => {
    const person = userEvent.setup()
    render(<Form said={[]} />)
    assert.equal(screen.queryByRole('textbox', { name: '层号' }), null)
    await person.click(screen.getByRole('button', { name: /更多/ }))
    assert.ok(screen.getByRole('textbox', { name: '层号' }))
    await person.click(screen.getByRole('button', { name: /收起/ }))
    assert.equal(screen.queryByRole('textbox', { name: '层号' }), null)
    cleanup()
    render(<Form said={[]} used={1} />)
    assert.ok(screen.getByRole('textbox', { name: '层号' }))
  })

  it('a typed condition holds from Enter or from leaving the field, Escape takes it back, and it is emptied by reset', async () => {
    const person = userEvent.setup()
    const said: (string | undefined)[] = []
    render(<Form said={said} used={1} />)
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: '层号' })
    await person.type(field, '3')
    assert.deepEqual(said, [], 'not while typing')
    await person.keyboard('{Enter}')
    await person.type(field, '1')
    await person.keyboard('{Escape}')
    assert.equal(field.value, '3')
    await person.clear(field)
    await person.tab()
    assert.deepEqual(said, ['3', undefined])
    await person.type(field, '5{Enter}')
    await person.click(screen.getByRole('button', { name: '重置' }))
    assert.equal(field.value, '')
  })
})
