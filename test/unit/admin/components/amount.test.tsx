import assert from 'node:assert/strict'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { Amount } from '../../../../admin/src/components/Amount.tsx'
import { Moment } from '../../../../admin/src/components/Moment.tsx'

describe('Amount', () => {
  afterEach(cleanup)

  it('is red only when money is owed, and never for zero', () => {
    const { container } = render(
      <>
        <Amount fen={102056} tone="owed" />
        <Amount fen={0} tone="owed" />
        <Amount fen={102056} />
        <Amount fen={102056} tone="paid" />
      </>,
    )
    const classes = Array.from(container.querySelectorAll('.nz-amount'), (element) => element.className.replace('nz-amount ', ''))
    assert.deepEqual(classes, ['nz-amount-owed', 'nz-amount-quiet', 'nz-amount-plain', 'nz-amount-paid'])
  })

  it('shows its steps to those who press Enter on it, and hides them on Escape', async () => {
    const person = userEvent.setup()
    render(<Amount fen={95469} steps={['收费面积 46.57 ㎡', '46.57 × 20.50 = 954.685，四舍五入 954.69']} title="采暖费" />)
    const button = screen.getByRole('button', { name: '954.69 元，查看采暖费的计算过程' })
    await person.tab()
    assert.equal(document.activeElement, button)
    await person.keyboard('{Enter}')
    assert.ok(await screen.findByText('收费面积 46.57 ㎡'))
    assert.equal(button.getAttribute('aria-expanded'), 'true')
    await person.keyboard('{Escape}')
    assert.equal(button.getAttribute('aria-expanded'), 'false')
  })

  it('leads to the page that explains it', () => {
    render(
      <MemoryRouter>
        <Amount fen={95469} to="/households/80012345" />
      </MemoryRouter>,
    )
    assert.equal(screen.getByRole('link').getAttribute('href'), '/households/80012345')
  })
})

describe('Moment', () => {
  afterEach(cleanup)

  it('tells Beijing time wherever the browser stands', () => {
    render(<Moment at="2026-11-21T16:00:05.000Z" seconds />)
    assert.ok(screen.getByText('2026-11-22 00:00:05'))
  })
})
