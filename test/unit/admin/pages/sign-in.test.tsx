import assert from 'node:assert/strict'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter, Route, Routes } from 'react-router'
import { createSend } from '../../../../admin/src/api/client.ts'
import { ConnectionContext } from '../../../../admin/src/api/context.ts'
import { createSession } from '../../../../admin/src/api/session.ts'
import SignInPage from '../../../../admin/src/pages/staff/sign-in/index.tsx'
import { fakeFetch, problem, type Told } from '../support/fake-fetch.ts'
import { Look } from '../support/look.tsx'

function open(answer: () => Told, at = '/sign-in?to=%2Fjobs%3Fstate%3Ddead') {
  const { fetch, asked } = fakeFetch(answer)
  const session = createSession({
    fetch,
    now: () => 0,
    after: () => () => {},
    hint: { get: () => false, set: () => {} },
    alone: (task) => task(),
    tellTabs: () => {},
  })
  render(
    <Look>
      <ConnectionContext value={{ session, send: createSend(fetch, session) }}>
        <MemoryRouter initialEntries={[at]}>
          <Routes>
            <Route element={<SignInPage />} path="/sign-in" />
            <Route element={<p>任务页</p>} path="/jobs" />
          </Routes>
        </MemoryRouter>
      </ConnectionContext>
    </Look>,
  )
  return { asked }
}

async function fill(person: ReturnType<typeof userEvent.setup>) {
  fireEvent.change(screen.getByLabelText('公司代码'), { target: { value: 'qy' } })
  fireEvent.change(screen.getByLabelText('用户名'), { target: { value: 'wang' } })
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'secret' } })
  await person.type(screen.getByLabelText('密码'), '{Enter}')
}

describe('sign-in page', () => {
  beforeEach(() => localStorage.clear())
  afterEach(cleanup)

  it('leads back to where one wanted to go and remembers the company, not the person', async () => {
    const profile = {
      name: 'wang',
      displayName: '王',
      company: { code: 'QY', name: '青云' },
      roles: [],
      units: [],
      permissions: [],
      trialSize: false,
      mustChangePassword: false,
    }
    const { asked } = open(() => ({ status: 201, body: { accessToken: 't', expiresInSeconds: 900, profile } }))
    await fill(userEvent.setup())
    assert.ok(await screen.findByText('任务页'))
    assert.deepEqual(JSON.parse(asked[0]?.body ?? ''), { companyCode: 'qy', name: 'wang', password: 'secret' })
    assert.deepEqual(Object.entries(localStorage), [['nuanzhang.console.company', 'QY']])
  })

  it('says until when a name is locked', async () => {
    open(() => problem(423, 'LOCKED', '账号锁定到 09:15'))
    await fill(userEvent.setup())
    const alert = await screen.findByRole('alert')
    assert.match(alert.textContent ?? '', /账号已锁定.*账号锁定到 09:15/)
  })

  it('clears only the password after a refusal and puts the cursor there', async () => {
    open(() => problem(401, 'SIGN_IN_REFUSED', '公司代码、用户名或密码不对'))
    await fill(userEvent.setup())
    assert.ok(await screen.findByText('公司代码、用户名或密码不对'))
    assert.equal((screen.getByLabelText('用户名') as HTMLInputElement).value, 'wang')
    assert.equal((screen.getByLabelText('密码') as HTMLInputElement).value, '')
    assert.equal(document.activeElement, screen.getByLabelText('密码'))
  })

  it('hints at capital lock', async () => {
    open(() => 'broken')
    const person = userEvent.setup()
    await person.click(screen.getByLabelText('密码'))
    await person.keyboard('{CapsLock}a')
    assert.ok(await screen.findByText('大写锁定已打开'))
    await person.keyboard('{CapsLock}b')
    assert.equal(screen.queryByText('大写锁定已打开'), null)
  })

  it('asks for what is missing without asking the server', async () => {
    const { asked } = open(() => 'broken')
    await userEvent.click(screen.getByRole('button', { name: '登录' }))
    assert.ok(await screen.findByText('请填写密码'))
    assert.deepEqual(asked, [])
  })
})
