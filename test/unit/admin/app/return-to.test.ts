import assert from 'node:assert/strict'
import { returnTo, signInPath } from '../../../../admin/src/app/return-to.ts'

describe('the way back after signing in', () => {
  it('leads to the page one came from, with its filters', () => {
    const path = signInPath('/households', '?search=8001&page=2')
    assert.equal(returnTo(path.slice('/sign-in'.length)), '/households?search=8001&page=2')
  })

  it('is short for the workbench', () => {
    assert.equal(signInPath('/', ''), '/sign-in')
    assert.equal(returnTo(''), '/')
  })

  for (const to of ['https://example.invalid/', '//example.invalid', '/\\example.invalid', '/sign-in?to=/jobs', 'jobs']) {
    it(`never leaves the console: ${to}`, () => {
      assert.equal(returnTo(`?${new URLSearchParams({ to })}`), '/')
    })
  }
})
